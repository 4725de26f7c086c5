import type { GraphAnswer, GraphEdge, GraphNode } from "../../server/contract/graph.ts";
import { type MatrixAnswer, type MatrixEnd, readRows } from "../../server/contract/matrix.ts";

/** One end of a pair: a caller, or one port of a server. */
export interface End {
  /** Node id, with the port for a server. */
  readonly key: string;
  readonly id: string;
  /** "" for what stands outside every namespace. */
  readonly namespace: string;
  readonly name: string;
  readonly workloadPort: number | null;
  readonly node: GraphNode | null;
  /** Row or column of `codes`. */
  readonly at: number;
}

/** All pairs, joined with what the graph knows of those that it draws. */
export interface Table {
  readonly rows: readonly End[];
  readonly columns: readonly End[];
  /** `codes[row.at * columns.length + column.at]` is an index of `legend`. */
  readonly codes: Uint8Array;
  readonly legend: readonly MatrixEnd[];
  /** Drawn edges by their index of `codes`. */
  readonly drawn: ReadonlyMap<number, GraphEdge>;
}

export function tableOf(matrix: MatrixAnswer, graph: Pick<GraphAnswer, "nodes" | "edges">): Table {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const ways = new Set(
    graph.nodes.filter(({ kind }) => kind === "gateway").map(({ namespace }) => namespace),
  );
  const endOf = (id: string, workloadPort: number | null, at: number): End => {
    const slash = id.indexOf("/");
    return {
      key: workloadPort === null ? id : `${id}:${workloadPort}`,
      id,
      namespace: id.slice(0, Math.max(0, slash)),
      name: id.slice(slash + 1),
      workloadPort,
      node: nodes.get(id) ?? null,
      at,
    };
  };
  // Traffic comes in at the top left: from outside, through gateways, to the rest by name.
  const rank = ({ namespace }: End): number => (namespace === "" ? 0 : ways.has(namespace) ? 1 : 2);
  const inOrder = (a: End, b: End): number =>
    rank(a) - rank(b) || compare(a.namespace, b.namespace) || compare(a.name, b.name) || a.at - b.at;
  const rows = matrix.clients.map((id, i) => endOf(id, null, i));
  const columns = matrix.servers.map(({ id, workloadPort }, j) => endOf(id, workloadPort, j));
  const rowOf = new Map(rows.map(({ key, at }) => [key, at]));
  const columnOf = new Map(columns.map(({ key, at }) => [key, at]));
  const drawn = new Map<number, GraphEdge>();
  for (const edge of graph.edges) {
    const i = rowOf.get(edge.client);
    const j = columnOf.get(`${edge.server}:${edge.workloadPort}`);
    if (i !== undefined && j !== undefined) drawn.set(i * columns.length + j, edge);
  }
  return {
    rows: rows.toSorted(inOrder),
    columns: columns.toSorted(inOrder),
    codes: readRows(matrix),
    legend: matrix.legend,
    drawn,
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
