import type { PolicyFacts } from "../contract/policies.ts";
import { say } from "../contract/text.ts";
import { attaches } from "./authorization.ts";
import { rulesForHost } from "./destination-rule.ts";
import type { Mesh, Workload } from "./mesh.ts";
import type {
  AuthorizationPolicy,
  DestinationRule,
  Gateway,
  Meta,
  PeerAuthentication,
  RequestAuthentication,
  Selector,
  ServiceEntry,
  Sidecar,
  VirtualService,
} from "./objects.ts";
import type { HostEntry } from "./registry.ts";
import { isEmptySelector, selects } from "./selectors.ts";
import type { MeshSnapshot } from "./snapshot.ts";
import { resolveRouteHost } from "./virtual-service.ts";

/** An object of a kind that is listed, by its kind. */
export type Listed =
  | { readonly kind: "PeerAuthentication"; readonly object: PeerAuthentication }
  | { readonly kind: "AuthorizationPolicy"; readonly object: AuthorizationPolicy }
  | { readonly kind: "RequestAuthentication"; readonly object: RequestAuthentication }
  | { readonly kind: "DestinationRule"; readonly object: DestinationRule }
  | { readonly kind: "VirtualService"; readonly object: VirtualService }
  | { readonly kind: "Gateway"; readonly object: Gateway }
  | { readonly kind: "ServiceEntry"; readonly object: ServiceEntry }
  | { readonly kind: "Sidecar"; readonly object: Sidecar };

/** What an object says at a glance, and whom it is about. */
export interface Subject extends Pick<PolicyFacts, "does" | "scope" | "scopeText"> {
  readonly workloads: readonly Workload[];
}

/** Every object of the kinds that are listed, in the order in which they were read. */
export function listedObjects(s: MeshSnapshot): readonly Listed[] {
  return [
    ...s.peerAuthentications.map((object) => ({ kind: "PeerAuthentication" as const, object })),
    ...s.authorizationPolicies.map((object) => ({ kind: "AuthorizationPolicy" as const, object })),
    ...s.requestAuthentications.map((object) => ({ kind: "RequestAuthentication" as const, object })),
    ...s.destinationRules.map((object) => ({ kind: "DestinationRule" as const, object })),
    ...s.virtualServices.map((object) => ({ kind: "VirtualService" as const, object })),
    ...s.gateways.map((object) => ({ kind: "Gateway" as const, object })),
    ...s.serviceEntries.map((object) => ({ kind: "ServiceEntry" as const, object })),
    ...s.sidecars.map((object) => ({ kind: "Sidecar" as const, object })),
  ];
}

const labelsText = (selector: Selector): string =>
  Object.entries(selector)
    .map(([k, v]) => `${k}=${v}`)
    .join(", ");

function bySelector(mesh: Mesh, meta: Meta, selector: Selector | null): Pick<Subject, "scope" | "scopeText"> {
  if (!isEmptySelector(selector)) return { scope: "workload", scopeText: labelsText(selector ?? {}) };
  return meta.namespace === mesh.snapshot.meshConfig.rootNamespace
    ? { scope: "mesh", scopeText: say("wholeMesh") }
    : { scope: "namespace", scopeText: say("wholeNamespace", { namespace: meta.namespace }) };
}

const grouped = new WeakMap<Mesh, ReadonlyMap<string, readonly Workload[]>>();

/** Workloads that objects of this namespace can be about: its own, or all for the root namespace. */
function within(mesh: Mesh, namespace: string): readonly Workload[] {
  if (namespace === mesh.snapshot.meshConfig.rootNamespace) return [...mesh.workloads.values()];
  const known = grouped.get(mesh) ?? Map.groupBy([...mesh.workloads.values()], (w) => w.namespace);
  grouped.set(mesh, known);
  return known.get(namespace) ?? [];
}

const pods = (workloads: readonly Workload[], is: (pod: Workload["pods"][number]) => boolean) =>
  workloads.filter((w) => w.pods.some(is));

const ruleHosts = new WeakMap<Mesh, ReadonlyMap<DestinationRule, readonly HostEntry[]>>();

/** Hosts of the registry that a DestinationRule is for. */
export function hostsOfRule(mesh: Mesh, rule: DestinationRule): readonly HostEntry[] {
  let known = ruleHosts.get(mesh);
  if (known === undefined) {
    const made = new Map<DestinationRule, HostEntry[]>();
    for (const host of mesh.registry.hosts) {
      for (const r of rulesForHost(mesh.snapshot, host.host)) {
        const list = made.get(r);
        if (list === undefined) made.set(r, [host]);
        else list.push(host);
      }
    }
    known = made;
    ruleHosts.set(mesh, known);
  }
  return known.get(rule) ?? [];
}

function behind(mesh: Mesh, hosts: readonly HostEntry[]): readonly Workload[] {
  const found = new Set<Workload>();
  for (const host of hosts) {
    for (const port of host.ports) {
      for (const { pod } of host.endpoints(port)) {
        const workload = pod === null ? undefined : mesh.workloadOfPod.get(pod.id);
        if (workload !== undefined) found.add(workload);
      }
    }
  }
  return [...found];
}

/** Hosts that a VirtualService routes to, each once. */
export function routedHosts(mesh: Mesh, v: VirtualService): readonly string[] {
  const { clusterDomain } = mesh.snapshot.meshConfig;
  const all = [...v.http, ...v.tls, ...v.tcp].flatMap((r) => r.route.map((d) => d.host));
  return [...new Set(all.map((host) => resolveRouteHost(host, v.meta.namespace, clusterDomain)))];
}

const targetText = (p: AuthorizationPolicy | RequestAuthentication): string =>
  p.targetRefs.map((r) => `${r.kind} ${r.name}`).join(", ");

function attached(mesh: Mesh, p: AuthorizationPolicy | RequestAuthentication): Omit<Subject, "does"> {
  const workloads = pods(within(mesh, p.meta.namespace), (pod) => attaches(p, pod));
  return p.targetRefs.length > 0
    ? { scope: "workload", scopeText: targetText(p), workloads }
    : { ...bySelector(mesh, p.meta, p.selector), workloads };
}

function modesText(p: PeerAuthentication): string {
  const ports = Object.entries(p.portLevelMtls).map(([port, mode]) => `${port} ${mode}`);
  return [p.mode, ...ports].join(", ");
}

/** TLS of a DestinationRule as one word, or what else it holds. */
function ruleText(r: DestinationRule): string {
  const modes = [r.trafficPolicy, ...r.subsets.map((s) => s.trafficPolicy)].flatMap((t) =>
    t === null ? [] : [t.tls?.mode, ...t.portLevelSettings.map((p) => p.tls?.mode)],
  );
  const said = [...new Set(modes.filter((m) => m !== undefined))];
  if (said.length > 0) return said.join(", ");
  return r.subsets.length > 0 ? say("subsets", { n: String(r.subsets.length) }) : say("noTls");
}

/** What one object says at a glance, its scope, and the workloads that it selects or that its hosts lead to. */
export function subjectOf(mesh: Mesh, { kind, object }: Listed): Subject {
  const here = within(mesh, object.meta.namespace);
  switch (kind) {
    case "PeerAuthentication":
      return {
        does: modesText(object),
        ...bySelector(mesh, object.meta, object.selector),
        workloads: pods(here, (p) => !p.gateway && selects(object.selector, p.labels)),
      };
    case "AuthorizationPolicy":
      return { does: object.action, ...attached(mesh, object) };
    case "RequestAuthentication":
      return {
        does: object.jwtRules.map((j) => j.issuer).join(", ") || say("noIssuer"),
        ...attached(mesh, object),
      };
    case "DestinationRule":
      return {
        does: ruleText(object),
        scope: "host",
        scopeText: object.host,
        workloads: behind(mesh, hostsOfRule(mesh, object)),
      };
    case "VirtualService": {
      const to = routedHosts(mesh, object).flatMap((h) => mesh.registry.byHost.get(h) ?? []);
      const routes = object.http.length + object.tls.length + object.tcp.length;
      return {
        does: say("routes", { n: String(routes) }),
        scope: "host",
        scopeText: object.hosts.join(", "),
        workloads: behind(mesh, to),
      };
    }
    case "Gateway": {
      const all = Object.keys(object.selector).length === 0 ? [] : [...mesh.workloads.values()];
      return {
        does: [...new Set(object.servers.map((s) => `${s.protocol} ${s.port}`))].join(", "),
        scope: "workload",
        scopeText: labelsText(object.selector) || say("noSelector"),
        workloads: pods(all, (p) => selects(object.selector, p.labels)),
      };
    }
    case "ServiceEntry": {
      const hosts = mesh.registry.hosts.filter((h) => h.source === object);
      return {
        does: object.location,
        scope: "host",
        scopeText: object.hosts.join(", "),
        workloads: behind(mesh, hosts),
      };
    }
    case "Sidecar":
      return {
        does: object.outboundTrafficPolicy ?? (object.egressHosts === null ? "ingress" : "egress"),
        ...bySelector(mesh, object.meta, object.workloadSelector),
        workloads: pods(here, (p) => p.hasProxy && !p.gateway && selects(object.workloadSelector, p.labels)),
      };
  }
}
