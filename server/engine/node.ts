import type { GraphNamespace, GraphNode, PortMode } from "../contract/graph.ts";
import { notRead } from "./coverage.ts";
import { reduce } from "./expression.ts";
import type { Facts } from "./facts.ts";
import { notIntercepted } from "./interception.ts";
import type { PodFacts } from "./membership.ts";
import type { Mesh, Workload } from "./mesh.ts";
import type { AuthorizationPolicy } from "./objects.ts";
import { effectiveMode, namespaceMode } from "./peer-authentication.ts";
import { gatesOf } from "./proxy.ts";
import { isEmptySelector } from "./selectors.ts";
import { serverProtocol } from "./server-port.ts";

const noWay = {
  kind: "cluster",
  entry: null,
  port: null,
  subset: null,
  endpoints: [],
  http: false,
  condition: { op: "yes" },
  by: null,
  leg: null,
  excluded: null,
  status: null,
} as const;

const ports = new WeakMap<
  Workload,
  { readonly registry: Mesh["registry"]; readonly of: readonly number[] }
>();

/** Container ports of a workload: those that Services lead to and those that its containers declare. */
export function portsOfWorkload(mesh: Mesh, w: Workload): readonly number[] {
  const known = ports.get(w);
  if (known?.registry === mesh.registry) return known.of;
  const of = declaredOrServed(mesh, w);
  ports.set(w, { registry: mesh.registry, of });
  return of;
}

function declaredOrServed(mesh: Mesh, w: Workload): readonly number[] {
  const ports = new Set<number>();
  for (const pod of w.pods) {
    for (const s of mesh.registry.servicesOf(pod)) ports.add(s.workloadPort);
    for (const c of pod.containers) {
      if (c.name === "istio-proxy" || c.init) continue;
      for (const p of c.ports) if (p.protocol !== "UDP") ports.add(p.containerPort);
    }
  }
  return [...ports].toSorted((a, b) => a - b);
}

/** Container ports that hosts lead to; without any, the first one that a container declares. */
export function servedPorts(mesh: Mesh, w: Workload): readonly number[] {
  const served = new Set(w.pods.flatMap((p) => mesh.registry.servicesOf(p)).map((s) => s.workloadPort));
  return served.size > 0 ? [...served] : portsOfWorkload(mesh, w).slice(0, 1);
}

/** Mode and protocol of every port of a workload; empty without a sidecar. */
export function portModes(mesh: Mesh, w: Workload): readonly PortMode[] {
  const pod = w.pods.find((p) => p.hasProxy && !p.gateway);
  if (pod === undefined) return [];
  return portsOfWorkload(mesh, w)
    .filter((p) => notIntercepted(pod, p) === null)
    .map((workloadPort) => {
      const mode = effectiveMode(mesh.snapshot, pod, workloadPort);
      const protocol = serverProtocol(
        mesh,
        { address: pod.ip, port: workloadPort, pod, labels: pod.labels, tlsMode: pod.tlsMode },
        noWay,
      ).protocol;
      return { workloadPort, mode: mode.mode, protocol, decidedBy: mode.decidedBy };
    });
}

/** A caller without identity, of whose requests nothing is known. */
const anybody = (workloadPort: number): Facts => ({
  principal: null,
  sourceIp: undefined,
  remoteIp: undefined,
  destinationIp: undefined,
  destinationPort: workloadPort,
  sni: "",
  method: undefined,
  path: undefined,
  rawPath: undefined,
  authority: undefined,
  headers: undefined,
  unsureHeaders: [],
  token: undefined,
  assumed: {},
});

/** True when some port takes plaintext and no policy asks anything of the caller. */
function openToEveryone(mesh: Mesh, pod: PodFacts, modes: readonly PortMode[]): boolean {
  return modes.some((m) => {
    if (m.mode !== "PERMISSIVE" && m.mode !== "DISABLE") return false;
    const gates = gatesOf(mesh, pod, m.protocol === "TCP" ? "TCP" : "HTTP");
    const facts = anybody(m.workloadPort);
    return [gates.custom, gates.deny, gates.allow].every((g) => reduce(g, facts).op === "yes");
  });
}

const accounts = new WeakMap<Mesh["workloads"], ReadonlyMap<string, string>>();

/** The usual service account of a namespace: the one that most workloads run as. */
function usualAccounts(mesh: Mesh): ReadonlyMap<string, string> {
  const known = accounts.get(mesh.workloads);
  if (known !== undefined) return known;
  const usual = new Map<string, string>();
  for (const [ns, list] of Map.groupBy([...mesh.workloads.values()], (w) => w.namespace)) {
    const counts = Map.groupBy(list, (w) => w.pods[0]?.serviceAccount ?? "default");
    const most = [...counts].toSorted((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1))[0];
    if (most !== undefined && most[1].length > 1) usual.set(ns, most[0]);
  }
  accounts.set(mesh.workloads, usual);
  return usual;
}

/** One workload as a node of the graph; its certificate is added by whoever read the proxies. */
function workloadNode(mesh: Mesh, w: Workload, usual: ReadonlyMap<string, string>): GraphNode {
  const pod = w.pods.find((p) => p.hasProxy) ?? w.pods[0];
  const serverModes = portModes(mesh, w);
  const account = pod?.serviceAccount ?? null;
  const modes = new Set(serverModes.map((m) => m.mode));
  return {
    id: w.id,
    kind: w.membership === "gateway" ? "gateway" : "workload",
    namespace: w.namespace,
    name: w.name,
    serviceAccount: account,
    unusualServiceAccount:
      account !== null && account !== w.name && account !== "default" && account !== usual.get(w.namespace),
    principal: w.principal,
    membership: w.membership,
    serverModes,
    mode: modes.size === 1 ? ([...modes][0] ?? null) : null,
    openToEveryone: pod !== undefined && w.membership === "sidecar" && openToEveryone(mesh, pod, serverModes),
    certificate: null,
    pods: w.pods.filter((p) => !p.predicted).length,
  };
}

/** Nodes that are no workload: callers from outside and servers outside the mesh. */
export function plainNode(id: string): GraphNode {
  const external = id.startsWith("external/");
  return {
    id,
    kind: external ? "external" : "outside",
    namespace: null,
    name: external ? id.slice("external/".length) : "outside",
    serviceAccount: null,
    unusualServiceAccount: false,
    principal: null,
    membership: "none",
    serverModes: [],
    mode: null,
    openToEveryone: false,
    certificate: null,
    pods: 0,
  };
}

/** @param known nodes that an earlier graph has already */
export function workloadNodes(
  mesh: Mesh,
  known: (workload: Workload) => GraphNode | undefined = () => undefined,
): readonly GraphNode[] {
  const usual = usualAccounts(mesh);
  return [...mesh.workloads.values()].map((w) => known(w) ?? workloadNode(mesh, w, usual));
}

/** True when an ALLOW policy without selector matches nothing and so closes what no other rule opens. */
function closes(policies: readonly AuthorizationPolicy[]): boolean {
  return policies.some((p) => {
    if (
      !isEmptySelector(p.selector) ||
      p.targetRefs.length > 0 ||
      p.meta.annotations["istio.io/dry-run"] === "true"
    )
      return false;
    const empty = p.rules.every((r) => r.from.length === 0 && r.to.length === 0 && r.when.length === 0);
    return (
      (p.action === "ALLOW" && p.rules.length === 0) || (p.action === "DENY" && p.rules.length > 0 && empty)
    );
  });
}

const policyKinds = [
  "AuthorizationPolicy",
  "PeerAuthentication",
  "RequestAuthentication",
  "DestinationRule",
] as const;

/** Every namespace that has workloads, with its defaults. */
export function graphNamespaces(mesh: Mesh): readonly GraphNamespace[] {
  const root = mesh.snapshot.meshConfig.rootNamespace;
  const closing = Map.groupBy(mesh.snapshot.authorizationPolicies, (p) => p.meta.namespace);
  return [...Map.groupBy([...mesh.workloads.values()], (w) => w.namespace)]
    .map(([name, workloads]): GraphNamespace => {
      const policies = [...(closing.get(name) ?? []), ...(name === root ? [] : (closing.get(root) ?? []))];
      const unread = notRead(mesh.snapshot, "PeerAuthentication", [root, name]) !== null;
      return {
        name,
        mode: unread ? null : namespaceMode(mesh.snapshot, name).mode,
        denyAll: closes(policies),
        unreadable: policyKinds.filter((k) => notRead(mesh.snapshot, k, [root, name]) !== null),
        workloads: workloads.length,
      };
    })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
