import type { ChangeChoices, ChangeWorkload } from "../contract/change.ts";
import { attaches, isDryRun } from "./authorization.ts";
import { type Mesh, meshOf, type Workload } from "./mesh.ts";
import { portsOfWorkload } from "./node.ts";
import type { PeerAuthentication } from "./objects.ts";
import { byAge, isEmptySelector, selects } from "./selectors.ts";
import type { MeshSnapshot } from "./snapshot.ts";

/** Labels that all pods of a workload share: by these a policy selects it whole. */
function sharedLabels({ pods }: Workload): Readonly<Record<string, string>> {
  const [first, ...rest] = pods;
  return Object.fromEntries(
    Object.entries(first?.labels ?? {}).filter(
      ([key, value]) => key !== "pod-template-hash" && rest.every((pod) => pod.labels[key] === value),
    ),
  );
}

/** The oldest one counts. */
function peerAuthenticationOf(
  peers: readonly PeerAuthentication[],
  { namespace, pods }: Workload,
): string | null {
  const own = peers.filter(
    (p) => p.meta.namespace === namespace && pods.some((pod) => selects(p.selector, pod.labels)),
  );
  return own.toSorted(byAge)[0]?.meta.name ?? null;
}

function isClosed({ snapshot }: Mesh, { namespace, pods }: Workload): boolean {
  const allows = snapshot.authorizationPolicies.filter(
    (p) =>
      p.action === "ALLOW" &&
      !isDryRun(p) &&
      (p.meta.namespace === namespace || p.meta.namespace === snapshot.meshConfig.rootNamespace),
  );
  return pods.every((pod) => allows.some((p) => attaches(p, pod)));
}

function workloadOf(mesh: Mesh, peers: readonly PeerAuthentication[], w: Workload): ChangeWorkload {
  const pod = w.pods.find((p) => p.hasProxy) ?? w.pods[0];
  const services = w.pods.flatMap((p) => mesh.registry.servicesOf(p));
  return {
    id: w.id,
    namespace: w.namespace,
    name: w.name,
    labels: sharedLabels(w),
    account: `${w.namespace}/${pod?.serviceAccount ?? "default"}`,
    principal: w.principal,
    gateway: w.membership === "gateway",
    sidecar: w.membership === "sidecar",
    peerAuthentication: peerAuthenticationOf(peers, w),
    closed: isClosed(mesh, w),
    ports: portsOfWorkload(mesh, w).map((workloadPort) => ({
      workloadPort,
      servicePorts: [
        ...new Set(services.filter((s) => s.workloadPort === workloadPort).map((s) => s.port.port)),
      ].toSorted((a, b) => a - b),
    })),
  };
}

/**
 * What the forms of policies offer: workloads with labels and ports, identities, hosts, and the names in use.
 * @throws never
 */
export function changeChoices(snapshot: MeshSnapshot): Omit<ChangeChoices, "revision"> {
  const mesh = meshOf(snapshot);
  const selecting = snapshot.peerAuthentications.filter((p) => !isEmptySelector(p.selector));
  const workloads = [...mesh.workloads.values()].map((w) => workloadOf(mesh, selecting, w));
  const { meshConfig } = snapshot;
  const accounts = new Set([
    ...workloads.map(({ account }) => account),
    ...snapshot.serviceAccounts.map(({ meta }) => `${meta.namespace}/${meta.name}`),
  ]);
  return {
    trustDomain: meshConfig.trustDomain,
    rootNamespace: meshConfig.rootNamespace,
    namespaces: [...mesh.namespaces.keys()].toSorted(),
    workloads: workloads.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    accounts: [...accounts].toSorted(),
    hosts: [
      ...new Map(
        mesh.registry.hosts.map(({ host, namespace }) => [`${namespace}/${host}`, { host, namespace }]),
      ).values(),
    ],
    extensionProviders: meshConfig.extensionProviders.map(({ name }) => name),
    issuers: [
      ...new Set(snapshot.requestAuthentications.flatMap((r) => r.jwtRules.map(({ issuer }) => issuer))),
    ].toSorted(),
    taken: [
      ...snapshot.authorizationPolicies,
      ...snapshot.peerAuthentications,
      ...snapshot.requestAuthentications,
      ...snapshot.destinationRules,
    ].map(({ meta }) => `${meta.kind} ${meta.namespace}/${meta.name}`),
  };
}
