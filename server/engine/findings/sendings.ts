import type { ServerMode } from "../../contract/refs.ts";
import { type Emission, emissions } from "../client-tls.ts";
import { chooseRule, type MergedRule, rulesForHost } from "../destination-rule.ts";
import { notIntercepted } from "../interception.ts";
import type { PodFacts } from "../membership.ts";
import type { Mesh, Workload } from "../mesh.ts";
import { effectiveMode, namespaceMode } from "../peer-authentication.ts";
import type { Endpoint, HostEntry, HostPort } from "../registry.ts";
import { selects } from "../selectors.ts";
import { exportedTo, visibleTo } from "../visibility.ts";

/** What some clients send to one endpoint of a host, and what stands there. */
export interface Sending {
  readonly host: HostEntry;
  readonly port: HostPort;
  readonly endpoint: Endpoint & { readonly pod: PodFacts };
  readonly server: Workload;
  readonly emission: Emission;
  /** Workloads whose sidecars send so; the server may be one of them. */
  readonly clients: readonly Workload[];
  /** Null where no proxy reads the port, or the mode is not known. */
  readonly mode: ServerMode | null;
  readonly proxied: boolean;
}

const made = new WeakMap<Mesh, readonly Sending[]>();

/** Everything that is not sent as auto mTLS would have it: by a DestinationRule, or where auto mTLS is off. */
export function sendings(mesh: Mesh): readonly Sending[] {
  const known = made.get(mesh) ?? build(mesh);
  made.set(mesh, known);
  return known;
}

const clientsBy = new WeakMap<Mesh["registry"], ReadonlyMap<string, readonly Workload[]>>();

/** Workloads with a sidecar, by namespace. */
function sidecars(mesh: Mesh): ReadonlyMap<string, readonly Workload[]> {
  const known =
    clientsBy.get(mesh.registry) ??
    Map.groupBy(
      [...mesh.workloads.values()].filter((w) => w.pods.some((p) => p.hasProxy && !p.gateway)),
      (w) => w.namespace,
    );
  clientsBy.set(mesh.registry, known);
  return known;
}

const podOf = (w: Workload): PodFacts | undefined => w.pods.find((p) => p.hasProxy && !p.gateway);

/** Clients by the rule that their proxies choose; those that do not see the host are left out. */
function byRule(mesh: Mesh, host: HostEntry): ReadonlyMap<MergedRule | null, Workload[]> {
  const { snapshot } = mesh;
  const found = new Map<MergedRule | null, Workload[]>();
  const add = (rule: MergedRule | null, workloads: readonly Workload[]) => {
    const list = found.get(rule);
    if (list === undefined) found.set(rule, [...workloads]);
    else list.push(...workloads);
  };
  const rules = rulesForHost(snapshot, host.host);
  const root = snapshot.meshConfig.rootNamespace;
  const near = new Set([root, ...rules.map((r) => r.meta.namespace)]);
  // Where no rule is meant for some namespaces alone, those that hold none choose alike.
  const isAlike = rules.every((r) =>
    r.exportTo.every((x) => x === "*" || x === "." || x === r.meta.namespace),
  );
  let far: MergedRule | null | undefined;
  const chosenBy = (namespace: string, pod: PodFacts): MergedRule | null => {
    if (!isAlike || near.has(namespace)) return chooseRule(snapshot, pod, host.host, host.namespace);
    if (far === undefined) far = chooseRule(snapshot, pod, host.host, host.namespace);
    return far;
  };
  for (const [namespace, workloads] of sidecars(mesh)) {
    if (!exportedTo(host.exportTo, host.namespace, namespace)) continue;
    const first = workloads[0] === undefined ? undefined : podOf(workloads[0]);
    if (first === undefined) continue;
    const picks = rules.some((r) => r.workloadSelector !== null && r.meta.namespace === namespace);
    if (!picks && snapshot.sidecars.length === 0) {
      add(chosenBy(namespace, first), workloads);
      continue;
    }
    for (const w of workloads) {
      const pod = podOf(w);
      if (pod !== undefined && visibleTo(snapshot, pod, host))
        add(chooseRule(snapshot, pod, host.host, host.namespace), [w]);
    }
  }
  return found;
}

const hasTls = (rule: MergedRule) =>
  [rule.trafficPolicy, ...rule.subsets.map((s) => s.trafficPolicy)].some(
    (t) => t !== null && (t.tls !== null || t.portLevelSettings.length > 0),
  );

function build(mesh: Mesh): readonly Sending[] {
  const { snapshot } = mesh;
  const found: Sending[] = [];
  for (const host of mesh.registry.hosts) {
    if (host.external || host.externalName !== null) continue;
    const isOff =
      !snapshot.meshConfig.enableAutoMtls || namespaceMode(snapshot, host.namespace).mode === "DISABLE";
    if (!isOff && rulesForHost(snapshot, host.host).length === 0) continue;
    for (const [rule, clients] of byRule(mesh, host)) {
      if (!isOff && (rule === null || !hasTls(rule))) continue;
      const pod = clients[0] === undefined ? undefined : podOf(clients[0]);
      if (pod !== undefined) found.push(...sent(mesh, host, rule, clients, pod));
    }
  }
  return found;
}

function sent(
  mesh: Mesh,
  host: HostEntry,
  rule: MergedRule | null,
  clients: readonly Workload[],
  client: PodFacts,
): readonly Sending[] {
  const subsets = rule === null ? [] : rule.subsets.filter((s) => s.trafficPolicy !== null);
  return host.ports.flatMap((port) =>
    [null, ...subsets].flatMap((subset) => {
      const endpoints = distinct(mesh, host.endpoints(port)).filter(
        (e) => subset === null || selects(subset.labels, e.labels),
      );
      const out = emissions(mesh.snapshot, client, host, port, subset?.name ?? null, endpoints);
      return endpoints.flatMap((endpoint, i): readonly Sending[] => {
        const emission = out[i];
        const { pod } = endpoint;
        const server = pod === null ? undefined : mesh.workloadOfPod.get(pod.id);
        // Ambient servers are not evaluated, and gateways take what their own servers say.
        if (emission === undefined || pod === null || server === undefined) return [];
        if (pod.ambient || pod.waypoint || pod.gateway) return [];
        const proxied = pod.hasProxy && notIntercepted(pod, endpoint.port) === null;
        const mode = proxied ? effectiveMode(mesh.snapshot, pod, endpoint.port).mode : null;
        return [{ host, port, endpoint: { ...endpoint, pod }, server, emission, clients, mode, proxied }];
      });
    }),
  );
}

/** Pods of one workload that take the same stand for each other. */
function distinct(mesh: Mesh, endpoints: readonly Endpoint[]): readonly Endpoint[] {
  const seen = new Set<string>();
  return endpoints.filter((e) => {
    const id = e.pod === null ? e.address : mesh.workloadOfPod.get(e.pod.id)?.id;
    const key = `${id} ${e.port} ${e.pod?.hasProxy} ${e.tlsMode}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
