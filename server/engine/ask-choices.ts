import type { AskChoices } from "../contract/ask.ts";
import { listenersOn, terminatesTls } from "./gateway.ts";
import { type Mesh, meshOf, type Workload } from "./mesh.ts";
import { portsOfWorkload } from "./node.ts";
import type { MeshSnapshot } from "./snapshot.ts";

type Server = AskChoices["gateways"][number]["servers"][number];

/** What a gateway listens for, by the ports of its Service. */
function serversOf(mesh: Mesh, gateway: Workload): readonly Server[] {
  const [pod] = gateway.pods;
  if (pod === undefined) return [];
  const ports = new Map(mesh.registry.servicesOf(pod).map((s) => [s.port.port, s.workloadPort]));
  return [...ports].flatMap(([port, workloadPort]) => {
    const listeners = listenersOn(mesh, pod, workloadPort).filter((l) => l.server.port === port);
    if (listeners.length === 0) return [];
    const hosts = listeners.flatMap((l) => l.server.hosts.map((h) => h.slice(h.indexOf("/") + 1)));
    const routed = mesh.snapshot.virtualServices.flatMap((v) => v.hosts).filter((h) => !h.startsWith("*"));
    // A wildcard takes whatever a route names.
    const named = hosts.includes("*") ? [...new Set([...hosts.filter((h) => h !== "*"), ...routed])] : hosts;
    return [{ port, tls: listeners.some((l) => terminatesTls(l.server)), hosts: [...new Set(named)] }];
  });
}

/**
 * What a question can be about: callers, accounts, hosts, pods and gateways of the source.
 * @throws never
 */
export function askChoices(snapshot: MeshSnapshot): Omit<AskChoices, "revision"> {
  const mesh = meshOf(snapshot);
  const workloads = [...mesh.workloads.values()];
  const accountOf = (w: Workload) =>
    `${w.namespace}/${(w.pods.find((p) => p.hasProxy) ?? w.pods[0])?.serviceAccount ?? "default"}`;
  const accounts = new Set([
    ...workloads.map(accountOf),
    ...snapshot.serviceAccounts.map((a) => `${a.meta.namespace}/${a.meta.name}`),
  ]);
  const hosts = new Map(
    mesh.registry.hosts.map((h) => [
      h.host,
      {
        host: h.host,
        namespace: h.namespace,
        ports: h.ports.map((p) => ({ port: p.port, protocol: p.protocol })),
      },
    ]),
  );
  return {
    callers: workloads.map((w) => ({ id: w.id, account: accountOf(w), principal: w.principal })),
    accounts: [...accounts].toSorted(),
    hosts: [...hosts.values()].toSorted((a, b) => (a.host < b.host ? -1 : 1)),
    pods: workloads.map((w) => ({ id: w.id, ports: portsOfWorkload(mesh, w) })),
    policies: [
      ...snapshot.authorizationPolicies,
      ...snapshot.peerAuthentications,
      ...snapshot.requestAuthentications,
      ...snapshot.destinationRules,
      ...snapshot.virtualServices,
      ...snapshot.gateways,
      ...snapshot.serviceEntries,
      ...snapshot.sidecars,
    ].map(({ meta }) => ({ kind: meta.kind, namespace: meta.namespace, name: meta.name })),
    gateways: workloads
      .filter((w) => w.membership === "gateway")
      .map((w) => ({ id: w.id, servers: serversOf(mesh, w) })),
  };
}
