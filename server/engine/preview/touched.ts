import { attaches } from "../authorization.ts";
import { resolveRuleHost } from "../destination-rule.ts";
import { changed, differenceOf } from "../difference.ts";
import type { Mesh, Workload } from "../mesh.ts";
import { portsOfWorkload, servedPorts } from "../node.ts";
import type { AuthorizationPolicy, DestinationRule, PeerAuthentication } from "../objects.ts";
import { isEmptySelector, selects } from "../selectors.ts";
import { hostCovers } from "../virtual-service.ts";
import type { Sides } from "./example.ts";

/** What the change may reach: everything else is evaluated from the very same objects on both sides. */
export interface Touched {
  readonly workloads: readonly Workload[];
  /** Hosts outside of the mesh towards which clients may send otherwise. */
  readonly hosts: readonly string[];
}

function behind({ workloadOfPod }: Mesh, hosts: Mesh["registry"]["hosts"]): ReadonlySet<Workload> {
  const found = new Set<Workload>();
  for (const host of hosts)
    for (const port of host.ports)
      for (const { pod } of host.endpoints(port)) {
        const workload = pod === null ? undefined : workloadOfPod.get(pod.id);
        if (workload !== undefined) found.add(workload);
      }
  return found;
}

const isOutside = ({ registry }: Mesh, host: Mesh["registry"]["hosts"][number]): boolean =>
  registry.byHost.get(host.host.toLowerCase())?.[0] === host &&
  host.ports.every((p) => host.endpoints(p).every((e) => e.pod === null));

/** Workloads whose own proxies read one of some policies. */
function bound(
  mesh: Mesh,
  policies: readonly Pick<AuthorizationPolicy, "meta" | "selector" | "targetRefs">[],
) {
  const root = mesh.snapshot.meshConfig.rootNamespace;
  const wide = policies.filter((p) => p.meta.namespace === root);
  const local = Map.groupBy(policies, (p) => p.meta.namespace);
  return [...mesh.workloads.values()].filter((w) =>
    w.pods.some(
      (pod) =>
        pod.hasProxy &&
        (wide.some((p) => attaches(p, pod)) ||
          local.get(pod.namespace)?.some((p) => attaches(p, pod)) === true),
    ),
  );
}

/** Hosts towards which a client may send otherwise when a mode changes: those of the namespace, or all. */
function hostsOfPeers(mesh: Mesh, peers: readonly PeerAuthentication[]) {
  const root = mesh.snapshot.meshConfig.rootNamespace;
  const wide = peers.filter((p) => isEmptySelector(p.selector)).map((p) => p.meta.namespace);
  return mesh.registry.hosts.filter((h) => wide.includes(root) || wide.includes(h.namespace));
}

function ofPeers(mesh: Mesh, peers: readonly PeerAuthentication[]): readonly Workload[] {
  const root = mesh.snapshot.meshConfig.rootNamespace;
  return [...mesh.workloads.values()].filter((w) =>
    w.pods.some((pod) =>
      peers.some((p) => {
        if (isEmptySelector(p.selector))
          return p.meta.namespace === root || p.meta.namespace === pod.namespace;
        return p.meta.namespace === pod.namespace && selects(p.selector, pod.labels);
      }),
    ),
  );
}

function hostsOfRules(mesh: Mesh, rules: readonly DestinationRule[]) {
  const { clusterDomain } = mesh.snapshot.meshConfig;
  const patterns = rules.map((r) => resolveRuleHost(r.host, r.meta.namespace, clusterDomain));
  const named = mesh.registry.hosts.filter((h) => patterns.some((p) => hostCovers(p, h.host)));
  const names = new Set(named.map((h) => h.host.toLowerCase()));
  // Also the host that one of them is an alias for, and an alias of one of them.
  const aliases = named.flatMap((h) =>
    h.externalName === null ? [] : (mesh.registry.byHost.get(h.externalName.toLowerCase()) ?? []),
  );
  const others = mesh.registry.hosts.filter((h) => h.externalName !== null && names.has(h.externalName));
  return [...new Set([...named, ...aliases, ...others])];
}

/**
 * Which servers the change may reach.
 * @param everything true when something changed that may reach any of them
 */
export function touchedBy({ before, after }: Pick<Sides, "before" | "after">): Touched {
  const [was, will] = [before.snapshot, after.snapshot];
  const difference = differenceOf(was, will);
  const rules = changed(was.destinationRules, will.destinationRules);
  const others = { ...was, destinationRules: will.destinationRules };
  const everything =
    difference.topology || (difference.farReaching && differenceOf(others, will).farReaching);
  if (everything) {
    const all = new Map([...before.workloads, ...after.workloads]);
    const hosts = [before, after].flatMap((m) =>
      m.registry.hosts.filter((h) => isOutside(m, h)).map((h) => h.host),
    );
    return { workloads: [...all.values()], hosts: [...new Set(hosts)] };
  }
  const peers = changed(was.peerAuthentications, will.peerAuthentications);
  const reached = [...new Set([...hostsOfRules(after, rules), ...hostsOfPeers(after, peers)])];
  const workloads = new Set<Workload>([
    ...bound(after, changed(was.authorizationPolicies, will.authorizationPolicies)),
    ...bound(after, changed(was.requestAuthentications, will.requestAuthentications)),
    ...ofPeers(after, peers),
    ...behind(after, reached),
  ]);
  return {
    workloads: [...workloads],
    hosts: reached.filter((h) => isOutside(after, h)).map((h) => h.host),
  };
}

const ruledPorts = (policies: readonly AuthorizationPolicy[]): readonly string[] =>
  policies.flatMap((p) =>
    p.rules.flatMap((r) => [
      ...r.to.flatMap((t) => [...t.ports, ...t.notPorts]),
      ...r.when.flatMap((w) => (w.key === "destination.port" ? [...w.values, ...w.notValues] : [])),
    ]),
  );

const mentioned = new WeakMap<Mesh["snapshot"], ReadonlyMap<string, ReadonlySet<number>>>();

/** Ports that policies of a namespace or of the whole mesh speak of. */
function mentionedIn({ snapshot }: Mesh, namespace: string): ReadonlySet<number> {
  const known = mentioned.get(snapshot) ?? new Map<string, ReadonlySet<number>>();
  mentioned.set(snapshot, known);
  const before = known.get(namespace);
  if (before !== undefined) return before;
  const here = <T extends { readonly meta: { readonly namespace: string } }>(all: readonly T[]) =>
    all.filter(
      (p) => p.meta.namespace === namespace || p.meta.namespace === snapshot.meshConfig.rootNamespace,
    );
  const ports = new Set(
    [
      ...ruledPorts(here(snapshot.authorizationPolicies)),
      ...here(snapshot.peerAuthentications).flatMap((p) => Object.keys(p.portLevelMtls)),
    ]
      .map(Number)
      .filter((p) => p >= 1 && p <= 65_535),
  );
  (known as Map<string, ReadonlySet<number>>).set(namespace, ports);
  return ports;
}

export interface TouchedPort {
  readonly workloadPort: number;
  /** A host leads to it. */
  readonly served: boolean;
  /** It stands for all ports that nothing names. */
  readonly other: boolean;
}

/** Every port of a workload at which the change may show: served ones, declared ones, ones that policies speak of, and one more. */
export function portsOf(
  { before, after }: Pick<Sides, "before" | "after">,
  workload: Workload,
): readonly TouchedPort[] {
  const served = new Set(servedPorts(after, workload));
  const named = new Set([
    ...served,
    ...portsOfWorkload(after, workload),
    ...mentionedIn(before, workload.namespace),
    ...mentionedIn(after, workload.namespace),
  ]);
  // A port that no rule excludes from interception is like any other.
  let other = 61_234;
  while (named.has(other)) other += 1;
  return [
    ...[...named].map((workloadPort) => ({ workloadPort, served: served.has(workloadPort), other: false })),
    { workloadPort: other, served: false, other: true },
  ];
}
