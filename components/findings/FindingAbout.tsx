import { useQuery } from "@tanstack/react-query";
import type { Finding } from "../../server/contract/findings.ts";
import { Link } from "../address/Link.tsx";
import { useWords } from "../look/use-words.tsx";
import { PolicyLink } from "../policies/PolicyLink.tsx";
import { PolicyText } from "../policies/PolicyText.tsx";
import { graphHref } from "../policies/policy-rows.ts";
import { graphQuery } from "../queries/graph.ts";
import styles from "./FindingsPage.module.css";
import { edgesOf } from "./finding-rows.ts";

/** One finding in full: the sentence, what to do, where it stands, and whom it is about. */
export function FindingAbout({ finding }: { finding: Finding }) {
  const words = useWords();
  const text = words.findings;
  const graph = useQuery(graphQuery([]));
  const edges = edgesOf(finding, graph.data?.edges ?? []);
  const { affected, affectedCount, object, line, path, others } = finding;
  return (
    <div className={styles.columns}>
      <section>
        <p className={styles.sentence}>
          <PolicyText text={finding.text} policies={others} />
        </p>
        <h2>{text.cure}</h2>
        <p className={styles.sentence}>{finding.cure}</p>
      </section>
      <section>
        <h2>{text.where}</h2>
        <p className={styles.place}>
          <PolicyLink policy={object} line={line} path={path} />
        </p>
        {path !== null && <code className={styles.path}>{path}</code>}
        <h2>{text.codes}</h2>
        <p>
          <code>{finding.code}</code> <span className={styles.quiet}>{finding.known}</span>
        </p>
      </section>
      <section>
        <h2>{text.affected}</h2>
        {affected.length === 0 ? (
          <p className={styles.quiet}>{text.nobody}</p>
        ) : (
          <ul>
            {affected.map(({ id, perSecond }) => (
              <li key={id}>
                {id === "outside" ? (
                  text.outside
                ) : (
                  <Link className={styles.all} href={`/graph?${new URLSearchParams({ node: id })}`}>
                    {id}
                  </Link>
                )}
                {perSecond !== null && <span className={styles.quiet}> {text.seen(perSecond)}</span>}
              </li>
            ))}
            {affectedCount > affected.length && (
              <li className={styles.quiet}>{text.more(affectedCount - affected.length)}</li>
            )}
          </ul>
        )}
        {edges.length > 0 && (
          <p>
            <Link className={styles.all} href={graphHref(edges)}>
              {text.edges(edges.length)}
            </Link>
          </p>
        )}
      </section>
    </div>
  );
}
