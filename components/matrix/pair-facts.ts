import type { GraphEdge } from "../../server/contract/graph.ts";
import type { MatrixEnd } from "../../server/contract/matrix.ts";
import type { EdgeFacts, GraphFacts, NodeFacts } from "../find/facts.ts";
import { matcher } from "../find/match.ts";
import { isEverything, type Query } from "../find/query.ts";
import type { Ages } from "../find/read-field.ts";
import type { PairTest } from "./shown.ts";
import type { End } from "./table.ts";

/**
 * What a query may ask of a pair. Of one that the graph draws everything; of any other its ends and how it ends: which policy decides
 * it is not loaded, so that a query for policies leaves it undecided.
 */
function pairFacts(
  facts: GraphFacts,
): (row: End, column: End, end: MatrixEnd, edge: GraphEdge | null) => EdgeFacts {
  const nodeOf = ({ id, name, namespace }: End): NodeFacts =>
    facts.nodes.get(id) ?? { id, name, namespace: namespace === "" ? null : namespace };
  return (row, column, { outcome, transport }, edge) => {
    const drawn = edge === null ? undefined : facts.edges.get(edge.id);
    if (drawn !== undefined) return drawn;
    const mode = column.node?.serverModes.find((m) => m.workloadPort === column.workloadPort)?.mode;
    return {
      id: `${row.id}>${column.key}`,
      client: nodeOf(row),
      server: nodeOf(column),
      ...(column.workloadPort === null ? {} : { port: column.workloadPort }),
      outcome,
      ...(transport === null
        ? outcome === "refused"
          ? { transports: [] }
          : {}
        : { transports: [transport] }),
      ...(mode == null ? (column.node?.membership === "none" ? { mode: null } : {}) : { mode }),
      observed: edge?.evidence.observed === true,
      disagrees: edge?.disagrees != null,
    };
  };
}

/** The query as a test of pairs; null when it asks for nothing. */
export function queryTest(query: Query, facts: GraphFacts, ages: Ages): PairTest | null {
  if (isEverything(query)) return null;
  const [factsOf, { edge: fits }] = [pairFacts(facts), matcher(query)];
  return (...pair) => fits(factsOf(...pair), ages);
}
