import type { MeshConfig, Meta } from "../../engine/objects.ts";
import type { MeshSnapshot } from "../../engine/snapshot.ts";
import { decodeAuthorizationPolicy } from "./authorization-policy.ts";
import { decodeCertificate, decodeCertificateRequest, decodeIssuer } from "./cert-manager.ts";
import { decodeController } from "./controller.ts";
import { decodeDestinationRule } from "./destination-rule.ts";
import { decodeEndpointSlice } from "./endpoint-slice.ts";
import type { Field } from "./field.ts";
import { decodeGateway } from "./gateway.ts";
import { decodeGatewayApiGateway, decodeGatewayApiRoute } from "./gateway-api.ts";
import { decodeInjectionWebhook } from "./injection-webhook.ts";
import { decodePeerAuthentication } from "./peer-authentication.ts";
import { decodePod } from "./pod.ts";
import { decodeRequestAuthentication } from "./request-authentication.ts";
import { decodeService } from "./service.ts";
import { decodeServiceEntry } from "./service-entry.ts";
import { decodeSidecar } from "./sidecar.ts";
import { decodeClusterTrustBundle, decodeRootConfigMap, decodeValidationWebhook } from "./trust-bundle.ts";
import { decodeVirtualService } from "./virtual-service.ts";
import { decodeWorkloadEntry } from "./workload-entry.ts";

type ListName = {
  [Key in keyof MeshSnapshot]: MeshSnapshot[Key] extends readonly { readonly meta: Meta }[] ? Key : never;
}[keyof MeshSnapshot];

/** The lists of a snapshot that hold decoded objects. */
export type ObjectLists = Pick<MeshSnapshot, ListName>;

/** An object of one list of the snapshot. */
export interface DecodedIn<List extends ListName> {
  readonly list: List;
  readonly object: ObjectLists[List][number];
}

/** A decoded object and the list of the snapshot that it belongs to. */
export type Decoded =
  | { [List in ListName]: DecodedIn<List> }[ListName]
  | {
      readonly list: "meshConfig";
      readonly object: { readonly meta: Meta; readonly config: MeshConfig };
    };

/** One kind that is read. */
export interface KnownKind {
  readonly group: string;
  readonly kind: string;
  readonly versions: readonly string[];
  readonly namespaced: boolean;
  /** Policies and routes: lines of their fields are kept, and their YAML may be shown. */
  readonly policy: boolean;
  readonly decode: (object: Field, meta: Meta) => Decoded;
  /** It is no kind of its own but one object of another: only that is asked for, which a Role may allow without any other one. */
  readonly only?: { readonly kind: string; readonly name: string };
}

const istio = ["v1", "v1beta1", "v1alpha3"];
const security = ["v1", "v1beta1"];
const gatewayApi = ["v1", "v1beta1", "v1alpha3", "v1alpha2"];
const plain = { namespaced: true, policy: false } as const;
const policy = { namespaced: true, policy: true } as const;

const core = { group: "", versions: ["v1"], ...plain };
const apps = { group: "apps", versions: ["v1"], ...plain };
const route = { group: "gateway.networking.k8s.io", versions: gatewayApi, ...policy };
const networking = { group: "networking.istio.io", versions: istio, ...policy };
const securityKind = { group: "security.istio.io", versions: security, ...policy };
const certManager = { group: "cert-manager.io", versions: ["v1"], ...plain };

const issuer = (object: Field, meta: Meta): Decoded => ({
  list: "issuers",
  object: decodeIssuer(object, meta),
});
const controller = (object: Field, meta: Meta): Decoded => ({
  list: "controllers",
  object: decodeController(object, meta),
});
const gatewayRoute = (object: Field, meta: Meta): Decoded => ({
  list: "gatewayApiRoutes",
  object: decodeGatewayApiRoute(object, meta),
});

/** The ConfigMap that istiod writes into every namespace. Other ConfigMaps may hold anything, and are not asked for. */
export const rootConfigMaps: KnownKind = {
  ...core,
  kind: "RootBundle",
  only: { kind: "ConfigMap", name: "istio-ca-root-cert" },
  decode: (o, meta) => ({ list: "trustBundles", object: decodeRootConfigMap(o, meta) }),
};

/** Every kind that is read, but for ConfigMap, of which only MeshConfig and bundles of roots count. */
export const knownKinds: readonly KnownKind[] = [
  {
    ...core,
    kind: "Namespace",
    namespaced: false,
    decode: (_, meta) => ({ list: "namespaces", object: { meta } }),
  },
  { ...core, kind: "Pod", decode: (o, meta) => ({ list: "pods", object: decodePod(o, meta) }) },
  { ...core, kind: "Service", decode: (o, meta) => ({ list: "services", object: decodeService(o, meta) }) },
  { ...core, kind: "ServiceAccount", decode: (_, meta) => ({ list: "serviceAccounts", object: { meta } }) },
  { ...apps, kind: "Deployment", decode: controller },
  { ...apps, kind: "ReplicaSet", decode: controller },
  { ...apps, kind: "StatefulSet", decode: controller },
  { ...apps, kind: "DaemonSet", decode: controller },
  { ...apps, group: "batch", kind: "Job", decode: controller },
  {
    ...plain,
    group: "admissionregistration.k8s.io",
    versions: ["v1"],
    kind: "MutatingWebhookConfiguration",
    namespaced: false,
    decode: (o, meta) => ({ list: "injectionWebhooks", object: decodeInjectionWebhook(o, meta) }),
  },
  {
    ...plain,
    group: "admissionregistration.k8s.io",
    versions: ["v1"],
    kind: "ValidatingWebhookConfiguration",
    namespaced: false,
    decode: (o, meta) => ({ list: "validationWebhooks", object: decodeValidationWebhook(o, meta) }),
  },
  {
    ...plain,
    group: "certificates.k8s.io",
    versions: ["v1", "v1beta1", "v1alpha1"],
    kind: "ClusterTrustBundle",
    namespaced: false,
    decode: (o, meta) => ({ list: "trustBundles", object: decodeClusterTrustBundle(o, meta) }),
  },
  {
    ...plain,
    group: "discovery.k8s.io",
    versions: ["v1", "v1beta1"],
    kind: "EndpointSlice",
    decode: (o, meta) => ({ list: "endpointSlices", object: decodeEndpointSlice(o, meta) }),
  },
  {
    ...securityKind,
    kind: "PeerAuthentication",
    decode: (o, meta) => ({ list: "peerAuthentications", object: decodePeerAuthentication(o, meta) }),
  },
  {
    ...securityKind,
    kind: "AuthorizationPolicy",
    decode: (o, meta) => ({ list: "authorizationPolicies", object: decodeAuthorizationPolicy(o, meta) }),
  },
  {
    ...securityKind,
    kind: "RequestAuthentication",
    decode: (o, meta) => ({ list: "requestAuthentications", object: decodeRequestAuthentication(o, meta) }),
  },
  {
    ...networking,
    kind: "DestinationRule",
    decode: (o, meta) => ({ list: "destinationRules", object: decodeDestinationRule(o, meta) }),
  },
  {
    ...networking,
    kind: "VirtualService",
    decode: (o, meta) => ({ list: "virtualServices", object: decodeVirtualService(o, meta) }),
  },
  {
    ...networking,
    kind: "Gateway",
    decode: (o, meta) => ({ list: "gateways", object: decodeGateway(o, meta) }),
  },
  {
    ...networking,
    kind: "ServiceEntry",
    decode: (o, meta) => ({ list: "serviceEntries", object: decodeServiceEntry(o, meta) }),
  },
  {
    ...networking,
    kind: "WorkloadEntry",
    decode: (o, meta) => ({ list: "workloadEntries", object: decodeWorkloadEntry(o, meta) }),
  },
  {
    ...networking,
    kind: "Sidecar",
    decode: (o, meta) => ({ list: "sidecars", object: decodeSidecar(o, meta) }),
  },
  {
    ...route,
    kind: "Gateway",
    decode: (o, meta) => ({ list: "gatewayApiGateways", object: decodeGatewayApiGateway(o, meta) }),
  },
  { ...route, kind: "HTTPRoute", decode: gatewayRoute },
  { ...route, kind: "GRPCRoute", decode: gatewayRoute },
  { ...route, kind: "TLSRoute", decode: gatewayRoute },
  { ...route, kind: "TCPRoute", decode: gatewayRoute },
  // They decide no verdict; the page about the mesh tells how they are.
  {
    ...certManager,
    kind: "Certificate",
    decode: (o, meta) => ({ list: "certificates", object: decodeCertificate(o, meta) }),
  },
  {
    ...certManager,
    kind: "CertificateRequest",
    decode: (o, meta) => ({ list: "certificateRequests", object: decodeCertificateRequest(o, meta) }),
  },
  { ...certManager, kind: "Issuer", decode: issuer },
  { ...certManager, kind: "ClusterIssuer", namespaced: false, decode: issuer },
];

const byGroupAndKind = new Map(knownKinds.map((known) => [`${known.group}/${known.kind}`, known]));
const names = new Set([...knownKinds.map((known) => known.kind), "ConfigMap"]);

/** The row of an apiVersion's group and a kind; undefined for a kind that is not read. */
export function findKind(group: string, kind: string): KnownKind | undefined {
  return byGroupAndKind.get(`${group}/${kind}`);
}

/** True when some group has a kind of this name that is read, ConfigMap included. */
export function isKnownKindName(kind: string): boolean {
  return names.has(kind);
}
