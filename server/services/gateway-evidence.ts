import "server-only";
import type { GatewayServers } from "../certificates/evidence.ts";
import type { MeshSnapshot, WorkloadProxy } from "../engine/index.ts";

/** Modes in which the gateway opens TLS itself. */
const opening = ["SIMPLE", "MUTUAL", "OPTIONAL_MUTUAL", "ISTIO_MUTUAL"];

/** What Gateways of Istio and of the Gateway API ask their proxies to serve with TLS. */
export function gatewayEvidence(
  snapshot: MeshSnapshot,
  workloads: readonly WorkloadProxy[],
): readonly GatewayServers[] {
  const gateways = workloads.filter(({ proxy }) => proxy === "gateway");
  return [
    ...snapshot.gateways.map(({ meta, selector, servers }): GatewayServers => {
      const serving = gateways.filter(({ labels }) =>
        Object.entries(selector).every(([name, value]) => labels[name] === value),
      );
      return {
        api: "istio",
        ...placeOf(meta, serving),
        servers: servers.flatMap((server) =>
          server.tlsMode === null || !opening.includes(server.tlsMode)
            ? []
            : [
                {
                  port: server.port,
                  hosts: server.hosts,
                  mode: server.tlsMode,
                  credentialNames: server.credentialNames,
                  caCertCredentialName: server.caCertCredentialName,
                  certificateRefs: [],
                  serverCertificate: server.serverCertificate,
                  privateKey: null,
                  caCertificates: server.caCertificates,
                },
              ],
        ),
      };
    }),
    ...snapshot.gatewayApiGateways.map(({ meta, listeners }): GatewayServers => {
      const serving = gateways.filter(
        ({ namespace, labels }) =>
          namespace === meta.namespace && labels["gateway.networking.k8s.io/gateway-name"] === meta.name,
      );
      return {
        api: "gatewayApi",
        ...placeOf(meta, serving),
        servers: listeners
          .filter(({ certificateRefs }) => certificateRefs.length > 0)
          .map(({ port, hostname, certificateRefs }) => ({
            port,
            hosts: [hostname ?? "*"],
            mode: "SIMPLE",
            credentialNames: [],
            caCertCredentialName: null,
            certificateRefs,
            serverCertificate: null,
            privateKey: null,
            caCertificates: null,
          })),
      };
    }),
  ];
}

function placeOf(
  { namespace, name }: { readonly namespace: string; readonly name: string },
  serving: readonly WorkloadProxy[],
) {
  return {
    namespace,
    name,
    workloads: serving.map(({ id }) => id),
    pods: serving.flatMap(({ pods }) => pods),
  };
}
