import type { GraphEdge } from "../contract/graph.ts";
import type { PolicyDecision } from "../contract/policies.ts";
import { chooseRule } from "./destination-rule.ts";
import type { Mesh, Workload } from "./mesh.ts";
import type { Meta } from "./objects.ts";
import { effectiveMode } from "./peer-authentication.ts";

/** Edges by the object that decides something about them, then by the field that does. */
export type Decisions = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

const keyOf = (o: { readonly kind: string; readonly namespace: string; readonly name: string }) =>
  `${o.kind} ${o.namespace}/${o.name}`;

const proxyOf = (w: Workload | undefined) => w?.pods.find((p) => p.hasProxy && !p.gateway);

/**
 * Which drawn edges each object decides: it gave the outcome, it is the mode of the server's port, its TLS is what the
 * client sends, or its route or listener leads there.
 */
export function decisionsOf(mesh: Mesh, edges: readonly GraphEdge[]): Decisions {
  const found = new Map<string, Map<string, string[]>>();
  const put = (key: string, path: string, edge: string) => {
    const paths = found.get(key) ?? new Map<string, string[]>();
    found.set(key, paths);
    const ids = paths.get(path) ?? [];
    paths.set(path, ids);
    if (!ids.includes(edge)) ids.push(edge);
  };
  for (const edge of edges) {
    for (const by of edge.decidedBy) {
      // Modes and client TLS are told below, with their field.
      if (by.kind !== "PeerAuthentication" && by.kind !== "DestinationRule")
        put(keyOf(by), by.rule === null ? "spec" : `spec.rules[${by.rule}]`, edge.id);
    }
    for (const by of edge.evidence.named) {
      if (by.kind !== "AuthorizationPolicy")
        put(keyOf(by), by.kind === "Gateway" ? "spec.servers" : "spec", edge.id);
    }
    const server = proxyOf(mesh.workloads.get(edge.server));
    if (server !== undefined) {
      const mode = effectiveMode(mesh.snapshot, server, edge.workloadPort);
      if (mode.policy !== null) put(keyOf(mode.policy.meta), mode.path ?? "spec", edge.id);
    }
    const client = mesh.workloads.get(edge.client)?.pods.find((p) => p.hasProxy);
    const host = edge.host === null ? undefined : mesh.registry.byHost.get(edge.host.toLowerCase())?.[0];
    if (client !== undefined && host !== undefined) {
      const rule = chooseRule(mesh.snapshot, client, host.host, host.namespace);
      if (rule !== null && rule.trafficPolicy !== null)
        put(keyOf(rule.trafficPolicyOf.meta), "spec.trafficPolicy", edge.id);
    }
  }
  return found;
}

/** The decisions of one object, in the order of its lines. */
export function decisionsFor(all: Decisions, { meta }: { readonly meta: Meta }): readonly PolicyDecision[] {
  return [...(all.get(keyOf(meta)) ?? [])]
    .map(([path, edges]) => ({ path, line: meta.lineOf(path) ?? meta.origin?.line ?? null, edges }))
    .toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
}
