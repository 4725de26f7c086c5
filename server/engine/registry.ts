import type { PodFacts } from "./membership.ts";
import type { EndpointSlice, Service, ServiceEntry, ServicePort, WorkloadEntry } from "./objects.ts";
import { type ParsedProtocol, portProtocol } from "./protocol.ts";
import { byAge, selects } from "./selectors.ts";
import type { MeshSnapshot } from "./snapshot.ts";

export interface Endpoint {
  readonly address: string | null;
  readonly port: number;
  /** Null for an address that is no pod of this source. */
  readonly pod: PodFacts | null;
  readonly labels: Readonly<Record<string, string>>;
  /** What auto mTLS reads; "disabled" without the label. */
  readonly tlsMode: string;
}

export interface HostPort extends ParsedProtocol {
  readonly port: number;
  readonly name: string;
  readonly targetPort: number | string;
}

/** One host of the mesh's registry: a Kubernetes Service or a ServiceEntry. */
export interface HostEntry {
  readonly host: string;
  readonly namespace: string;
  readonly source: Service | ServiceEntry;
  readonly kind: "Service" | "ServiceEntry";
  readonly external: boolean;
  /** Headless Service or ServiceEntry resolution NONE: the client's address is kept. */
  readonly passthrough: boolean;
  readonly externalName: string | null;
  readonly exportTo: readonly string[];
  readonly addresses: readonly string[];
  readonly ports: readonly HostPort[];
  readonly endpoints: (port: HostPort) => readonly Endpoint[];
}

export interface Registry {
  readonly hosts: readonly HostEntry[];
  readonly byHost: ReadonlyMap<string, readonly HostEntry[]>;
  readonly byAddress: ReadonlyMap<string, readonly HostEntry[]>;
  /** Services whose endpoints include this pod, oldest first, with the port that leads there. */
  readonly servicesOf: (
    pod: PodFacts,
  ) => readonly { readonly entry: HostEntry; readonly port: HostPort; readonly workloadPort: number }[];
}

const podKey = (p: PodFacts) => `${p.namespace}/${p.name}`;

/** Container port that a targetPort means on one pod; null when the pod has no port of that name. */
function resolveTargetPort(target: number | string, pod: PodFacts): number | null {
  if (typeof target === "number") return target;
  for (const c of pod.containers) {
    const port = c.ports.find((p) => p.name === target);
    if (port !== undefined) return port.containerPort;
  }
  return null;
}

function exportedBy(
  annotations: Readonly<Record<string, string>>,
  fallback: readonly string[],
): readonly string[] {
  const value = annotations["networking.istio.io/exportTo"];
  return value === undefined || value === "" ? fallback : value.split(",").map((x) => x.trim());
}

/** The registry that istiod would hold, from Services, EndpointSlices, ServiceEntries and WorkloadEntries. */
export function buildRegistry(
  snapshot: MeshSnapshot,
  pods: readonly PodFacts[],
  podByIp: ReadonlyMap<string, PodFacts>,
): Registry {
  const podsByName = new Map(pods.map((p) => [podKey(p), p]));
  const podsIn = Map.groupBy(pods, (p) => p.namespace);
  const slices = Map.groupBy(snapshot.endpointSlices, (s) => `${s.meta.namespace}/${s.service}`);
  const hosts: HostEntry[] = snapshot.services.map((s) =>
    serviceEntryOf(
      s,
      slices.get(`${s.meta.namespace}/${s.meta.name}`) ?? [],
      podsIn.get(s.meta.namespace) ?? [],
      podsByName,
      podByIp,
      snapshot,
    ),
  );
  for (const e of snapshot.serviceEntries) {
    for (const host of e.hosts)
      hosts.push(hostOf(e, host, podsIn.get(e.meta.namespace) ?? [], podByIp, snapshot));
  }
  hosts.sort((a, b) => byAge(a.source, b.source));
  const byAddress = new Map<string, HostEntry[]>();
  for (const h of hosts) for (const a of h.addresses) byAddress.set(a, [...(byAddress.get(a) ?? []), h]);
  let byPod: Map<PodFacts, { entry: HostEntry; port: HostPort; workloadPort: number }[]> | null = null;
  const servicesOf = (pod: PodFacts) => {
    if (byPod === null) {
      byPod = new Map();
      for (const entry of hosts) {
        for (const port of entry.ports) {
          for (const e of entry.endpoints(port)) {
            if (e.pod === null) continue;
            const list = byPod.get(e.pod) ?? [];
            list.push({ entry, port, workloadPort: e.port });
            byPod.set(e.pod, list);
          }
        }
      }
    }
    return byPod.get(pod) ?? [];
  };
  return { hosts, byHost: Map.groupBy(hosts, (h) => h.host.toLowerCase()), byAddress, servicesOf };
}

/** A server that only its name leads to. */
const somewhere = (port: number): Endpoint => ({
  address: null,
  port,
  pod: null,
  labels: {},
  tlsMode: "disabled",
});

function endpointOf(pod: PodFacts, port: number): Endpoint {
  return { address: pod.ip, port, pod, labels: pod.labels, tlsMode: pod.tlsMode };
}

function serviceEntryOf(
  s: Service,
  slices: readonly EndpointSlice[],
  podsHere: readonly PodFacts[],
  podsByName: ReadonlyMap<string, PodFacts>,
  podByIp: ReadonlyMap<string, PodFacts>,
  snapshot: MeshSnapshot,
): HostEntry {
  const ports = s.ports
    .filter((p) => p.protocol !== "UDP")
    .map(
      (p): HostPort => ({
        ...portProtocol(p.name, p.appProtocol, p.port),
        port: p.port,
        name: p.name,
        targetPort: p.targetPort,
      }),
    );
  const selected =
    Object.keys(s.selector).length === 0 ? [] : podsHere.filter((p) => selects(s.selector, p.labels));
  const cache = new Map<HostPort, readonly Endpoint[]>();
  const endpoints = (port: HostPort): readonly Endpoint[] => {
    const known = cache.get(port);
    if (known !== undefined) return known;
    const found =
      s.type === "ExternalName"
        ? [somewhere(port.port)]
        : slices.length > 0
          ? fromSlices(slices, port, s.ports, podsByName, podByIp)
          : fromSelector(selected, port);
    cache.set(port, found);
    return found;
  };
  return {
    host: `${s.meta.name}.${s.meta.namespace}.svc.${snapshot.meshConfig.clusterDomain}`,
    namespace: s.meta.namespace,
    source: s,
    kind: "Service",
    external: false,
    passthrough: s.clusterIP === "None",
    externalName: s.type === "ExternalName" ? s.externalName : null,
    exportTo: exportedBy(s.meta.annotations, snapshot.meshConfig.defaultServiceExportTo),
    addresses: [...new Set([s.clusterIP, ...s.clusterIPs])].filter(
      (a): a is string => a !== null && a !== "None" && a !== "",
    ),
    ports,
    endpoints,
  };
}

function fromSelector(pods: readonly PodFacts[], port: HostPort): readonly Endpoint[] {
  return pods.flatMap((p) => {
    const resolved = resolveTargetPort(port.targetPort, p);
    return resolved === null ? [] : [endpointOf(p, resolved)];
  });
}

function fromSlices(
  slices: readonly EndpointSlice[],
  port: HostPort,
  servicePorts: readonly ServicePort[],
  podsByName: ReadonlyMap<string, PodFacts>,
  podByIp: ReadonlyMap<string, PodFacts>,
): readonly Endpoint[] {
  return slices.flatMap((slice) => {
    const of =
      slice.ports.find((p) => p.name === port.name) ??
      (servicePorts.length === 1 ? slice.ports[0] : undefined);
    if (of === undefined) return [];
    return slice.endpoints
      .filter((e) => e.ready)
      .flatMap((e) =>
        e.addresses.map((address): Endpoint => {
          const pod =
            (e.targetPod === null ? null : podsByName.get(`${e.targetPod.namespace}/${e.targetPod.name}`)) ??
            podByIp.get(address) ??
            null;
          return pod === null
            ? { address, port: of.port, pod: null, labels: {}, tlsMode: "disabled" }
            : { ...endpointOf(pod, of.port), address };
        }),
      );
  });
}

function hostOf(
  e: ServiceEntry,
  host: string,
  podsHere: readonly PodFacts[],
  podByIp: ReadonlyMap<string, PodFacts>,
  snapshot: MeshSnapshot,
): HostEntry {
  const ports = e.ports.map(
    (p): HostPort => ({
      ...portProtocol(p.protocol, null, p.number),
      port: p.number,
      name: p.name,
      targetPort: p.targetPort ?? p.number,
    }),
  );
  const tlsModeOf = (labels: Readonly<Record<string, string>>, account: string) =>
    labels["security.istio.io/tlsMode"] ?? (account !== "" ? "istio" : "disabled");
  const entries: readonly WorkloadEntry[] = snapshot.workloadEntries.filter(
    (w) => w.meta.namespace === e.meta.namespace,
  );
  const endpoints = (port: HostPort): readonly Endpoint[] => {
    const target = typeof port.targetPort === "number" ? port.targetPort : port.port;
    if (e.workloadSelector !== null) {
      const fromPods = podsHere
        .filter((p) => selects(e.workloadSelector, p.labels))
        .map((p) => endpointOf(p, target));
      const fromEntries = entries
        .filter((w) => selects(e.workloadSelector, { ...w.meta.labels, ...w.labels }))
        .map(
          (w): Endpoint => ({
            address: w.address,
            port: w.ports[port.name] ?? target,
            pod: podByIp.get(w.address) ?? null,
            labels: w.labels,
            tlsMode: tlsModeOf(w.labels, w.serviceAccount),
          }),
        );
      return [...fromPods, ...fromEntries];
    }
    if (e.endpoints.length > 0) {
      return e.endpoints.map((x): Endpoint => {
        const pod = podByIp.get(x.address) ?? null;
        const at = x.ports[port.name] ?? target;
        return {
          address: x.address,
          port: at,
          pod,
          labels: x.labels,
          tlsMode: tlsModeOf(x.labels, x.serviceAccount),
        };
      });
    }
    // DNS and NONE: the server is an address that nothing here describes.
    return [somewhere(target)];
  };
  return {
    host,
    namespace: e.meta.namespace,
    source: e,
    kind: "ServiceEntry",
    external: e.location === "MESH_EXTERNAL",
    passthrough: e.resolution === "NONE",
    externalName: null,
    exportTo: e.exportTo.length === 0 ? snapshot.meshConfig.defaultServiceExportTo : e.exportTo,
    addresses: e.addresses,
    ports,
    endpoints,
  };
}
