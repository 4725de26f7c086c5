import type { Random } from "./random.ts";

/** A Kubernetes object as its manifest has it. */
export type Manifest = Readonly<Record<string, unknown>>;

/** What the policies of a generated mesh need to know of one of its workloads. */
export interface Planned {
  readonly namespace: string;
  readonly name: string;
  readonly sidecar: boolean;
  /** Container ports, the usual one first. */
  readonly ports: readonly PlannedPort[];
  readonly address: string;
}
interface PlannedPort {
  readonly name: string;
  readonly servicePort: number;
  readonly workloadPort: number;
}

const http: PlannedPort = { name: "http", servicePort: 80, workloadPort: 8080 };
const others: readonly PlannedPort[] = [
  { name: "grpc", servicePort: 9090, workloadPort: 9090 },
  { name: "tcp-db", servicePort: 5432, workloadPort: 5432 },
  { name: "metrics", servicePort: 15_999, workloadPort: 15_999 },
];

const created = "2026-03-01T08:00:00Z";
/** `metadata` of a generated object. */
export const metadata = (namespace: string, name: string, rest: Manifest = {}): Manifest => ({
  name,
  ...(namespace === "" ? {} : { namespace }),
  creationTimestamp: created,
  ...rest,
});

export const namespaceName = (index: number) => `team-${String(index).padStart(3, "0")}`;

/** Which workloads there are, spread over the namespaces; a tenth has no sidecar. */
export function planWorkloads(count: number, namespaces: number, random: Random): readonly Planned[] {
  return Array.from({ length: count }, (_, i) => ({
    namespace: namespaceName(i < namespaces ? i : random.below(namespaces)),
    name: `svc-${String(i).padStart(4, "0")}`,
    sidecar: !random.chance(0.1),
    ports: random.chance(0.3) ? [http, random.pick(others)] : [http],
    address: `10.${64 + (i >> 14)}.${(i >> 6) & 255}.${(i & 63) * 4}`,
  }));
}

const labels = (p: Planned) => ({ app: p.name, version: "v1", team: p.namespace });

function pod(p: Planned, index: number): Manifest {
  const hash = "5d9f7c6b8d";
  const base = p.address.slice(0, p.address.lastIndexOf(".") + 1);
  const ip = `${base}${Number(p.address.slice(base.length)) + index}`;
  const proxy = {
    name: "istio-proxy",
    image: "docker.io/istio/proxyv2:1.30.0",
    ports: [{ name: "http-envoy-prom", containerPort: 15_090, protocol: "TCP" }],
    securityContext: { runAsUser: 1337 },
  };
  const application = {
    name: "app",
    image: `registry.example/${p.name}:1`,
    ports: p.ports.map((x) => ({ name: x.name, containerPort: x.workloadPort, protocol: "TCP" })),
  };
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: metadata(p.namespace, `${p.name}-${hash}-${"abc"[index] ?? "x"}bcd${index}`, {
      labels: {
        ...labels(p),
        "pod-template-hash": hash,
        ...(p.sidecar ? { "security.istio.io/tlsMode": "istio" } : { "sidecar.istio.io/inject": "false" }),
      },
      ownerReferences: [
        { apiVersion: "apps/v1", kind: "ReplicaSet", name: `${p.name}-${hash}`, controller: true },
      ],
    }),
    spec: { serviceAccountName: p.name, containers: p.sidecar ? [application, proxy] : [application] },
    status: { phase: "Running", podIP: ip, podIPs: [{ ip }] },
  };
}

/** Pods, Service, EndpointSlice and ServiceAccount of one workload. */
export function workloadManifests(p: Planned, random: Random): readonly Manifest[] {
  const pods = Array.from({ length: 1 + random.below(3) }, (_, i) => pod(p, i));
  const clusterIP = `172.${p.address.slice(3)}`;
  return [
    { apiVersion: "v1", kind: "ServiceAccount", metadata: metadata(p.namespace, p.name) },
    ...pods,
    {
      apiVersion: "v1",
      kind: "Service",
      metadata: metadata(p.namespace, p.name, { labels: { app: p.name } }),
      spec: {
        type: "ClusterIP",
        clusterIP,
        clusterIPs: [clusterIP],
        selector: { app: p.name },
        ports: p.ports.map((x) => ({
          name: x.name,
          port: x.servicePort,
          targetPort: x.workloadPort,
          protocol: "TCP",
        })),
      },
    },
    {
      apiVersion: "discovery.k8s.io/v1",
      kind: "EndpointSlice",
      metadata: metadata(p.namespace, `${p.name}-x`, { labels: { "kubernetes.io/service-name": p.name } }),
      addressType: "IPv4",
      ports: p.ports.map((x) => ({ name: x.name, port: x.workloadPort, protocol: "TCP" })),
      endpoints: pods.map((x) => endpoint(p.namespace, x)),
    },
  ];
}

function endpoint(namespace: string, made: Manifest): Manifest {
  const { metadata: meta, status } = made as { metadata: { name: string }; status: { podIP: string } };
  return {
    addresses: [status.podIP],
    conditions: { ready: true },
    targetRef: { kind: "Pod", namespace, name: meta.name },
  };
}
