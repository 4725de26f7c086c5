import type { Random } from "./random.ts";
import { type Manifest, metadata, type Planned } from "./workloads.ts";

const labels = { app: "ingress", istio: "ingress" };

/** The control plane's mesh config, and one ingress gateway that routes to some of the workloads. */
export function ingressManifests(workloads: readonly Planned[], random: Random): readonly Manifest[] {
  const ip = "10.63.0.10";
  const routed = workloads.filter(() => random.chance(0.05));
  return [
    {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: metadata("istio-system", "istio"),
      data: { mesh: "trustDomain: cluster.local\nenableAutoMtls: true\n" },
    },
    {
      apiVersion: "v1",
      kind: "Pod",
      metadata: metadata("istio-ingress", "ingress-0", {
        labels,
        annotations: { "inject.istio.io/templates": "gateway" },
      }),
      spec: {
        serviceAccountName: "ingress",
        containers: [{ name: "istio-proxy", image: "docker.io/istio/proxyv2:1.30.0", ports: [] }],
      },
      status: { phase: "Running", podIP: ip, podIPs: [{ ip }] },
    },
    {
      apiVersion: "v1",
      kind: "Service",
      metadata: metadata("istio-ingress", "ingress"),
      spec: {
        type: "LoadBalancer",
        clusterIP: "172.30.0.10",
        selector: labels,
        ports: [{ name: "http2", port: 80, targetPort: 8080, protocol: "TCP" }],
      },
    },
    {
      apiVersion: "networking.istio.io/v1",
      kind: "Gateway",
      metadata: metadata("istio-ingress", "public"),
      spec: {
        selector: labels,
        servers: [{ port: { number: 80, name: "http", protocol: "HTTP" }, hosts: ["*.example.com"] }],
      },
    },
    ...routed.flatMap((p) => routes(p, random)),
  ];
}

/** A public host, and at times a route inside of the mesh too. */
function routes(p: Planned, random: Random): readonly Manifest[] {
  const host = `${p.name}.${p.namespace}.svc.cluster.local`;
  const make = (name: string, spec: Manifest): Manifest => ({
    apiVersion: "networking.istio.io/v1",
    kind: "VirtualService",
    metadata: metadata(p.namespace, name),
    spec,
  });
  const port = { number: 80 };
  const out = make(`${p.name}-public`, {
    hosts: [`${p.name}.example.com`],
    gateways: ["istio-ingress/public"],
    http: [{ route: [{ destination: { host, port } }] }],
  });
  const inside = make(`${p.name}-inside`, {
    hosts: [host],
    http: [
      {
        match: [{ uri: { prefix: "/old" } }],
        rewrite: { uri: "/new" },
        route: [{ destination: { host, port } }],
      },
      { route: [{ destination: { host, port } }] },
    ],
  });
  return random.chance(0.5) ? [out, inside] : [out];
}
