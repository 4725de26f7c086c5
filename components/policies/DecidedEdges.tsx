"use client";
import { useQuery } from "@tanstack/react-query";
import type { PolicyDecision } from "../../server/contract/policies.ts";
import { Link } from "../address/Link.tsx";
import { MiniEdge } from "../look/MiniEdge.tsx";
import { useWords } from "../look/use-words.tsx";
import { graphQuery } from "../queries/graph.ts";
import styles from "./PoliciesPage.module.css";
import { graphHref } from "./policy-rows.ts";

/** A long list says how many more there are, and the graph shows them. */
const most = 40;

/** The drawn edges that each line of an object decides, each leading to its details. */
export function DecidedEdges({
  decisions,
  lineHref,
}: {
  decisions: readonly PolicyDecision[];
  lineHref: (decision: PolicyDecision) => string;
}) {
  const words = useWords();
  const { data } = useQuery(graphQuery([]));
  const drawn = new Map(data?.edges.map((edge) => [edge.id, edge]));
  if (decisions.length === 0) return <p className={styles.quiet}>{words.policiesList.nothingDecided}</p>;
  return (
    <ul>
      {decisions.map((decision) => (
        <li key={decision.path} className={styles.decision}>
          <p>
            <Link className={styles.all} href={lineHref(decision)}>
              {decision.line === null ? decision.path : words.policy.decidesLine(decision.line)}
            </Link>{" "}
            <code className={styles.quiet}>{decision.path}</code>
          </p>
          <ul>
            {decision.edges.slice(0, most).map((id) => {
              const edge = drawn.get(id);
              return (
                <li key={id}>
                  <Link className={styles.edge} href={`/graph?${new URLSearchParams({ edge: id })}`}>
                    {edge !== undefined && (
                      <>
                        <MiniEdge outcome={edge.outcome} transport={edge.transport} />
                        <span className="sk-visually-hidden">{words.outcome[edge.outcome].word} </span>
                      </>
                    )}
                    {id.replace(">", " → ")}
                  </Link>
                </li>
              );
            })}
          </ul>
          {decision.edges.length > 1 && (
            <Link className={styles.all} href={graphHref(decision.edges)}>
              {words.policy.showAllEdges(decision.edges.length)}
            </Link>
          )}
        </li>
      ))}
    </ul>
  );
}
