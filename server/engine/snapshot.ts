import type { Coverage, Problem } from "../contract/graph.ts";
import type {
  CertManagerCertificate,
  CertManagerIssuer,
  CertManagerRequest,
} from "./cert-manager-objects.ts";
import type { InjectionWebhook, TrustBundle, ValidationWebhook } from "./certificate-objects.ts";
import type {
  AuthorizationPolicy,
  Controller,
  DestinationRule,
  EndpointSlice,
  Gateway,
  GatewayApiGateway,
  GatewayApiRoute,
  MeshConfig,
  Meta,
  Namespace,
  PeerAuthentication,
  Pod,
  RequestAuthentication,
  Service,
  ServiceAccount,
  ServiceEntry,
  Sidecar,
  VirtualService,
  WorkloadEntry,
} from "./objects.ts";

/** An object that is there but could not be decoded: what it would decide is unknown. */
export interface Undecodable {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly path: string;
  /** One sentence that names file, field and cure. */
  readonly because: string;
}

/** Observed traffic of one pair, from telemetry; rates are per second. */
export interface ObservedTraffic {
  /** `namespace/workload`, or `outside` for an unknown source. */
  readonly client: string;
  /** `namespace/workload`, or `external/<host>` for a server outside the mesh. */
  readonly server: string;
  /** Null when the telemetry has no port. */
  readonly workloadPort: number | null;
  readonly protocol: "HTTP" | "TCP";
  readonly perSecond: number;
  /** Per second, by `connection_security_policy`. */
  readonly mutualTls: number;
  readonly plaintext: number;
  /** Per second, by response code class: denied = 403, unauthenticated = 401, refused = no code or 503 with UC/UF. */
  readonly denied: number;
  readonly refused: number;
}

/** Everything the engine knows: decoded objects, what was readable, what was wrong. */
export interface MeshSnapshot {
  readonly revision: string;
  readonly meshConfig: MeshConfig;
  /** The object that MeshConfig was read from; null when Istio's defaults are taken. */
  readonly meshConfigFrom: Meta | null;
  readonly namespaces: readonly Namespace[];
  readonly pods: readonly Pod[];
  readonly controllers: readonly Controller[];
  readonly services: readonly Service[];
  readonly endpointSlices: readonly EndpointSlice[];
  readonly serviceAccounts: readonly ServiceAccount[];
  readonly peerAuthentications: readonly PeerAuthentication[];
  readonly authorizationPolicies: readonly AuthorizationPolicy[];
  readonly requestAuthentications: readonly RequestAuthentication[];
  readonly destinationRules: readonly DestinationRule[];
  readonly virtualServices: readonly VirtualService[];
  readonly gateways: readonly Gateway[];
  readonly serviceEntries: readonly ServiceEntry[];
  readonly workloadEntries: readonly WorkloadEntry[];
  readonly sidecars: readonly Sidecar[];
  readonly gatewayApiGateways: readonly GatewayApiGateway[];
  readonly gatewayApiRoutes: readonly GatewayApiRoute[];
  readonly injectionWebhooks: readonly InjectionWebhook[];
  readonly validationWebhooks: readonly ValidationWebhook[];
  readonly trustBundles: readonly TrustBundle[];
  readonly certificates: readonly CertManagerCertificate[];
  readonly certificateRequests: readonly CertManagerRequest[];
  /** Issuers and ClusterIssuers. */
  readonly issuers: readonly CertManagerIssuer[];
  readonly traffic: readonly ObservedTraffic[];
  readonly undecodable: readonly Undecodable[];
  /** Only what was not readable needs a row; a kind without a row was read. */
  readonly coverage: readonly Coverage[];
  readonly problems: readonly Problem[];
}
