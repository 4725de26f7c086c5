import type { GraphAnswer, GraphEdge } from "../../server/contract/graph.ts";
import type { Outcome, Transport } from "../../server/contract/verdict.ts";

/** What an edge says, as far as a change of it is news. */
export interface Face {
  readonly outcome: Outcome;
  readonly transport: Transport | null;
  readonly condition: string | null;
  /** Endpoints by how they end when they differ, most first; else empty. */
  readonly endpoints: readonly {
    readonly outcome: Outcome;
    readonly transport: Transport | null;
    readonly count: number;
  }[];
}

/** An edge that says something else than before. */
export interface Flip {
  /** Id of the edge. */
  readonly edge: string;
  readonly client: string;
  readonly server: string;
  readonly workloadPort: number;
  /** null: the edge is new. */
  readonly before: Face | null;
  /** null: the edge is gone. */
  readonly after: Face | null;
}

/**
 * Edges whose outcome, transport or condition changed, and those that are new or gone. Traffic, and who decides, are no flip.
 * @returns changed outcomes first, then other changes, new ones and gone ones, each in the order of the answers
 */
export function flips(
  before: Pick<GraphAnswer, "edges">,
  after: Pick<GraphAnswer, "edges">,
): readonly Flip[] {
  const old = new Map(before.edges.map((edge) => [edge.id, edge]));
  const outcomes: Flip[] = [];
  const others: Flip[] = [];
  const added: Flip[] = [];
  for (const edge of after.edges) {
    const was = old.get(edge.id);
    old.delete(edge.id);
    if (was === undefined) added.push(flip(edge, null, edge));
    else if (was.outcome !== edge.outcome) outcomes.push(flip(edge, was, edge));
    else if (was !== edge && !same(faceOf(was), faceOf(edge))) others.push(flip(edge, was, edge));
  }
  const gone = [...old.values()].map((edge) => flip(edge, edge, null));
  return [...outcomes, ...others, ...added, ...gone];
}

const flip = (edge: GraphEdge, before: GraphEdge | null, after: GraphEdge | null): Flip => ({
  edge: edge.id,
  client: edge.client,
  server: edge.server,
  workloadPort: edge.workloadPort,
  before: before === null ? null : faceOf(before),
  after: after === null ? null : faceOf(after),
});

function faceOf({ outcome, transport, condition, endpoints }: GraphEdge): Face {
  const counts = new Map<string, Face["endpoints"][number]>();
  for (const one of endpoints) {
    const key = `${one.outcome} ${one.transport}`;
    counts.set(key, {
      outcome: one.outcome,
      transport: one.transport,
      count: (counts.get(key)?.count ?? 0) + 1,
    });
  }
  const counted = [...counts.entries()].sort(([a, x], [b, y]) => y.count - x.count || (a < b ? -1 : 1));
  return { outcome, transport, condition, endpoints: counted.map(([, one]) => one) };
}

const same = (a: Face, b: Face): boolean => JSON.stringify(a) === JSON.stringify(b);
