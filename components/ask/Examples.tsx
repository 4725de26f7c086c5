import type { GraphAnswer, GraphEdge } from "../../server/contract/graph.ts";
import { outcomeOrder } from "../look/outcome.ts";
import { useWords } from "../look/use-words.tsx";
import buttons from "../ui/button.module.css";
import type { Draft } from "./draft.ts";
import styles from "./Examples.module.css";
import { draftOfEdge } from "./edge-draft.ts";

const most = 4;

/** One edge of each outcome: something to begin with. */
export function Examples({
  graph,
  onAsk,
}: {
  graph: GraphAnswer | undefined;
  onAsk: (draft: Draft) => void;
}) {
  const words = useWords();
  const inside = (graph?.edges ?? []).filter((e) => e.host !== null && e.client.includes("/"));
  const chosen: GraphEdge[] = ["denied", "depends", "refused", ...outcomeOrder].flatMap(
    (outcome) => inside.find((e) => e.outcome === outcome) ?? [],
  );
  return (
    <ul className={styles.list}>
      {[...new Set(chosen)].slice(0, most).map((edge) => (
        <li key={edge.id}>
          <button type="button" className={buttons.link} onClick={() => onAsk(draftOfEdge(edge))}>
            {words.palette.askFull(edge.client, edge.server, "GET /")}
          </button>
        </li>
      ))}
    </ul>
  );
}
