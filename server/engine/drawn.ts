import type { PolicyRef } from "../contract/refs.ts";
import { type EdgeKey, edgeId } from "./edge-id.ts";
import type { Mesh } from "./mesh.ts";
import { namedEdges, usualPort } from "./named-edges.ts";
import { servedPorts } from "./node.ts";
import type { ObservedTraffic } from "./snapshot.ts";

/** An edge that the graph draws, and why. */
export interface Drawn {
  readonly id: string;
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
export function drawn(mesh: Mesh, asked: readonly string[]): readonly Drawn[] {
  const found = new Map<string, Drawn>();
  const at = (key: EdgeKey): Drawn => {
    const id = edgeId(key);
    const known = found.get(id) ?? { id, key, traffic: null, named: [], asked: false };
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
  for (const id of asked) {
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
  // Without a comparer texts are compared by their units, as "<" does.
  const ids = [...found.keys()].toSorted();
  return ids.flatMap((id) => found.get(id) ?? []);
}
