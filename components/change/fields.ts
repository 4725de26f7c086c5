/** What a field takes, which says what is offered for it. */
export type Takes =
  | "principals"
  | "namespaces"
  | "accounts"
  | "addresses"
  | "requestPrincipals"
  | "trustDomains"
  | "methods"
  | "paths"
  | "hosts"
  | "ports"
  | "texts";

/** The fields of `source`, as the API names them; the first ones are asked for most. */
export const sourceFields = {
  principals: "principals",
  serviceAccounts: "accounts",
  namespaces: "namespaces",
  requestPrincipals: "requestPrincipals",
  ipBlocks: "addresses",
  remoteIpBlocks: "addresses",
  trustDomains: "trustDomains",
  notPrincipals: "principals",
  notServiceAccounts: "accounts",
  notNamespaces: "namespaces",
  notRequestPrincipals: "requestPrincipals",
  notIpBlocks: "addresses",
  notRemoteIpBlocks: "addresses",
  notTrustDomains: "trustDomains",
} as const satisfies Record<string, Takes>;

/** The fields of `operation`. */
export const operationFields = {
  methods: "methods",
  paths: "paths",
  hosts: "hosts",
  ports: "ports",
  notMethods: "methods",
  notPaths: "paths",
  notHosts: "hosts",
  notPorts: "ports",
} as const satisfies Record<string, Takes>;

/** Keys of `when` that Istio knows; a name in brackets is the reader's own. */
export const whenKeys = [
  "request.headers[]",
  "request.auth.principal",
  "request.auth.audiences",
  "request.auth.presenter",
  "request.auth.claims[]",
  "source.ip",
  "remote.ip",
  "source.namespace",
  "source.principal",
  "destination.ip",
  "destination.port",
  "connection.sni",
] as const;

/** In which order Istio's reference writes the keys of a map; a new key is put in its place. */
const orders: Readonly<Record<string, readonly string[]>> = {
  "": ["apiVersion", "kind", "metadata", "spec"],
  metadata: ["name", "namespace", "labels", "annotations"],
  spec: [
    "selector",
    "targetRefs",
    "action",
    "provider",
    "rules",
    "mtls",
    "portLevelMtls",
    "jwtRules",
    "host",
    "trafficPolicy",
    "subsets",
    "exportTo",
    "workloadSelector",
  ],
  rules: ["from", "to", "when"],
  when: ["key", "values", "notValues"],
  tls: [
    "mode",
    "clientCertificate",
    "privateKey",
    "caCertificates",
    "credentialName",
    "subjectAltNames",
    "sni",
  ],
  jwtRules: ["issuer", "audiences", "jwksUri", "jwks"],
  subsets: ["name", "labels", "trafficPolicy"],
};

/** For `editYaml`: by the last name on the path. */
export const fieldOrder = (path: readonly (string | number)[]): readonly string[] =>
  orders[String(path.findLast((key) => typeof key === "string") ?? "")] ?? [];
