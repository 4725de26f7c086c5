import type { PolicyRef } from "../contract/refs.ts";
import { attaches, refOf, trustDomainsOf } from "./authorization.ts";
import { type EdgeKey, edgeId } from "./edge-id.ts";
import { listenersOn } from "./gateway.ts";
import { expandTrustDomain } from "./match/identity.ts";
import type { Mesh, Workload } from "./mesh.ts";
import type { AuthorizationPolicy, AuthorizationRule } from "./objects.ts";
import { selects } from "./selectors.ts";
import { resolveRouteHost } from "./virtual-service.ts";

/** An edge that configuration names, with the objects that do. */
export interface NamedEdge {
  readonly key: EdgeKey;
  readonly by: readonly PolicyRef[];
}

/** Container port that stands for a workload where no rule says which: the first port of its oldest Service. */
export function usualPort(mesh: Mesh, workload: Workload): number | null {
  for (const pod of workload.pods) {
    const service = mesh.registry.servicesOf(pod).find((s) => s.entry.kind === "Service");
    if (service !== undefined) return service.workloadPort;
  }
  for (const pod of workload.pods) {
    for (const c of pod.containers) {
      const port = c.name === "istio-proxy" || c.init ? undefined : c.ports[0];
      if (port !== undefined) return port.containerPort;
    }
  }
  return null;
}

/** Workloads whose identity a rule spells out: exact principals and service accounts, no wildcards. */
function namedClients(
  mesh: Mesh,
  policy: AuthorizationPolicy,
  rule: AuthorizationRule,
  byPrincipal: ReadonlyMap<string, readonly Workload[]>,
): readonly Workload[] {
  const { trustDomain } = mesh.snapshot.meshConfig;
  const names = new Set<string>();
  const account = (value: string) =>
    names.add(
      `${trustDomain}/ns/${value.includes("/") ? value.replace("/", "/sa/") : `${policy.meta.namespace}/sa/${value}`}`,
    );
  const principal = (value: string) => {
    for (const v of expandTrustDomain(value, trustDomainsOf(mesh.snapshot.meshConfig))) names.add(v);
  };
  for (const s of rule.from) {
    s.principals.forEach(principal);
    s.serviceAccounts.forEach(account);
  }
  for (const w of rule.when) {
    if (w.key === "source.principal") w.values.forEach(principal);
    if (w.key === "source.serviceAccount") w.values.forEach(account);
  }
  return [...names].flatMap((n) => byPrincipal.get(n) ?? []);
}

function portsOf(mesh: Mesh, rule: AuthorizationRule, server: Workload): readonly number[] {
  const asked = rule.to.flatMap((t) => t.ports).map(Number);
  if (asked.length > 0) {
    const own = new Set(server.pods.flatMap((p) => mesh.registry.servicesOf(p)).map((s) => s.workloadPort));
    const served = asked.filter((p) => own.has(p));
    if (served.length > 0) return [...new Set(served)];
  }
  const usual = usualPort(mesh, server);
  return usual === null ? [] : [usual];
}

/**
 * Edges that a policy's rule or a gateway's route names: the rule resolves to that client, the route ends at that server.
 * Rules about whole namespaces or any identity name nobody; they are in the matrix, not in the graph.
 */
export function namedEdges(mesh: Mesh): readonly NamedEdge[] {
  const known = made.get(mesh) ?? build(mesh);
  made.set(mesh, known);
  return known;
}

const made = new WeakMap<Mesh, readonly NamedEdge[]>();

function build(mesh: Mesh): readonly NamedEdge[] {
  const found = new Map<string, { key: EdgeKey; by: PolicyRef[] }>();
  const add = (key: EdgeKey, by: PolicyRef) => {
    const id = edgeId(key);
    const known = found.get(id) ?? { key, by: [] };
    if (!known.by.some((b) => b.kind === by.kind && b.namespace === by.namespace && b.name === by.name))
      known.by.push(by);
    found.set(id, known);
  };
  for (const policy of mesh.snapshot.authorizationPolicies)
    for (const { key, by } of namedBy(mesh, policy)) add(key, by);
  gatewayEdges(mesh, add);
  return [...found.values()];
}

/** Workloads by what rules name them by. */
interface Names {
  readonly byPrincipal: ReadonlyMap<string, readonly Workload[]>;
  readonly byNamespace: ReadonlyMap<string, readonly Workload[]>;
  readonly policies: WeakMap<AuthorizationPolicy, readonly NamedByPolicy[]>;
}
const names = new WeakMap<Mesh["workloads"], Names>();

function namesOf(mesh: Mesh): Names {
  const known = names.get(mesh.workloads);
  if (known !== undefined) return known;
  const all = [...mesh.workloads.values()];
  const made: Names = {
    byPrincipal: Map.groupBy(
      all.filter((w) => w.principal !== null),
      (w) => w.principal ?? "",
    ),
    byNamespace: Map.groupBy(all, (w) => w.namespace),
    policies: new WeakMap(),
  };
  names.set(mesh.workloads, made);
  return made;
}

interface NamedByPolicy {
  readonly key: EdgeKey;
  readonly by: PolicyRef;
}

/** What one policy names, rule by rule; it hangs on the policy and on the workloads alone. */
export function namedBy(mesh: Mesh, policy: AuthorizationPolicy): readonly NamedByPolicy[] {
  const { byPrincipal, byNamespace, policies } = namesOf(mesh);
  const known = policies.get(policy);
  if (known !== undefined) return known;
  const found: NamedByPolicy[] = [];
  const ns = policy.meta.namespace;
  const bound = (w: Workload) => w.pods.some((p) => p.hasProxy && attaches(policy, p));
  let servers: readonly Workload[] | null = null;
  for (const [i, rule] of policy.rules.entries()) {
    const clients = namedClients(mesh, policy, rule, byPrincipal);
    if (clients.length === 0) continue;
    const everywhere = ns === mesh.snapshot.meshConfig.rootNamespace;
    servers ??= (everywhere ? [...mesh.workloads.values()] : (byNamespace.get(ns) ?? [])).filter(bound);
    const by = refOf(policy, i);
    for (const server of servers) {
      const ports = portsOf(mesh, rule, server);
      for (const client of clients) {
        if (client.id === server.id) continue;
        for (const workloadPort of ports)
          found.push({ key: { client: client.id, server: server.id, workloadPort }, by });
      }
    }
  }
  policies.set(policy, found);
  return found;
}

const byGateways = new WeakMap<Mesh, readonly EdgeKey[]>();

/** Ways that Gateways open: from outside to them, and from them to whom they route. */
export function gatewayWays(mesh: Mesh): readonly EdgeKey[] {
  const known = byGateways.get(mesh);
  if (known !== undefined) return known;
  const found = new Map<string, EdgeKey>();
  gatewayEdges(mesh, (key) => found.set(edgeId(key), key));
  const ways = [...found.values()];
  byGateways.set(mesh, ways);
  return ways;
}

function gatewayEdges(mesh: Mesh, add: (key: EdgeKey, by: PolicyRef) => void): void {
  const { snapshot } = mesh;
  const gateways = [...mesh.workloads.values()].filter((w) => w.membership === "gateway");
  for (const gateway of gateways) {
    const pod = gateway.pods[0];
    if (pod === undefined) continue;
    const ports = new Set(mesh.registry.servicesOf(pod).map((s) => s.workloadPort));
    for (const workloadPort of ports) {
      const listener = listenersOn(mesh, pod, workloadPort)[0];
      if (listener !== undefined)
        add({ client: "outside", server: gateway.id, workloadPort }, refOf(listener.gateway));
    }
    const names = new Set(
      snapshot.gateways
        .filter((g) => selects(g.selector, pod.labels))
        .map((g) => `${g.meta.namespace}/${g.meta.name}`),
    );
    for (const v of snapshot.virtualServices) {
      const bound = v.gateways.some((g) => names.has(g.includes("/") ? g : `${v.meta.namespace}/${g}`));
      if (!bound) continue;
      for (const d of [...v.http, ...v.tls, ...v.tcp].flatMap((r) => r.route)) {
        const host = resolveRouteHost(d.host, v.meta.namespace, snapshot.meshConfig.clusterDomain);
        addBackends(mesh, gateway.id, host, d.port, (key) => add(key, refOf(v)));
      }
    }
    apiRoutes(mesh, gateway.id, pod.gatewayName, pod.namespace, add);
  }
}

function addBackends(
  mesh: Mesh,
  client: string,
  host: string,
  port: number | null,
  add: (key: EdgeKey) => void,
): void {
  const entry = mesh.registry.byHost.get(host)?.[0];
  const target =
    entry?.ports.find((p) => p.port === port) ??
    (entry?.ports.length === 1 || port === null ? entry?.ports[0] : undefined);
  if (entry === undefined || target === undefined) return;
  for (const e of entry.endpoints(target)) {
    const workload = e.pod === null ? null : mesh.workloadOfPod.get(`${e.pod.namespace}/${e.pod.name}`);
    if (workload) add({ client, server: workload.id, workloadPort: e.port });
  }
}

/** Gateway API: far enough to know that the edge exists. */
function apiRoutes(
  mesh: Mesh,
  client: string,
  gatewayName: string | null,
  namespace: string,
  add: (key: EdgeKey, by: PolicyRef) => void,
): void {
  if (gatewayName === null) return;
  const domain = mesh.snapshot.meshConfig.clusterDomain;
  for (const route of mesh.snapshot.gatewayApiRoutes) {
    const bound = route.parentRefs.some(
      (p) => p.kind === "Gateway" && p.name === gatewayName && p.namespace === namespace,
    );
    for (const b of bound ? route.backends : []) {
      addBackends(mesh, client, `${b.name}.${b.namespace}.svc.${domain}`, b.port, (key) =>
        add(key, refOf(route)),
      );
    }
  }
  const api = mesh.snapshot.gatewayApiGateways.find(
    (g) => g.meta.name === gatewayName && g.meta.namespace === namespace,
  );
  for (const l of api?.listeners ?? [])
    add(
      { client: "outside", server: client, workloadPort: l.port },
      refOf(api ?? { meta: { kind: "Gateway", namespace, name: gatewayName } }),
    );
}
