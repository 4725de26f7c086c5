import { say } from "../contract/text.ts";
import type { Mesh } from "./mesh.ts";
import type { Way } from "./outbound.ts";
import { type ParsedProtocol, portProtocol } from "./protocol.ts";
import type { Endpoint } from "./registry.ts";
import type { ServerPort } from "./transport.ts";
import { sidecarOf } from "./visibility.ts";

const detected: ParsedProtocol = { protocol: "auto", applicationTls: false, because: say("detected") };

/**
 * How the server's proxy reads a container port: its Sidecar's ingress, else the oldest Service that leads there, else detected.
 * @source Istio protocol selection; ports outside any Service are detected
 */
export function serverProtocol(mesh: Mesh, e: Endpoint, way: Way): ParsedProtocol {
  if (e.pod === null) return way.port ?? detected;
  const sidecar = sidecarOf(mesh.snapshot, e.pod);
  if (sidecar !== null && sidecar.ingress.length > 0) {
    const own = sidecar.ingress.find((i) => i.port === e.port);
    return own === undefined
      ? detected
      : { ...portProtocol(own.protocol, null, own.port), because: say("sidecarIngress") };
  }
  const service = mesh.registry
    .servicesOf(e.pod)
    .find((s) => s.workloadPort === e.port && s.entry.kind === "Service");
  const entry = service ?? mesh.registry.servicesOf(e.pod).find((s) => s.workloadPort === e.port);
  return entry?.port ?? detected;
}

/** Ports where convention says what an unknown server speaks. */
const conventional: Readonly<Record<number, ServerPort["speaks"]>> = { 80: "plaintext", 443: "tls" };

/**
 * What the application itself speaks on a port, as far as names and conventions tell.
 * @returns null when nothing tells
 */
export function speaksAt(mesh: Mesh, e: Endpoint, way: Way): ServerPort["speaks"] {
  if (e.pod === null) {
    if (way.port?.applicationTls) return "tls";
    return Object.hasOwn(conventional, e.port) ? (conventional[e.port] ?? null) : null;
  }
  const protocol = serverProtocol(mesh, e, way);
  if (protocol.applicationTls) return "tls";
  if (protocol.protocol !== "auto") return "plaintext";
  for (const c of e.pod.containers) {
    const named = c.ports.find((p) => p.containerPort === e.port);
    if (named !== undefined && named.name !== "") {
      const parsed = portProtocol(named.name, null, named.containerPort);
      if (parsed.applicationTls) return "tls";
    }
  }
  return "plaintext";
}
