import type { GraphEdge, GraphNode } from "../contract/graph.ts";
import { type Difference, differenceOf } from "./difference.ts";
import type { Drawn } from "./drawn.ts";
import { type Graph, type GraphOptions, type Known, type MadeGraph, makeGraph } from "./graph.ts";
import { graphEdge } from "./graph-edge.ts";
import { type Mesh, meshLike, meshOf } from "./mesh.ts";
import { namedBy } from "./named-edges.ts";
import type { Registry } from "./registry.ts";
import type { MeshSnapshot } from "./snapshot.ts";

interface Before extends MadeGraph {
  readonly asked: string;
}
const befores = new WeakMap<Graph, Before>();
const askedKey = (options: GraphOptions) => options.asked.join("\n");

/** The graph of a snapshot, made from nothing. */
export function buildGraph(snapshot: MeshSnapshot, options: GraphOptions): Graph {
  return remember(makeGraph(meshOf(snapshot), options, null), options);
}

/**
 * The graph of a snapshot, made from the graph of an earlier one: only what a change can touch is evaluated again.
 * @param previous a graph that this function or buildGraph made, and its snapshot; null for none
 * @returns what buildGraph returns for the same snapshot; most edges and nodes that stayed are the same objects
 * @throws never
 */
export function nextGraph(
  previous: { readonly snapshot: MeshSnapshot; readonly graph: Graph } | null,
  snapshot: MeshSnapshot,
  options: GraphOptions,
): Graph {
  const before = previous === null ? undefined : befores.get(previous.graph);
  if (previous === null || before === undefined || before.asked !== askedKey(options))
    return buildGraph(snapshot, options);
  const difference = differenceOf(previous.snapshot, snapshot);
  if (difference.topology) return buildGraph(snapshot, options);
  const mesh = meshLike(meshOf(previous.snapshot), snapshot);
  const everywhere =
    difference.farReaching ||
    difference.namespaces.has(snapshot.meshConfig.rootNamespace) ||
    (difference.peers && !isLocal(mesh.registry));
  const known = everywhere ? null : knownOf(mesh, before, difference);
  return remember(makeGraph(mesh, options, known), options);
}

function remember(made: MadeGraph, options: GraphOptions): Graph {
  befores.set(made.graph, { ...made, asked: askedKey(options) });
  return made.graph;
}

function knownOf(mesh: Mesh, before: Before, difference: Difference): Known {
  const bound = new Set<string>();
  for (const w of mesh.workloads.values()) if (difference.namespaces.has(w.namespace)) bound.add(w.id);
  const touched = (server: string) =>
    bound.has(server) || (difference.peers && server.startsWith("external/"));
  const stays = !difference.traffic && namesStay(mesh, difference);
  const nodes = new Map(before.graph.nodes.map((n): [string, GraphNode] => [n.id, n]));
  const old = stays ? null : byId(before);
  return {
    same: stays ? { ...before, again: positionsOf(before.drawn, touched) } : null,
    edgeOf: (d) => {
      if (touched(d.key.server)) return undefined;
      const known = old?.get(d.id);
      if (known === undefined || known.drawn.traffic?.protocol !== d.traffic?.protocol) return undefined;
      return known.edge === null ? null : graphEdge(d, known.edge);
    },
    plain: !stays ? null : before.graph.nodes.slice(mesh.workloads.size),
    nodeOf: (w) => (difference.namespaces.has(w.namespace) ? undefined : nodes.get(w.id)),
  };
}

const byServer = new WeakMap<readonly Drawn[], ReadonlyMap<string, readonly number[]>>();

/** Where the edges to some servers stand; the index lives as long as the same edges are drawn. */
function positionsOf(drawn: readonly Drawn[], wanted: (server: string) => boolean): readonly number[] {
  let index = byServer.get(drawn);
  if (index === undefined) {
    const made = new Map<string, number[]>();
    for (const [at, d] of drawn.entries()) {
      const list = made.get(d.key.server);
      if (list === undefined) made.set(d.key.server, [at]);
      else list.push(at);
    }
    index = made;
    byServer.set(drawn, index);
  }
  const found: number[] = [];
  for (const [server, at] of index) if (wanted(server)) found.push(...at);
  return found;
}

function byId({
  drawn,
  edges,
}: Before): ReadonlyMap<string, { readonly drawn: Drawn; readonly edge: GraphEdge | null }> {
  return new Map(drawn.map((d, i) => [d.id, { drawn: d, edge: edges[i] ?? null }]));
}

/** True when the changed policies name the same clients and servers as before. */
function namesStay(mesh: Mesh, { policies }: Difference): boolean {
  return (
    policies?.every(
      ({ before, after }) => JSON.stringify(namedBy(mesh, before)) === JSON.stringify(namedBy(mesh, after)),
    ) === true
  );
}

const locals = new WeakMap<Registry, boolean>();

/** True when every host leads to pods of its own namespace only, so that one namespace's mode is no matter of another's hosts. */
function isLocal(registry: Registry): boolean {
  const known =
    locals.get(registry) ??
    registry.hosts.every((h) =>
      h.ports.every((p) => h.endpoints(p).every((e) => e.pod === null || e.pod.namespace === h.namespace)),
    );
  locals.set(registry, known);
  return known;
}
