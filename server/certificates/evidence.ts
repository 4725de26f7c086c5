/**
 * What a source hands to the pure code about certificates. Everything is optional in the sense of empty lists: what is not there is not known, and
 * is told as a gap. Dumps and objects are untrusted: they are given as they were parsed (after `scrubDump`), and read here.
 * Times are seconds since 1970.
 * @public
 */
export interface CertificateEvidence {
  readonly mesh: MeshIdentity;
  /** Every workload of the graph, also those without a proxy: they tell what is missing. */
  readonly workloads: readonly WorkloadEvidence[];
  readonly proxies: readonly ProxyEvidence[];
  readonly agentGauges: readonly AgentGauge[];
  readonly istiods: readonly IstiodEvidence[];
  readonly rootConfigMaps: readonly RootConfigMap[];
  /** Namespaces that get no root ConfigMap by design (discoverySelectors); Istio's own exceptions are known here. */
  readonly namespacesWithoutRoots: readonly string[];
  readonly trustBundles: readonly TrustBundleEvidence[];
  readonly webhooks: readonly WebhookEvidence[];
  readonly gateways: readonly GatewayServers[];
  readonly secrets: readonly SecretEvidence[];
  /** cert-manager's Certificates, as the API server gives them. */
  readonly certManagerCertificates: readonly unknown[];
  /** Its CertificateRequests, whose status holds the certificates of the past. */
  readonly certManagerRequests: readonly unknown[];
  /** Its Issuers and ClusterIssuers. */
  readonly certManagerIssuers: readonly unknown[];
  /** DestinationRules that say TLS with certificates of their own. */
  readonly upstreams: readonly UpstreamTls[];
  /** What could not be read, told by the source in its own sentences. */
  readonly gaps: readonly { readonly text: string; readonly cure: string }[];
  /** Difference between the clock of the API server and that of this program; null when not measured. */
  readonly clockSkewSeconds: number | null;
}

/** How the mesh names itself. */
export interface MeshIdentity {
  readonly trustDomain: string;
  readonly trustDomainAliases: readonly string[];
  /** Where istiod runs. */
  readonly istiodNamespace: string;
  /** Name of the root ConfigMap, `istio-ca-root-cert` unless istiod is told otherwise. */
  readonly rootConfigMap: string;
}

/** One workload as the graph has it. */
export interface WorkloadEvidence {
  /** `namespace/name` */
  readonly id: string;
  readonly namespace: string;
  readonly name: string;
  readonly serviceAccount: string;
  readonly proxy: "sidecar" | "gateway" | "ambient" | "none";
  /** `deployment`, `statefulset`, `daemonset` for commands; null when there is no controller. */
  readonly controller: "deployment" | "statefulset" | "daemonset" | null;
  /** `namespace/pod` */
  readonly pods: readonly string[];
  /** Drivers of CSI volumes, values of `CA_ADDR` and `CA_PROVIDER` of its proxy, labels that name SPIRE: they tell the CA. */
  readonly identityHints: readonly {
    readonly kind: "csi" | "caAddress" | "caProvider" | "label";
    readonly value: string;
  }[];
}

/** One proxy's admin answers, as parsed JSON. */
export interface ProxyEvidence {
  /** `namespace/pod` */
  readonly pod: string;
  readonly kind: "sidecar" | "gateway" | "waypoint" | "ztunnel";
  /** Answer of `/certs`; null when not asked. */
  readonly certs: unknown;
  /** Answer of `/config_dump`, for Envoy its secrets, by mask or by resource; for ztunnel the whole or its `certificates`. */
  readonly configDump: unknown;
  readonly observedAt: number | null;
}

/** The agent's own metric of one pod: only the end is known. */
export interface AgentGauge {
  /** `namespace/pod` */
  readonly pod: string;
  /** `istio_agent_cert_expiry_seconds{resource_name="default"}`: seconds left at `observedAt`. */
  readonly secondsLeft: number;
  readonly observedAt: number;
  /** Requests to the CA and failures of them in the last 15 minutes; null when not known. */
  readonly requests: number | null;
  readonly failedRequests: number | null;
}

/** One istiod. */
export interface IstiodEvidence {
  readonly namespace: string;
  /** Name of its Deployment. */
  readonly name: string;
  /** Environment of its container; only names that concern certificates are needed. */
  readonly env: Readonly<Record<string, string>>;
  readonly replicas: readonly IstiodReplica[];
  /** PEM chain that it presented on port 15012; null when it was not asked. */
  readonly servingChain: string | null;
  readonly servingObservedAt: number | null;
}

/** The metrics of one istiod pod. */
export interface IstiodReplica {
  readonly pod: string;
  readonly observedAt: number;
  /** `citadel_server_root_cert_expiry_timestamp`, `citadel_server_cert_chain_expiry_timestamp`: seconds since 1970. */
  readonly rootEnds: number | null;
  readonly chainEnds: number | null;
  /** Growth in the last hour of `citadel_server_csr_sign_err_count` by `error`, and of authentication failures. */
  readonly signErrors: Readonly<Record<string, number>>;
  readonly authenticationFailures: number | null;
}

/** `istio-ca-root-cert` of one namespace. */
export interface RootConfigMap {
  readonly namespace: string;
  readonly name: string;
  /** `data["root-cert.pem"]`; null when the key is missing. */
  readonly bundle: string | null;
  /** `data["ca-crl.pem"]` of `istio-ca-crl` in the same namespace; null when there is none. */
  readonly crl: string | null;
}

/** A ClusterTrustBundle. */
export interface TrustBundleEvidence {
  readonly name: string;
  readonly signerName: string;
  /** PEM */
  readonly trustBundle: string;
}

/** One webhook of an admission configuration that calls istiod. */
export interface WebhookEvidence {
  readonly kind: "MutatingWebhookConfiguration" | "ValidatingWebhookConfiguration";
  readonly configuration: string;
  readonly webhook: string;
  /** Namespace of the istiod that it calls; null for an address. */
  readonly istiodNamespace: string | null;
  /** `clientConfig.caBundle`: base64 of PEM. */
  readonly caBundle: string;
}

/** What an Istio Gateway or a Gateway API Gateway asks its proxies to serve. */
export interface GatewayServers {
  readonly api: "istio" | "gatewayApi";
  readonly namespace: string;
  readonly name: string;
  /** Graph nodes that serve it, and their pods as `namespace/pod`. */
  readonly workloads: readonly string[];
  readonly pods: readonly string[];
  readonly servers: readonly GatewayServer[];
}

/** One server or listener with TLS. */
export interface GatewayServer {
  readonly port: number;
  /** As written; `namespace/` in front is taken off here. */
  readonly hosts: readonly string[];
  readonly mode: string;
  /** `tls.credentialName` or `credentialNames`. */
  readonly credentialNames: readonly string[];
  readonly caCertCredentialName: string | null;
  /** Gateway API: `tls.certificateRefs[]`. */
  readonly certificateRefs: readonly { readonly namespace: string; readonly name: string }[];
  /** Files in the container instead; null when none. */
  readonly serverCertificate: string | null;
  readonly privateKey: string | null;
  readonly caCertificates: string | null;
}

/** The public part of a Secret that a gateway names; keys never get here. */
export interface SecretEvidence {
  readonly namespace: string;
  readonly name: string;
  readonly state: "read" | "missing" | "forbidden";
  /** Names of its keys that hold something. */
  readonly keys: readonly string[];
  /** PEM of the certificate chain and of the CA; null when there is none. */
  readonly chain: string | null;
  readonly authority: string | null;
  /** Whether the private key is that of the certificate; null when it was not compared. */
  readonly keyMatches: boolean | null;
}

/** TLS that a DestinationRule asks a client for. */
export interface UpstreamTls {
  readonly namespace: string;
  readonly name: string;
  readonly mode: string;
  readonly caCertificates: string | null;
  readonly credentialName: string | null;
  readonly insecureSkipVerify: boolean;
}
