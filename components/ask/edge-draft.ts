import type { GraphEdge } from "../../server/contract/graph.ts";
import { type Draft, emptyDraft } from "./draft.ts";

/** The form filled with an edge of the graph: by the Service that its client dials, else by the pod's own port. */
export function draftOfEdge(
  edge: Pick<GraphEdge, "client" | "server" | "workloadPort" | "host" | "servicePort" | "protocol">,
): Draft {
  const { client, server, host, servicePort } = edge;
  const external = server.startsWith("external/");
  const named = host ?? (external ? server.slice("external/".length) : null);
  return {
    ...emptyDraft,
    callerKind: client === "outside" ? "outside" : "workload",
    workload: client === "outside" ? "" : client,
    ...(named === null || client === "outside"
      ? { targetKind: "pod", pod: server, port: String(edge.workloadPort) }
      : { targetKind: "service", host: named, port: String(servicePort ?? edge.workloadPort) }),
    protocol: edge.protocol === "TCP" ? "tcp" : edge.protocol === "TLS" ? "https" : "http",
  };
}
