import type { FocusPort } from "../contract/focus.ts";
import { explainEdge } from "./explain.ts";
import { externalPorts, whoMayCall } from "./focus.ts";
import { type Mesh, meshOf } from "./mesh.ts";
import { portModes, portsOfWorkload } from "./node.ts";
import type { MeshSnapshot } from "./snapshot.ts";
import { findHost } from "./target.ts";
import { whyOpen } from "./why-open.ts";

/**
 * Every port of one workload, or of a server outside the mesh: who may call it, and what opens or closes it.
 * @param options Unix time in seconds
 * @returns null when the node is not in the source; no port for callers from outside
 * @throws never
 */
export function focusPorts(
  snapshot: MeshSnapshot,
  nodeId: string,
  options: { readonly nowSeconds: number },
): readonly FocusPort[] | null {
  const mesh = meshOf(snapshot);
  if (nodeId === "outside") return [];
  const found = nodeId.startsWith("external/")
    ? portsOfExternal(mesh, nodeId.slice("external/".length))
    : portsOf(mesh, nodeId);
  if (found === null) return null;
  const open = new Map(whyOpen(snapshot, nodeId, options)?.map((p) => [p.workloadPort, p.reasons]));
  return found.flatMap((port) => {
    const callers = whoMayCall(snapshot, nodeId, port.workloadPort, options);
    if (callers === null) return [];
    const outside = nodeId.startsWith("external/")
      ? null
      : explainEdge(snapshot, `outside>${nodeId}:${port.workloadPort}`, options);
    return [
      {
        ...port,
        protocol: callers.targets[0]?.protocol ?? port.protocol,
        callers,
        reasons: open.get(port.workloadPort) ?? [],
        outside:
          outside === null
            ? null
            : {
                outcome: outside.edge.outcome,
                sentence: outside.sentence,
                decidedBy: outside.edge.decidedBy,
              },
      },
    ];
  });
}

type Found = Pick<FocusPort, "workloadPort" | "protocol" | "mode" | "decidedBy" | "services">;

function portsOf(mesh: Mesh, nodeId: string): readonly Found[] | null {
  const workload = mesh.workloads.get(nodeId);
  if (workload === undefined) return null;
  const modes = new Map(portModes(mesh, workload).map((m) => [m.workloadPort, m]));
  const services = workload.pods.flatMap((p) => mesh.registry.servicesOf(p));
  return portsOfWorkload(mesh, workload).map((workloadPort) => ({
    workloadPort,
    protocol: modes.get(workloadPort)?.protocol ?? "auto",
    mode: modes.get(workloadPort)?.mode ?? null,
    decidedBy: modes.get(workloadPort)?.decidedBy ?? [],
    services: [
      ...new Set(
        services.filter((s) => s.workloadPort === workloadPort).map((s) => `${s.entry.host}:${s.port.port}`),
      ),
    ],
  }));
}

function portsOfExternal(mesh: Mesh, host: string): readonly Found[] | null {
  const entry = findHost(mesh, host, null);
  const seen = mesh.snapshot.traffic.filter((t) => t.server === `external/${host}`);
  if (entry === null && seen.length === 0) return null;
  // Telemetry without a port means the usual one, as in the graph.
  const ports = entry === null ? [...new Set(seen.map((t) => t.workloadPort ?? 443))] : externalPorts(entry);
  return ports.map((workloadPort) => ({
    workloadPort,
    protocol: "auto",
    mode: null,
    decidedBy: [],
    services: [],
  }));
}
