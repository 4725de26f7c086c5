import type { PodFacts } from "./membership.ts";
import type { Mesh } from "./mesh.ts";
import type { Gateway, GatewayServer } from "./objects.ts";
import { byAge, selects } from "./selectors.ts";
import { hostCovers } from "./virtual-service.ts";

export interface Listener {
  readonly gateway: Gateway;
  readonly server: GatewayServer;
  readonly index: number;
}

/** Container port of a gateway pod behind a Service port; the same number when no Service leads there. */
export function gatewayWorkloadPort(mesh: Mesh, pod: PodFacts, servicePort: number): number {
  return mesh.registry.servicesOf(pod).find((s) => s.port.port === servicePort)?.workloadPort ?? servicePort;
}

/**
 * The Gateway servers that open a container port of a gateway pod, oldest Gateway first.
 * A server's number is the Service port; the pod listens on its target port. A Gateway without selector is for all gateways.
 */
export function listenersOn(mesh: Mesh, pod: PodFacts, workloadPort: number): readonly Listener[] {
  const behind = new Set(
    mesh.registry
      .servicesOf(pod)
      .filter((s) => s.workloadPort === workloadPort)
      .map((s) => s.port.port),
  );
  if (behind.size === 0) behind.add(workloadPort);
  return mesh.snapshot.gateways
    .filter((g) => selects(g.selector, pod.labels))
    .toSorted(byAge)
    .flatMap((gateway) => gateway.servers.map((server, index) => ({ gateway, server, index })))
    .filter((l) => behind.has(l.server.port));
}

/** True when a Gateway server takes a host name; `namespace/host` forms limit who may bind, not who may call. */
export function serverTakes(server: GatewayServer, host: string): boolean {
  return server.hosts.some((h) => hostCovers(h.slice(h.indexOf("/") + 1), host));
}

/** True for a server that hands TLS on without opening it. */
export function isPassthrough(server: GatewayServer): boolean {
  return server.tlsMode === "PASSTHROUGH" || server.tlsMode === "AUTO_PASSTHROUGH";
}

/** True when the listener opens TLS itself. */
export function terminatesTls(server: GatewayServer): boolean {
  return !isPassthrough(server) && (server.tlsMode !== null || server.protocol === "HTTPS");
}
