import { chooseRule } from "./destination-rule.ts";
import { type Expression, yes } from "./expression.ts";
import type { Facts } from "./facts.ts";
import { notCaptured } from "./interception.ts";
import type { PodFacts } from "./membership.ts";
import type { Mesh } from "./mesh.ts";
import type { VirtualService } from "./objects.ts";
import type { Endpoint, HostEntry, HostPort, Registry } from "./registry.ts";
import type { RequestShape } from "./request-facts.ts";
import { selects } from "./selectors.ts";
import type { Payload } from "./transport.ts";
import {
  httpLegs,
  type Leg,
  resolveRouteHost,
  rewritten,
  routesOf,
  streamDestinations,
  virtualServiceFor,
} from "./virtual-service.ts";
import { outboundPolicy, visibleTo } from "./visibility.ts";

/** What the caller dials. */
export type Dial =
  | {
      readonly kind: "host";
      readonly entry: HostEntry | null;
      readonly host: string;
      readonly port: number;
      readonly address: string | null;
    }
  | { readonly kind: "pod"; readonly pods: readonly PodFacts[]; readonly port: number };

/** One way from the client's side to endpoints. */
export interface Way {
  /** `cluster` known to the client's proxy; `passthrough` as it is; `direct` without a proxy; the rest never leave. */
  readonly kind: "cluster" | "passthrough" | "direct" | "blackHole" | "protocolError" | "noPort" | "answered";
  readonly entry: HostEntry | null;
  readonly port: HostPort | null;
  readonly subset: string | null;
  readonly endpoints: readonly Endpoint[];
  /** The client's proxy reads it as HTTP, so a failure is a 503 of its own. */
  readonly http: boolean;
  readonly condition: Expression;
  readonly by: { readonly object: VirtualService; readonly path: string } | null;
  readonly leg: Leg | null;
  /** Annotation that keeps the connection off the client's proxy. */
  readonly excluded: string | null;
  /** Status when the client's proxy answers by itself. */
  readonly status: number | null;
}

const way = (kind: Way["kind"], rest: Partial<Way>): Way => ({
  kind,
  entry: null,
  port: null,
  subset: null,
  endpoints: [],
  http: false,
  condition: yes,
  by: null,
  leg: null,
  excluded: null,
  status: null,
  ...rest,
});

const bareHost = (authority: string) => authority.replace(/:\d+$/, "").toLowerCase();

/** The HTTP hosts of one port number, by the names that a client's proxy knows them under. */
interface HttpPort {
  readonly hosts: readonly HostEntry[];
  readonly byName: ReadonlyMap<string, readonly HostEntry[]>;
  /** `*.suffix` hosts, the longest first. */
  readonly wild: readonly HostEntry[];
}
const made = new WeakMap<Registry, ReadonlyMap<number, HttpPort>>();

/** Full name, with fewer parts, its addresses; the bare name only within its own namespace (`name namespace`). */
export function domains(entry: HostEntry, clusterDomain: string): readonly string[] {
  const names = [entry.host, ...entry.addresses].map((n) => n.toLowerCase());
  if (entry.kind !== "Service") return names;
  const short = entry.host.slice(0, -`.svc.${clusterDomain}`.length).toLowerCase();
  return [...names, short, `${short}.svc`, `${short.slice(0, short.indexOf("."))} ${entry.namespace}`];
}

function httpPorts(mesh: Mesh): ReadonlyMap<number, HttpPort> {
  const known = made.get(mesh.registry);
  if (known !== undefined) return known;
  const ports = new Map<number, HostEntry[]>();
  for (const host of mesh.registry.hosts) {
    for (const number of new Set(host.ports.filter((p) => p.protocol === "HTTP").map((p) => p.port))) {
      const list = ports.get(number) ?? [];
      list.push(host);
      ports.set(number, list);
    }
  }
  const { clusterDomain } = mesh.snapshot.meshConfig;
  const index = new Map([...ports].map(([number, hosts]) => [number, httpPort(hosts, clusterDomain)]));
  made.set(mesh.registry, index);
  return index;
}

function httpPort(hosts: readonly HostEntry[], clusterDomain: string): HttpPort {
  const byName = new Map<string, HostEntry[]>();
  for (const host of hosts) {
    for (const name of domains(host, clusterDomain)) {
      const list = byName.get(name) ?? [];
      list.push(host);
      byName.set(name, list);
    }
  }
  const wild = hosts.filter((h) => h.host.startsWith("*.")).toSorted((a, b) => b.host.length - a.host.length);
  return { hosts, byName, wild };
}

function virtualHost(mesh: Mesh, client: PodFacts, authority: string, port: number): HostEntry | null {
  const at = httpPorts(mesh).get(port);
  if (at === undefined) return null;
  const name = bareHost(authority);
  const seen = (h: HostEntry) => visibleTo(mesh.snapshot, client, h);
  const named = [...(at.byName.get(name) ?? []), ...(at.byName.get(`${name} ${client.namespace}`) ?? [])];
  return (
    named.find(seen) ?? at.wild.find((h) => name.endsWith(h.host.slice(1).toLowerCase()) && seen(h)) ?? null
  );
}

/**
 * Endpoints of a subset, which only the rule that the client's proxy uses can define.
 * @returns null when it does not: there is no such cluster
 */
function subsetEndpoints(
  mesh: Mesh,
  client: PodFacts,
  entry: HostEntry,
  port: HostPort,
  subset: string | null,
): readonly Endpoint[] | null {
  const all = entry.endpoints(port);
  if (subset === null) return all;
  const rule = chooseRule(mesh.snapshot, client, entry.host, entry.namespace);
  const labels = rule?.subsets.find((s) => s.name === subset)?.labels;
  return labels === undefined ? null : all.filter((e) => selects(labels, e.labels));
}

function cluster(
  mesh: Mesh,
  client: PodFacts,
  entry: HostEntry,
  port: HostPort,
  http: boolean,
  rest: Partial<Way> = {},
): Way {
  const target = followAlias(mesh, entry, port);
  if (target === null) return noCluster(entry, http, rest);
  const endpoints = subsetEndpoints(mesh, client, target.entry, target.port, rest.subset ?? null);
  if (endpoints === null) return noCluster(target.entry, http, rest);
  return way("cluster", { entry: target.entry, port: target.port, http, endpoints, ...rest });
}

/** A route to a cluster that the proxy does not have: HTTP is answered with 503. */
function noCluster(entry: HostEntry | null, http: boolean, rest: Partial<Way>): Way {
  return way("noPort", { entry, http, status: http ? 503 : null, ...rest });
}

/** An ExternalName that points at a service of the mesh is an alias for it; null when that one lacks the port. */
function followAlias(
  mesh: Mesh,
  entry: HostEntry,
  port: HostPort,
): { readonly entry: HostEntry; readonly port: HostPort } | null {
  if (entry.externalName === null) return { entry, port };
  const target = mesh.registry.byHost.get(entry.externalName.toLowerCase())?.[0];
  if (target === undefined) return { entry, port };
  const same = target.ports.find((p) => p.port === port.port);
  return same === undefined ? null : { entry: target, port: same };
}

export function destinationWay(
  mesh: Mesh,
  client: PodFacts,
  leg: {
    readonly destination: NonNullable<Leg["destination"]>;
    readonly by: VirtualService;
    readonly path: string;
  },
  port: number,
  http: boolean,
  rest: Partial<Way>,
): Way {
  const host = resolveRouteHost(
    leg.destination.host,
    leg.by.meta.namespace,
    mesh.snapshot.meshConfig.clusterDomain,
  );
  const entry = mesh.registry.byHost.get(host)?.[0] ?? null;
  const by = { object: leg.by, path: leg.path };
  const number = leg.destination.port ?? (entry?.ports.length === 1 ? entry.ports[0]?.port : port) ?? port;
  const target = entry?.ports.find((p) => p.port === number);
  if (entry === null || target === undefined) return noCluster(entry, http, { by, ...rest });
  return cluster(mesh, client, entry, target, http, { by, subset: leg.destination.subset, ...rest });
}

/** HTTP through a sidecar to one host: by the VirtualService of that host, else straight to it. */
function httpWays(
  mesh: Mesh,
  client: PodFacts,
  host: string,
  port: number,
  facts: Facts,
  fallback: () => Way,
): readonly Way[] {
  const v = virtualServiceFor(mesh.snapshot, client, "mesh", host);
  if (v === null || v.http.length === 0) return [fallback()];
  const legs = httpLegs(routesOf(mesh.snapshot, v), facts, client, "mesh", port);
  if (legs.length === 0)
    return [way("noPort", { by: { object: v, path: "spec.http" }, http: true, status: 404 })];
  return legs.map((leg) => legWay(mesh, client, leg, port));
}

/** The way of one leg of an HTTP route. */
export function legWay(mesh: Mesh, client: PodFacts, leg: Leg, port: number): Way {
  const { condition, destination, by, path } = leg;
  if (destination === null)
    return way("answered", { http: true, status: leg.answers, condition, by: { object: by, path } });
  return destinationWay(mesh, client, { destination, by, path }, port, true, { condition, leg });
}

/**
 * Where a client's connection goes: by its sidecar's listeners and routes, or straight when it has none.
 * @param client null for a caller that is no pod
 * @returns one way, or several when the route depends on what is not known or is weighted
 * @throws never
 * @source Istio traffic management, outbound listeners; recorded outcomes (membership, service-entry)
 */
export function waysOut(
  mesh: Mesh,
  client: PodFacts | null,
  dial: Dial,
  payload: Payload,
  facts: Facts,
): readonly Way[] {
  const straight = straightWay(mesh, dial);
  if (client === null || !client.hasProxy) return [straight];
  const address =
    dial.kind === "pod" ? (dial.pods[0]?.ip ?? null) : (dial.address ?? dial.entry?.addresses[0] ?? null);
  const excluded = client.gateway ? null : notCaptured(client, dial.port, address);
  if (excluded !== null) return [{ ...straight, excluded }];
  const unknown = (http: boolean): Way =>
    outboundPolicy(mesh.snapshot, client) === "REGISTRY_ONLY"
      ? way("blackHole", { http, status: http ? 502 : null })
      : { ...straight, kind: "passthrough", http };
  if (dial.kind === "host" && dial.entry !== null && visibleTo(mesh.snapshot, client, dial.entry)) {
    const port = dial.entry.ports.find((p) => p.port === dial.port);
    // A gateway forwards by routes of its own, which the caller has followed already.
    if (port !== undefined && client.gateway)
      return [cluster(mesh, client, dial.entry, port, port.protocol !== "TCP")];
    if (port !== undefined) return knownWays(mesh, client, dial.entry, port, payload, facts, unknown);
  }
  const headless = dial.kind === "pod" ? headlessListener(mesh, client, dial.pods, dial.port, payload) : null;
  if (headless !== null)
    return [cluster(mesh, client, headless.entry, headless.port, false, { endpoints: straight.endpoints })];
  if (payload !== "http") return [unknown(false)];
  const listener = httpPorts(mesh)
    .get(dial.port)
    ?.hosts.some((h) => visibleTo(mesh.snapshot, client, h));
  if (!listener) return [unknown(false)];
  const entry = facts.authority === undefined ? null : virtualHost(mesh, client, facts.authority, dial.port);
  if (entry === null) return [unknown(true)];
  const port = entry.ports.find((p) => p.port === dial.port);
  if (port === undefined) return [unknown(true)];
  // A headless service keeps the address that was dialled.
  const kept = entry.passthrough ? { endpoints: straight.endpoints } : {};
  return httpWays(mesh, client, entry.host, port.port, facts, () =>
    cluster(mesh, client, entry, port, true, kept),
  );
}

function knownWays(
  mesh: Mesh,
  client: PodFacts,
  entry: HostEntry,
  port: HostPort,
  payload: Payload,
  facts: Facts,
  unknown: (http: boolean) => Way,
): readonly Way[] {
  if (payload === "http" && port.protocol !== "TCP") {
    // An HTTP listener is shared by all services of the port number: the Host header chooses.
    const named =
      port.protocol === "HTTP" && facts.authority !== undefined
        ? virtualHost(mesh, client, facts.authority, port.port)
        : entry;
    if (named === null) return [unknown(true)];
    const target = named.ports.find((p) => p.port === port.port) ?? port;
    return httpWays(mesh, client, named.host, target.port, facts, () =>
      cluster(mesh, client, named, target, true),
    );
  }
  if (port.protocol === "HTTP") return [way("protocolError", { entry, port })];
  const v = virtualServiceFor(mesh.snapshot, client, "mesh", entry.host);
  const stream = { tls: payload === "https", sni: entry.host, port: port.port };
  const routed = v === null ? [] : streamDestinations(v, stream, client, "mesh");
  if (v !== null && routed.length > 0) {
    return routed.map((r) =>
      destinationWay(mesh, client, { destination: r.destination, by: v, path: r.path }, port.port, false, {}),
    );
  }
  return [cluster(mesh, client, entry, port, false)];
}

/** For streams each address of a headless service has a listener of its own. */
function headlessListener(
  mesh: Mesh,
  client: PodFacts,
  pods: readonly PodFacts[],
  workloadPort: number,
  payload: Payload,
) {
  for (const pod of pods) {
    for (const s of mesh.registry.servicesOf(pod)) {
      const opaque = s.port.protocol === "TCP" || (s.port.protocol === "auto" && payload !== "http");
      if (
        s.entry.passthrough &&
        s.port.port === workloadPort &&
        opaque &&
        visibleTo(mesh.snapshot, client, s.entry)
      )
        return s;
    }
  }
  return null;
}

function straightWay(mesh: Mesh, dial: Dial): Way {
  if (dial.kind === "pod") {
    const endpoints = dial.pods.map(
      (pod): Endpoint => ({
        address: pod.ip,
        port: dial.port,
        pod,
        labels: pod.labels,
        tlsMode: pod.tlsMode,
      }),
    );
    return way("direct", { endpoints });
  }
  if (dial.entry !== null) {
    const own = dial.entry.ports.find((p) => p.port === dial.port);
    if (own === undefined && dial.address === null) return way("noPort", { entry: dial.entry });
    if (own === undefined) return addressWay(mesh, dial.address, dial.port);
    const target = followAlias(mesh, dial.entry, own);
    if (target === null) return way("noPort", { entry: dial.entry });
    return way("direct", { ...target, endpoints: target.entry.endpoints(target.port) });
  }
  return addressWay(mesh, dial.address, dial.port);
}

function addressWay(mesh: Mesh, address: string | null, port: number): Way {
  const pod = address === null ? undefined : mesh.podByIp.get(address);
  return way("direct", {
    endpoints: [
      { address, port, pod: pod ?? null, labels: pod?.labels ?? {}, tlsMode: pod?.tlsMode ?? "disabled" },
    ],
  });
}

/** The request as it goes on along a way: a route may rewrite path and host. */
export function rewrittenRequest(request: RequestShape, w: Way): RequestShape {
  if (w.leg === null) return request;
  return {
    ...request,
    path: request.path === undefined ? undefined : rewritten(request.path, w.leg.rewriteUri),
    authority: w.leg.rewriteAuthority ?? request.authority,
  };
}
