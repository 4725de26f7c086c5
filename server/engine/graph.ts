import type { GraphEdge, GraphNamespace, GraphNode } from "../contract/graph.ts";
import { type Drawn, drawn } from "./drawn.ts";
import { type EdgeResult, evaluateEdge } from "./edge.ts";
import { type EdgeKey, edgeId } from "./edge-id.ts";
import { edgeVerdict, verdictOf } from "./edge-verdict.ts";
import { graphEdge } from "./graph-edge.ts";
import type { Mesh, Workload } from "./mesh.ts";
import { graphNamespaces, plainNode, workloadNodes } from "./node.ts";
import type { ObservedTraffic } from "./snapshot.ts";

export interface GraphOptions {
  /** Unix time in seconds. */
  readonly nowSeconds: number;
  /** Node ids whose every possible peer is drawn. */
  readonly asked: readonly string[];
}

export interface Graph {
  readonly namespaces: readonly GraphNamespace[];
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly policies: number;
}

/** What an earlier graph already knows of this one; every answer is undefined where it has to be made anew. */
export interface Known {
  /** The same edges are drawn: these are they, but for those at the positions that are asked again. */
  readonly same: {
    readonly drawn: readonly Drawn[];
    readonly edges: readonly (GraphEdge | null)[];
    readonly again: readonly number[];
  } | null;
  /** Asked when other edges are drawn. Null for an edge of which an end is not in the source. */
  readonly edgeOf: (d: Drawn) => GraphEdge | null | undefined;
  readonly nodeOf: (workload: Workload) => GraphNode | undefined;
  /** Nodes that are no workload, when the same edges are drawn. */
  readonly plain: readonly GraphNode[] | null;
}

/** A graph with what the next one may take over. */
export interface MadeGraph {
  readonly graph: Graph;
  readonly drawn: readonly Drawn[];
  /** One for each drawn edge, in that order. */
  readonly edges: readonly (GraphEdge | null)[];
}

/**
 * The service graph: every workload, every edge that was observed, is named by a rule or a route, or was asked for.
 * @param known null when nothing is known yet
 * @returns nodes and edges in a stable order; a node's certificate is left null
 * @throws never
 */
export function makeGraph(mesh: Mesh, options: GraphOptions, known: Known | null): MadeGraph {
  const make = (d: Drawn): GraphEdge | null => {
    const asked = { nowSeconds: options.nowSeconds, observed: d.traffic?.protocol };
    const verdict = edgeVerdict(mesh, d.key, asked);
    return verdict === null ? null : graphEdge(d, verdict);
  };
  const all = known?.same?.drawn ?? drawn(mesh, options.asked);
  const made = known?.same
    ? [...known.same.edges]
    : all.map((d): GraphEdge | null => {
        const before = known?.edgeOf(d);
        return before === undefined ? make(d) : before;
      });
  for (const at of known?.same?.again ?? []) {
    const d = all[at];
    if (d !== undefined) made[at] = make(d);
  }
  const edges = made.filter((e) => e !== null);
  const nodes = [...workloadNodes(mesh, known?.nodeOf), ...(known?.plain ?? plainNodes(mesh, edges))];
  const { snapshot } = mesh;
  const policies =
    snapshot.peerAuthentications.length +
    snapshot.authorizationPolicies.length +
    snapshot.requestAuthentications.length +
    snapshot.destinationRules.length;
  return { graph: { namespaces: graphNamespaces(mesh), nodes, edges, policies }, drawn: all, edges: made };
}

/** Ends of edges that are no workload. */
function plainNodes(mesh: Mesh, edges: readonly GraphEdge[]): readonly GraphNode[] {
  const found = new Map<string, GraphNode>();
  const add = (id: string) => {
    if (!mesh.workloads.has(id) && !found.has(id)) found.set(id, plainNode(id));
  };
  for (const { client, server } of edges) {
    add(client);
    add(server);
  }
  return [...found.values()];
}

/** The drawn edge of an id, also one that is not in the default picture: asked by its link. */
export function drawnEdge(
  mesh: Mesh,
  key: EdgeKey,
  nowSeconds: number,
): {
  readonly edge: GraphEdge;
  readonly result: EdgeResult;
  readonly traffic: ObservedTraffic | null;
} | null {
  const id = edgeId(key);
  const d: Drawn = drawn(mesh, []).find((x) => x.id === id) ?? {
    id,
    key,
    traffic: null,
    named: [],
    asked: true,
  };
  const result = evaluateEdge(mesh, d.key, { nowSeconds, observed: d.traffic?.protocol });
  return result === null ? null : { edge: graphEdge(d, verdictOf(result)), result, traffic: d.traffic };
}
