import type { Origin } from "../contract/refs.ts";

/** Decoded objects: what the engine reads of each kind. Absent optional fields are null or empty, never undefined. */
export interface Meta {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** RFC 3339, empty when the source has none; age decides ties. */
  readonly creationTimestamp: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly origin: Origin | null;
  /**
   * Line of a field of this object in its file, 1-based, nearest known ancestor; null when unknown.
   * @param path e.g. `spec.rules[0].from[0].source.principals`
   */
  readonly lineOf: (path: string) => number | null;
}

export interface Namespace {
  readonly meta: Meta;
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly ports: readonly {
    readonly name: string;
    readonly containerPort: number;
    readonly protocol: string;
  }[];
  readonly runAsUser: number | null;
  /** Init containers only: "Always" makes it a native sidecar. */
  readonly restartPolicy: string | null;
  readonly init: boolean;
  /** Ports that the kubelet probes over the network, as the spec has them: of an injected pod those that the injector wrote. */
  readonly probePorts: readonly number[];
  /** Of its environment only what Istio reads about certificates; nothing else is looked at. */
  readonly certificateSettings: Readonly<Record<string, string>>;
}

export interface Pod {
  readonly meta: Meta;
  readonly serviceAccountName: string;
  readonly hostNetwork: boolean;
  readonly containers: readonly Container[];
  readonly ip: string | null;
  readonly ips: readonly string[];
  readonly phase: string;
  readonly owner: OwnerRef | null;
  readonly nodeName: string | null;
  readonly csiDrivers: readonly string[];
}

export interface OwnerRef {
  readonly kind: string;
  readonly name: string;
}

/** Deployment, ReplicaSet, StatefulSet, DaemonSet, Job: names pods' workloads; stands for its pods when there are none. */
export interface Controller {
  readonly meta: Meta;
  readonly owner: OwnerRef | null;
  readonly replicas: number | null;
  readonly template: PodTemplate | null;
}

/** Pod template of a controller. */
export interface PodTemplate {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly serviceAccountName: string;
  readonly hostNetwork: boolean;
  readonly containers: readonly Container[];
  /** CSI drivers of its volumes: an identity of somebody else than Istio is mounted by one. */
  readonly csiDrivers: readonly string[];
}

export interface ServicePort {
  readonly name: string;
  readonly port: number;
  /** A number, or the name of a container port. */
  readonly targetPort: number | string;
  readonly protocol: string;
  readonly appProtocol: string | null;
}

export interface Service {
  readonly meta: Meta;
  readonly type: string;
  readonly clusterIP: string | null;
  readonly clusterIPs: readonly string[];
  readonly externalName: string | null;
  readonly selector: Readonly<Record<string, string>>;
  readonly ports: readonly ServicePort[];
}

export interface EndpointSlice {
  readonly meta: Meta;
  readonly service: string;
  readonly ports: readonly { readonly name: string; readonly port: number }[];
  readonly endpoints: readonly {
    readonly addresses: readonly string[];
    readonly ready: boolean;
    readonly targetPod: { readonly namespace: string; readonly name: string } | null;
  }[];
}

export interface ServiceAccount {
  readonly meta: Meta;
}

export type Selector = Readonly<Record<string, string>>;

export interface TargetRef {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
}

export type MtlsMode = "UNSET" | "DISABLE" | "PERMISSIVE" | "STRICT";
export interface PeerAuthentication {
  readonly meta: Meta;
  /** Null or empty: no selector. */
  readonly selector: Selector | null;
  readonly mode: MtlsMode;
  readonly portLevelMtls: Readonly<Record<string, MtlsMode>>;
}

export interface AuthorizationSource {
  readonly principals: readonly string[];
  readonly notPrincipals: readonly string[];
  readonly requestPrincipals: readonly string[];
  readonly notRequestPrincipals: readonly string[];
  readonly namespaces: readonly string[];
  readonly notNamespaces: readonly string[];
  readonly serviceAccounts: readonly string[];
  readonly notServiceAccounts: readonly string[];
  readonly trustDomains: readonly string[];
  readonly notTrustDomains: readonly string[];
  readonly ipBlocks: readonly string[];
  readonly notIpBlocks: readonly string[];
  readonly remoteIpBlocks: readonly string[];
  readonly notRemoteIpBlocks: readonly string[];
}
export interface AuthorizationOperation {
  readonly hosts: readonly string[];
  readonly notHosts: readonly string[];
  readonly ports: readonly string[];
  readonly notPorts: readonly string[];
  readonly methods: readonly string[];
  readonly notMethods: readonly string[];
  readonly paths: readonly string[];
  readonly notPaths: readonly string[];
}
export interface AuthorizationCondition {
  readonly key: string;
  readonly values: readonly string[];
  readonly notValues: readonly string[];
}
export interface AuthorizationRule {
  readonly from: readonly AuthorizationSource[];
  readonly to: readonly AuthorizationOperation[];
  readonly when: readonly AuthorizationCondition[];
}
export interface AuthorizationPolicy {
  readonly meta: Meta;
  readonly selector: Selector | null;
  readonly targetRefs: readonly TargetRef[];
  readonly action: "ALLOW" | "DENY" | "AUDIT" | "CUSTOM";
  readonly provider: string | null;
  readonly rules: readonly AuthorizationRule[];
}

export interface JwtRule {
  readonly issuer: string;
  readonly audiences: readonly string[];
  readonly jwksUri: string | null;
  readonly jwks: string | null;
  readonly fromHeaders: readonly { readonly name: string; readonly prefix: string }[];
  readonly fromParams: readonly string[];
  readonly fromCookies: readonly string[];
  readonly forwardOriginalToken: boolean;
  readonly outputPayloadToHeader: string | null;
  readonly outputClaimToHeaders: readonly { readonly header: string; readonly claim: string }[];
  readonly spaceDelimitedClaims: readonly string[];
}
export interface RequestAuthentication {
  readonly meta: Meta;
  readonly selector: Selector | null;
  readonly targetRefs: readonly TargetRef[];
  readonly jwtRules: readonly JwtRule[];
}

export type TlsMode = "DISABLE" | "SIMPLE" | "MUTUAL" | "ISTIO_MUTUAL";
export interface ClientTlsSettings {
  readonly mode: TlsMode;
  readonly sni: string | null;
  readonly subjectAltNames: readonly string[];
  readonly caCertificates: string | null;
  readonly clientCertificate: string | null;
  readonly privateKey: string | null;
  readonly credentialName: string | null;
  readonly insecureSkipVerify: boolean;
}
export interface TrafficPolicy {
  readonly tls: ClientTlsSettings | null;
  /** `loadBalancer.simple`, e.g. PASSTHROUGH. */
  readonly loadBalancerSimple: string | null;
  readonly portLevelSettings: readonly {
    readonly port: number;
    readonly tls: ClientTlsSettings | null;
    readonly loadBalancerSimple: string | null;
  }[];
}
export interface DestinationRule {
  readonly meta: Meta;
  readonly host: string;
  readonly exportTo: readonly string[];
  readonly workloadSelector: Selector | null;
  readonly trafficPolicy: TrafficPolicy | null;
  readonly subsets: readonly {
    readonly name: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly trafficPolicy: TrafficPolicy | null;
  }[];
}

/** Istio's StringMatch: exactly one of the three is set; all null matches presence. */
export interface StringMatch {
  readonly exact: string | null;
  readonly prefix: string | null;
  readonly regex: string | null;
}
export interface RouteDestination {
  readonly host: string;
  readonly port: number | null;
  readonly subset: string | null;
  readonly weight: number;
}
export interface HttpMatch {
  readonly uri: StringMatch | null;
  readonly ignoreUriCase: boolean;
  readonly method: StringMatch | null;
  readonly authority: StringMatch | null;
  readonly scheme: StringMatch | null;
  readonly headers: Readonly<Record<string, StringMatch>>;
  readonly withoutHeaders: Readonly<Record<string, StringMatch>>;
  readonly queryParams: Readonly<Record<string, StringMatch>>;
  readonly port: number | null;
  readonly gateways: readonly string[];
  readonly sourceLabels: Readonly<Record<string, string>>;
  readonly sourceNamespace: string | null;
}
export interface HttpRoute {
  readonly match: readonly HttpMatch[];
  readonly route: readonly RouteDestination[];
  readonly redirect: boolean;
  readonly redirectCode: number | null;
  readonly directResponse: number | null;
  readonly rewriteUri: string | null;
  readonly rewriteAuthority: string | null;
  readonly delegate: { readonly namespace: string; readonly name: string } | null;
}
/** A `tls` or `tcp` route. */
export interface StreamRoute {
  readonly match: readonly {
    readonly sniHosts: readonly string[];
    readonly port: number | null;
    readonly gateways: readonly string[];
    readonly sourceLabels: Readonly<Record<string, string>>;
    readonly sourceNamespace: string | null;
  }[];
  readonly route: readonly RouteDestination[];
}
export interface VirtualService {
  readonly meta: Meta;
  readonly hosts: readonly string[];
  readonly gateways: readonly string[];
  readonly exportTo: readonly string[];
  readonly http: readonly HttpRoute[];
  readonly tls: readonly StreamRoute[];
  readonly tcp: readonly StreamRoute[];
}

export interface GatewayServer {
  readonly port: number;
  readonly portName: string;
  readonly protocol: string;
  /** Each `namespace/host`, `./host` or `host`. */
  readonly hosts: readonly string[];
  readonly tlsMode: string | null;
  readonly httpsRedirect: boolean;
  /** Secrets of its certificates, in the namespace of the gateway's pods; they are named and never read. */
  readonly credentialNames: readonly string[];
  /** Secret or ConfigMap of the roots for callers' certificates. */
  readonly caCertCredentialName: string | null;
  /** Paths in the gateway's container. */
  readonly serverCertificate: string | null;
  readonly caCertificates: string | null;
}
export interface Gateway {
  readonly meta: Meta;
  readonly selector: Readonly<Record<string, string>>;
  readonly servers: readonly GatewayServer[];
}

export interface ServiceEntry {
  readonly meta: Meta;
  readonly hosts: readonly string[];
  readonly addresses: readonly string[];
  readonly location: "MESH_EXTERNAL" | "MESH_INTERNAL";
  readonly resolution: string;
  readonly exportTo: readonly string[];
  readonly ports: readonly {
    readonly number: number;
    readonly name: string;
    readonly protocol: string;
    readonly targetPort: number | null;
  }[];
  readonly endpoints: readonly {
    readonly address: string;
    readonly ports: Readonly<Record<string, number>>;
    readonly labels: Readonly<Record<string, string>>;
    readonly serviceAccount: string;
  }[];
  readonly workloadSelector: Selector | null;
  readonly subjectAltNames: readonly string[];
}

export interface WorkloadEntry {
  readonly meta: Meta;
  readonly address: string;
  readonly ports: Readonly<Record<string, number>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly serviceAccount: string;
}

export interface Sidecar {
  readonly meta: Meta;
  /** Null: none. Empty: present and matches every pod. */
  readonly workloadSelector: Selector | null;
  readonly ingress: readonly { readonly port: number; readonly protocol: string }[];
  /** Each `namespace/dnsName`; null when egress is not given (everything is visible). */
  readonly egressHosts: readonly string[] | null;
  readonly outboundTrafficPolicy: string | null;
}

/** Gateway API objects, read far enough to know the edge exists. */
export interface GatewayApiGateway {
  readonly meta: Meta;
  readonly gatewayClassName: string;
  readonly listeners: readonly {
    readonly name: string;
    readonly port: number;
    readonly protocol: string;
    readonly hostname: string | null;
    /** Secrets of its certificates; they are named and never read. */
    readonly certificateRefs: readonly { readonly namespace: string; readonly name: string }[];
  }[];
}
export interface GatewayApiRoute {
  readonly meta: Meta;
  readonly parentRefs: readonly {
    readonly namespace: string;
    readonly name: string;
    readonly kind: string;
  }[];
  readonly hostnames: readonly string[];
  readonly backends: readonly {
    readonly namespace: string;
    readonly name: string;
    readonly port: number | null;
  }[];
}

export interface ExtensionProvider {
  readonly name: string;
  readonly type: "envoyExtAuthzHttp" | "envoyExtAuthzGrpc" | "other";
}
/** MeshConfig with Istio's defaults filled in. */
export interface MeshConfig {
  readonly rootNamespace: string;
  readonly trustDomain: string;
  readonly trustDomainAliases: readonly string[];
  readonly enableAutoMtls: boolean;
  readonly defaultDestinationRuleExportTo: readonly string[];
  readonly defaultServiceExportTo: readonly string[];
  readonly defaultVirtualServiceExportTo: readonly string[];
  readonly outboundTrafficPolicy: "ALLOW_ANY" | "REGISTRY_ONLY";
  readonly pathNormalization: "NONE" | "BASE" | "MERGE_SLASHES" | "DECODE_AND_MERGE_SLASHES";
  readonly extensionProviders: readonly ExtensionProvider[];
  /** X-Forwarded-For hops that a gateway trusts (`defaultConfig.gatewayTopology.numTrustedProxies`). */
  readonly numTrustedProxies: number;
  readonly clusterDomain: string;
}
