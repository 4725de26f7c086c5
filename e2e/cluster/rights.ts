import type { Api, Manifest } from "./api.ts";
import { until } from "./until.ts";

/** One rule of a role. */
export interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames?: readonly string[];
  /** get, list and watch without it. */
  readonly verbs?: readonly string[];
}

const verbs = ["get", "list", "watch"];
const group = "rbac.authorization.k8s.io";

let grants = 0;

/**
 * Lets a user read (or do what a rule says) in the whole cluster, or (namespace) there; another set of rules replaces the one before.
 * @returns once the API server heeds it, which takes it a moment
 */
export async function grant(
  api: Api,
  user: string,
  rules: readonly Rule[],
  namespace: string | null = null,
): Promise<void> {
  const kind = namespace === null ? "ClusterRole" : "Role";
  const metadata = { name: `may-${user}`, ...(namespace === null ? {} : { namespace }) };
  const mark = { apiGroups: ["scene.test"], resources: [`grant-${grants++}`] };
  const role = {
    apiVersion: `${group}/v1`,
    kind,
    metadata,
    rules: [...rules, mark].map((rule) => ({ verbs, ...rule })),
  };
  const binding: Manifest = {
    apiVersion: `${group}/v1`,
    kind: `${kind}Binding`,
    metadata,
    roleRef: { apiGroup: group, kind, name: metadata.name },
    subjects: [{ apiGroup: group, kind: "User", name: user }],
  };
  await api.apply(role);
  await api.apply(binding);
  const resourceAttributes = {
    verb: "list",
    group: "scene.test",
    resource: mark.resources[0],
    ...(namespace === null ? {} : { namespace }),
  };
  const review = {
    apiVersion: "authorization.k8s.io/v1",
    kind: "SubjectAccessReview",
    spec: { user, resourceAttributes },
  };
  await until(
    () => api.send("POST", "/apis/authorization.k8s.io/v1/subjectaccessreviews", review),
    (answer) => (answer as { readonly status: { readonly allowed: boolean } }).status.allowed,
  );
}

/** Everything that Sekisho reads, but for the ConfigMaps of the mesh config. */
export const everything: readonly Rule[] = [
  { apiGroups: [""], resources: ["namespaces", "pods", "services", "serviceaccounts"] },
  { apiGroups: ["apps"], resources: ["deployments", "replicasets", "statefulsets", "daemonsets"] },
  { apiGroups: ["batch"], resources: ["jobs"] },
  {
    apiGroups: ["admissionregistration.k8s.io"],
    resources: ["mutatingwebhookconfigurations", "validatingwebhookconfigurations"],
  },
  { apiGroups: ["certificates.k8s.io"], resources: ["clustertrustbundles"] },
  { apiGroups: [""], resources: ["configmaps"], resourceNames: ["istio-ca-root-cert"] },
  { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"] },
  { apiGroups: ["networking.istio.io"], resources: ["*"] },
  {
    apiGroups: ["security.istio.io"],
    resources: ["peerauthentications", "requestauthentications", "authorizationpolicies"],
  },
];

/** The mesh config, and no other ConfigMap. */
export const meshConfig: Rule = { apiGroups: [""], resources: ["configmaps"], resourceNames: ["istio"] };
