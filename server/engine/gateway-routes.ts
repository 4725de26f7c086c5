import type { Facts } from "./facts.ts";
import type { Listener } from "./gateway.ts";
import { serverTakes } from "./gateway.ts";
import type { PodFacts } from "./membership.ts";
import type { Mesh } from "./mesh.ts";
import type { VirtualService } from "./objects.ts";
import { destinationWay, legWay, type Way } from "./outbound.ts";
import type { RequestShape } from "./request-facts.ts";
import {
  hostCovers,
  hostRank,
  httpLegs,
  resolveRouteHost,
  routesOf,
  streamDestinations,
  takesAll,
  virtualServicesOf,
} from "./virtual-service.ts";

const gatewayOf = (l: Listener) => `${l.gateway.meta.namespace}/${l.gateway.meta.name}`;

/** A host of the server, and whether `namespace/host` lets this VirtualService bind it. */
function binds(l: Listener, text: string, v: VirtualService): string | null {
  const slash = text.indexOf("/");
  if (slash < 0) return text;
  const namespace = text.slice(0, slash);
  const own = namespace === "." ? l.gateway.meta.namespace : namespace;
  return own === "*" || own === v.meta.namespace ? text.slice(slash + 1) : null;
}

/** How specific the virtual host is that a VirtualService makes at a server for a host; 0 when it makes none. */
function rankOf(mesh: Mesh, l: Listener, v: VirtualService, host: string): number {
  const { clusterDomain } = mesh.snapshot.meshConfig;
  const own = l.server.hosts
    .map((h) => binds(l, h, v))
    .filter((h): h is string => h !== null && hostCovers(h, host));
  const wanted = v.hosts
    .map((h) => resolveRouteHost(h, v.meta.namespace, clusterDomain))
    .filter((h) => hostCovers(h, host));
  if (own.length === 0 || wanted.length === 0) return 0;
  return Math.max(...own.map(hostRank), ...wanted.map(hostRank));
}

/** The routes of one VirtualService up to the first that takes everything: what stands behind it is never reached. */
function reachable(mesh: Mesh, v: VirtualService) {
  const all = routesOf(mesh.snapshot, v);
  const last = all.findIndex(takesAll);
  return last < 0 ? all : all.slice(0, last + 1);
}

/**
 * HTTP behind a gateway for one host: the routes of all VirtualServices that share the most specific virtual host,
 * oldest first, those that take everything last.
 * @returns empty when no route fits
 * @source Istio gateway routes, merging of VirtualServices with the same host
 */
function gatewayWays(
  mesh: Mesh,
  pod: PodFacts,
  listeners: readonly Listener[],
  host: string,
  facts: Facts,
): readonly Way[] {
  let best = 0;
  let chosen: { readonly l: Listener; readonly v: VirtualService }[] = [];
  for (const l of listeners) {
    for (const v of virtualServicesOf(mesh.snapshot, gatewayOf(l), pod.namespace)) {
      const rank = rankOf(mesh, l, v, host);
      if (rank > best) {
        best = rank;
        chosen = [];
      }
      if (rank > 0 && rank === best && !chosen.some((c) => c.v === v)) chosen.push({ l, v });
    }
  }
  const first = chosen[0];
  if (first === undefined) return [];
  const routes = chosen.flatMap((c) => reachable(mesh, c.v));
  const ordered = [...routes.filter((r) => !takesAll(r)), ...routes.filter(takesAll)];
  const { port } = first.l.server;
  return httpLegs(ordered, facts, pod, gatewayOf(first.l), port).map((leg) => legWay(mesh, pod, leg, port));
}

/** A stream behind a gateway: TLS that is handed on by its server name, or bytes of a TCP server. */
export function streamWays(
  mesh: Mesh,
  pod: PodFacts,
  l: Listener,
  stream: { readonly tls: boolean; readonly sni: string },
): readonly Way[] {
  const { port } = l.server;
  for (const v of virtualServicesOf(mesh.snapshot, gatewayOf(l), pod.namespace)) {
    if (stream.tls && rankOf(mesh, l, v, stream.sni) === 0) continue;
    const found = streamDestinations(v, { ...stream, port }, pod, gatewayOf(l));
    if (found.length > 0)
      return found.map((d) =>
        destinationWay(mesh, pod, { destination: d.destination, by: v, path: d.path }, port, false, {}),
      );
  }
  return [];
}

/** Everything behind a gateway that a request may mean; without a host in the question, every host that is bound. */
export function behind(
  mesh: Mesh,
  pod: PodFacts,
  listeners: readonly Listener[],
  request: RequestShape,
  facts: Facts,
): readonly Way[] {
  const host = request.authority?.replace(/:\d+$/, "");
  if (host !== undefined) return gatewayWays(mesh, pod, listeners, host, facts);
  return listeners.flatMap((l) =>
    boundHosts(mesh, pod, l).flatMap((h) => gatewayWays(mesh, pod, [l], h, facts)),
  );
}

function boundHosts(mesh: Mesh, pod: PodFacts, l: Listener): readonly string[] {
  const bound = virtualServicesOf(mesh.snapshot, gatewayOf(l), pod.namespace).flatMap((v) => v.hosts);
  const own = l.server.hosts.map((h) => h.slice(h.indexOf("/") + 1)).filter((h) => h !== "*");
  return [...new Set([...bound, ...own])].filter((h) => serverTakes(l.server, h));
}
