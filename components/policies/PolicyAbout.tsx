import type { PolicyFacts } from "../../server/contract/policies.ts";
import { Link } from "../address/Link.tsx";
import { focusHref } from "../focus/focus-href.ts";
import { useWords } from "../look/use-words.tsx";
import { DecidedEdges } from "./DecidedEdges.tsx";
import { NoteMark } from "./NoteMark.tsx";
import styles from "./PoliciesPage.module.css";
import { policyHref } from "./PolicyLink.tsx";
import { PolicyText } from "./PolicyText.tsx";

/** Everything that is known of one object: notes, workloads, the drawn edges that each of its lines decides. */
export function PolicyAbout({ policy }: { policy: PolicyFacts }) {
  const words = useWords();
  const list = words.policiesList;
  const { ref, workloads } = policy;
  return (
    <div className={styles.columns}>
      <section>
        <h2>{list.column.notes}</h2>
        <PolicyNotes policy={policy} />
      </section>
      <section>
        <h2>{list.column.workloads}</h2>
        <p className={styles.scope}>{policy.scopeText}</p>
        {workloads.length === 0 ? (
          <p className={styles.quiet}>{list.none}</p>
        ) : (
          <ul>
            {workloads.map((id) => (
              <li key={id}>
                <Link className={styles.all} href={`/graph?${new URLSearchParams({ node: id })}`}>
                  {id}
                </Link>{" "}
                <Link
                  className={styles.quietLink}
                  href={focusHref(id)}
                  title={words.focus.openTip}
                  aria-label={words.focus.focusTip(id)}
                >
                  {words.focus.open}
                </Link>
              </li>
            ))}
          </ul>
        )}
      </section>
      <section>
        <h2>{list.column.edges}</h2>
        <DecidedEdges
          decisions={policy.decisions}
          lineHref={(decision) => policyHref(ref, decision.line, decision.path)}
        />
      </section>
    </div>
  );
}

/** The notes of one object as sentences, each with the way to its line. */
export function PolicyNotes({ policy: { ref, notes } }: { policy: PolicyFacts }) {
  const words = useWords();
  const list = words.policiesList;
  if (notes.length === 0) return <p className={styles.quiet}>{list.noNotes}</p>;
  return (
    <ul>
      {notes.map((note) => (
        <li key={`${note.path} ${note.text}`} className={styles.sentence}>
          <NoteMark weight={note.weight} />
          <span>
            <PolicyText text={note.text} policies={note.others} />{" "}
            {note.line !== null && (
              <Link href={policyHref(ref, note.line, note.path)}>{words.drawer.line(note.line)}</Link>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
