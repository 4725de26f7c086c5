/** What the API takes at one place; `values` are the texts that it knows. */
export interface Schema {
  readonly keys?: Readonly<Record<string, Schema>>;
  /** Any key, each with a value of this form. */
  readonly any?: Schema;
  readonly item?: Schema;
  readonly values?: readonly string[];
  readonly type?: "text" | "boolean" | "number";
}

const text: Schema = { type: "text" };
const texts: Schema = { item: text };
const flag: Schema = { type: "boolean" };
const anything: Schema = {};
const list = (keys: Readonly<Record<string, Schema>>): Schema => ({ item: { keys } });

const selector: Schema = { keys: { matchLabels: { any: text } } };
const target: Schema = { keys: { group: text, kind: text, name: text, namespace: text } };
const targets = { targetRef: target, targetRefs: { item: target } };
const mtls: Schema = { keys: { mode: { values: ["STRICT", "PERMISSIVE", "DISABLE", "UNSET"] } } };

const each = (names: readonly string[], schema: Schema) =>
  Object.fromEntries(names.map((name) => [name, schema]));

const source = each(
  [
    "principals",
    "notPrincipals",
    "requestPrincipals",
    "notRequestPrincipals",
    "namespaces",
    "notNamespaces",
    "serviceAccounts",
    "notServiceAccounts",
    "ipBlocks",
    "notIpBlocks",
    "remoteIpBlocks",
    "notRemoteIpBlocks",
    "trustDomains",
    "notTrustDomains",
  ],
  texts,
);
const operation = each(
  ["methods", "notMethods", "paths", "notPaths", "hosts", "notHosts", "ports", "notPorts"],
  texts,
);

const tls: Schema = {
  keys: {
    mode: { values: ["DISABLE", "SIMPLE", "MUTUAL", "ISTIO_MUTUAL"] },
    ...each(["clientCertificate", "privateKey", "caCertificates", "credentialName", "sni", "caCrl"], text),
    subjectAltNames: texts,
    insecureSkipVerify: flag,
  },
};
const trafficKeys = {
  tls,
  ...each(["connectionPool", "loadBalancer", "outlierDetection"], anything),
};
const trafficPolicy: Schema = {
  keys: {
    ...trafficKeys,
    ...each(["tunnel", "proxyProtocol", "retryBudget"], anything),
    portLevelSettings: list({ port: { keys: { number: { type: "number" } } }, ...trafficKeys }),
  },
};

const specs: Readonly<Record<string, Schema>> = {
  AuthorizationPolicy: {
    keys: {
      selector,
      ...targets,
      action: { values: ["ALLOW", "DENY", "AUDIT", "CUSTOM"] },
      provider: { keys: { name: text } },
      rules: list({
        from: list({ source: { keys: source } }),
        to: list({ operation: { keys: operation } }),
        when: list({ key: text, values: texts, notValues: texts }),
      }),
    },
  },
  PeerAuthentication: { keys: { selector, mtls, portLevelMtls: { any: mtls } } },
  RequestAuthentication: {
    keys: {
      selector,
      ...targets,
      jwtRules: list({
        ...each(["issuer", "jwksUri", "jwks_uri", "jwks", "outputPayloadToHeader", "timeout"], text),
        ...each(["audiences", "fromParams", "fromCookies", "spaceDelimitedClaims"], texts),
        fromHeaders: list({ name: text, prefix: text }),
        forwardOriginalToken: flag,
        outputClaimToHeaders: list({ header: text, claim: text }),
        presence: { values: ["OPTIONAL", "REQUIRED"] },
      }),
    },
  },
  DestinationRule: {
    keys: {
      host: text,
      trafficPolicy,
      subsets: list({ name: text, labels: { any: text }, trafficPolicy }),
      exportTo: texts,
      workloadSelector: selector,
    },
  },
};

const metadata: Schema = {
  keys: { name: text, namespace: text, labels: { any: text }, annotations: { any: text } },
};

/** The form of an object of a kind, as Istio's definitions give it; what the cluster adds to `metadata` is not offered. */
export const schemaOf = (kind: string): Schema => ({
  keys: { apiVersion: text, kind: text, metadata, spec: specs[kind] ?? anything },
});

/** The form at a path; undefined where nothing is known of it. */
export function schemaAt(schema: Schema, path: readonly (string | number)[]): Schema | undefined {
  let here: Schema | undefined = schema;
  for (const key of path) here = typeof key === "number" ? here?.item : (here?.keys?.[key] ?? here?.any);
  return here;
}
