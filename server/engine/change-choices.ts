import type { ChangeChoices, ChangeWorkload } from "../contract/change.ts";
import { type Mesh, meshOf, type Workload } from "./mesh.ts";
import { portsOfWorkload } from "./node.ts";
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

function workloadOf(mesh: Mesh, w: Workload): ChangeWorkload {
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
  const workloads = [...mesh.workloads.values()].map((w) => workloadOf(mesh, w));
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
