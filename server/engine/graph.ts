import type { Disagreement, GraphEdge, GraphNamespace, GraphNode } from "../contract/graph.ts";
import type { PolicyRef } from "../contract/refs.ts";
import { type EdgeResult, evaluateEdge } from "./edge.ts";
import { type EdgeKey, edgeId } from "./edge-id.ts";
import { type EdgeVerdict, edgeVerdict, verdictOf } from "./edge-verdict.ts";
import { type Mesh, meshOf } from "./mesh.ts";
import { namedEdges, usualPort } from "./named-edges.ts";
import { graphNamespaces, plainNode, servedPorts, workloadNodes } from "./node.ts";
import type { MeshSnapshot, ObservedTraffic } from "./snapshot.ts";

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

interface Drawn {
  readonly key: EdgeKey;
  traffic: ObservedTraffic | null;
  named: readonly PolicyRef[];
  asked: boolean;
}

function add(a: ObservedTraffic, b: ObservedTraffic): ObservedTraffic {
  return {
    ...a,
    perSecond: a.perSecond + b.perSecond,
    mutualTls: a.mutualTls + b.mutualTls,
    plaintext: a.plaintext + b.plaintext,
    denied: a.denied + b.denied,
    refused: a.refused + b.refused,
  };
}

/** The port of an observed pair: as told, else the one whose protocol fits, else the usual one. */
function observedPort(mesh: Mesh, t: ObservedTraffic): number | null {
  if (t.workloadPort !== null) return t.workloadPort;
  if (t.server.startsWith("external/")) {
    const host = t.server.slice("external/".length);
    const port = mesh.registry.byHost.get(host.toLowerCase())?.[0]?.ports[0];
    return port === undefined ? 443 : typeof port.targetPort === "number" ? port.targetPort : port.port;
  }
  const workload = mesh.workloads.get(t.server);
  if (workload === undefined) return null;
  const fits = workload.pods
    .flatMap((p) => mesh.registry.servicesOf(p))
    .find((s) => s.port.protocol === "auto" || s.port.protocol === t.protocol);
  return fits?.workloadPort ?? usualPort(mesh, workload);
}

/** Which edges are drawn: observed, named by configuration, or asked for. All pairs belong to the matrix. */
function drawn(mesh: Mesh, options: GraphOptions): readonly Drawn[] {
  const found = new Map<string, Drawn>();
  const at = (key: EdgeKey): Drawn => {
    const id = edgeId(key);
    const known = found.get(id) ?? { key, traffic: null, named: [], asked: false };
    found.set(id, known);
    return known;
  };
  const exists = (id: string) => id === "outside" || id.startsWith("external/") || mesh.workloads.has(id);
  for (const t of mesh.snapshot.traffic) {
    const workloadPort = observedPort(mesh, t);
    if (workloadPort === null || !exists(t.client) || !exists(t.server)) continue;
    const d = at({ client: t.client, server: t.server, workloadPort });
    d.traffic = d.traffic === null ? t : add(d.traffic, t);
  }
  for (const n of namedEdges(mesh)) at(n.key).named = n.by;
  for (const id of options.asked) {
    const own = mesh.workloads.get(id);
    if (own === undefined) continue;
    for (const other of mesh.workloads.values()) {
      if (other.id === id) continue;
      for (const p of servedPorts(mesh, own))
        at({ client: other.id, server: id, workloadPort: p }).asked = true;
      for (const p of servedPorts(mesh, other))
        at({ client: id, server: other.id, workloadPort: p }).asked = true;
    }
  }
  return [...found.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, d]) => d);
}

const percent = (share: number) => `${share > 0 && share < 0.01 ? "<1" : Math.round(share * 100)} %`;

/** Where traffic that was seen contradicts what the configuration says. */
function disagreement(
  { outcome, transport }: Pick<EdgeVerdict, "outcome" | "transport">,
  t: ObservedTraffic | null,
): Disagreement | null {
  if (t === null || t.perSecond <= 0) return null;
  const secured = t.mutualTls + t.plaintext;
  if (transport === "mtls" && secured > 0 && t.plaintext > 0) {
    const share = t.plaintext / secured;
    return {
      share,
      label: `${percent(share)} plaintext`,
      text: `${percent(share)} of the observed traffic is plaintext, though the configuration makes it mTLS.`,
    };
  }
  if (transport === "plaintext" && outcome !== "refused" && t.mutualTls > 0) {
    const share = t.mutualTls / secured;
    return {
      share,
      label: `${percent(share)} mTLS`,
      text: `${percent(share)} of the observed traffic is mTLS, though the configuration makes it plaintext.`,
    };
  }
  const passed = t.perSecond - t.denied - t.refused;
  if (
    (outcome === "denied" || outcome === "refused" || outcome === "unauthenticated") &&
    passed > t.perSecond * 0.001
  ) {
    const share = passed / t.perSecond;
    return {
      share,
      label: `${percent(share)} pass`,
      text: `${percent(share)} of the observed traffic passes, though the configuration lets none pass.`,
    };
  }
  if (outcome === "allowed" && t.refused > 0) {
    const share = t.refused / t.perSecond;
    return {
      share,
      label: `${percent(share)} refused`,
      text: `${percent(share)} of the observed traffic is refused, though the configuration lets it pass.`,
    };
  }
  return null;
}

/** One edge of the graph. */
function graphEdge(d: Drawn, verdict: EdgeVerdict): GraphEdge {
  return {
    id: edgeId(d.key),
    client: d.key.client,
    server: d.key.server,
    workloadPort: d.key.workloadPort,
    host: verdict.host,
    servicePort: verdict.servicePort,
    protocol: verdict.protocol,
    evidence: {
      observed: d.traffic !== null,
      perSecond: d.traffic?.perSecond ?? null,
      named: d.named,
      asked: d.asked,
    },
    transport: verdict.transport,
    outcome: verdict.outcome,
    condition: verdict.condition,
    label: verdict.label,
    decidedBy: verdict.decidedBy,
    disagrees: disagreement(verdict, d.traffic),
    endpoints: verdict.endpoints,
  };
}

/**
 * The service graph: every workload, every edge that was observed, is named by a rule or a route, or was asked for.
 * @returns nodes and edges in a stable order; a node's certificate is left null
 * @throws never
 */
export function buildGraph(snapshot: MeshSnapshot, options: GraphOptions): Graph {
  const mesh = meshOf(snapshot);
  const edges = drawn(mesh, options).flatMap((d) => {
    const asked = { nowSeconds: options.nowSeconds, observed: d.traffic?.protocol };
    const verdict = edgeVerdict(mesh, d.key, asked);
    return verdict === null ? [] : [graphEdge(d, verdict)];
  });
  const nodes = [...workloadNodes(mesh)];
  const known = new Set(nodes.map((n) => n.id));
  for (const id of edges.flatMap((e) => [e.client, e.server])) {
    if (!known.has(id)) nodes.push(plainNode(id));
    known.add(id);
  }
  const policies =
    snapshot.peerAuthentications.length +
    snapshot.authorizationPolicies.length +
    snapshot.requestAuthentications.length +
    snapshot.destinationRules.length;
  return { namespaces: graphNamespaces(mesh), nodes, edges, policies };
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
  const known = drawn(mesh, { nowSeconds, asked: [] }).find((d) => edgeId(d.key) === edgeId(key));
  const d = known ?? { key, traffic: null, named: [], asked: true };
  const result = evaluateEdge(mesh, d.key, { nowSeconds, observed: d.traffic?.protocol });
  return result === null ? null : { edge: graphEdge(d, verdictOf(result)), result, traffic: d.traffic };
}
