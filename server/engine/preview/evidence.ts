import type { FlipCaller, FlipEvidence } from "../../contract/preview.ts";
import { differenceOf } from "../difference.ts";
import { type Drawn, drawn } from "../drawn.ts";
import { edgeId } from "../edge-id.ts";
import type { Mesh } from "../mesh.ts";
import { namedBy } from "../named-edges.ts";
import type { Sides } from "./example.ts";

type Known = ReadonlyMap<string, Drawn>;
const drawnBefore = new WeakMap<Mesh, Known>();

function drawnEdges(mesh: Mesh): Known {
  const known = drawnBefore.get(mesh) ?? new Map(drawn(mesh, []).map((d) => [d.id, d]));
  drawnBefore.set(mesh, known);
  return known;
}

/** What the change draws besides: where only policies changed, what these name. */
function drawnAfter({ before, after }: Sides): ReadonlySet<string> {
  const [was, will] = [before.snapshot, after.snapshot];
  const difference = differenceOf(was, will);
  if (difference.topology || difference.farReaching) return new Set(drawnEdges(after).keys());
  const policies = new Set(was.authorizationPolicies);
  const added = will.authorizationPolicies.filter((p) => !policies.has(p));
  return new Set(added.flatMap((p) => namedBy(after, p).map(({ key }) => edgeId(key))));
}

/** Edges that the graph draws: with their evidence before the change, and by name after it. */
export interface Edges {
  readonly before: Known;
  readonly after: ReadonlySet<string>;
}

export const edgesOf = (sides: Sides): Edges => ({
  before: drawnEdges(sides.before),
  after: drawnAfter(sides),
});

const rank: Readonly<Record<FlipEvidence, number>> = { observed: 0, named: 1, possible: 2 };
/** A caller with what is known of its edge. */
export function callerOf(edges: Edges, client: string, server: string, workloadPort: number): FlipCaller {
  const edge = edgeId({ client, server, workloadPort });
  const d = edges.before.get(edge);
  const traffic = d?.traffic ?? null;
  const isDrawn = d !== undefined || edges.after.has(edge);
  return {
    client,
    edge,
    evidence: traffic !== null ? "observed" : isDrawn ? "named" : "possible",
    perSecond: traffic?.perSecond ?? null,
  };
}

/** Observed before named before possible, the busiest first. */
export function byEvidence(a: FlipCaller, b: FlipCaller): number {
  return (
    rank[a.evidence] - rank[b.evidence] ||
    (b.perSecond ?? 0) - (a.perSecond ?? 0) ||
    (a.client < b.client ? -1 : a.client > b.client ? 1 : 0)
  );
}

/** The clients of the edges that are drawn to a port. */
export function drawnClients(
  { before, after }: Edges,
  server: string,
  workloadPort: number,
): readonly string[] {
  const end = `>${server}:${workloadPort}`;
  const clients = [...(byServer(before).get(end) ?? [])];
  for (const id of after) if (id.endsWith(end)) clients.push(id.slice(0, -end.length));
  return [...new Set(clients)];
}

const indexes = new WeakMap<Known, ReadonlyMap<string, readonly string[]>>();

function byServer(edges: Known): ReadonlyMap<string, readonly string[]> {
  const known = indexes.get(edges);
  if (known !== undefined) return known;
  const index = new Map<string, string[]>();
  for (const { key } of edges.values()) {
    const end = `>${key.server}:${key.workloadPort}`;
    const clients = index.get(end) ?? [];
    clients.push(key.client);
    index.set(end, clients);
  }
  indexes.set(edges, index);
  return index;
}
