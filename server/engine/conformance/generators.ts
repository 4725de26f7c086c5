import { generateKeyPairSync, sign } from "node:crypto";
import fc from "fast-check";
import type { VerdictRequest } from "../../contract/request.ts";
import type { Answer } from "../../contract/verdict.ts";
import { authorizerSaysYes } from "../assumption.ts";
import { evaluateRequest } from "../evaluate.ts";
import type { operationFields, sourceFields } from "../match/field.ts";
import type {
  AuthorizationOperation,
  AuthorizationPolicy,
  AuthorizationRule,
  AuthorizationSource,
  ClientTlsSettings,
  DestinationRule,
  Meta,
  PeerAuthentication,
  RequestAuthentication,
} from "../objects.ts";
import type { MeshSnapshot } from "../snapshot.ts";
import { meshWith } from "./corpus.ts";

/** The mesh of the recordings, without any policy. */
export const world = meshWith("base", []);
export const nowSeconds = 1_795_000_000;
export const numRuns = 400;

export const meta = (
  kind: string,
  namespace: string,
  name: string,
  annotations: Meta["annotations"] = {},
): Meta => ({
  kind,
  namespace,
  name,
  creationTimestamp: "2026-11-24T09:00:00Z",
  labels: {},
  annotations,
  origin: null,
  lineOf: () => null,
});

// Values that fit, nearly fit and do not fit what the world holds.
export const sourceValues = {
  principals: [
    "*",
    "cluster.local/ns/front/sa/web",
    "cluster.local/ns/front/*",
    "*/sa/web",
    "old/ns/front/sa/web",
  ],
  requestPrincipals: [
    "*",
    "https://issuer.example/*",
    "https://issuer.example/user",
    "https://other.example/*",
  ],
  namespaces: ["*", "front", "fro*", "partner", "legacy"],
  serviceAccounts: ["front/web", "web", "orders", "partner/web"],
  trustDomains: ["*", "cluster.local", "other.example"],
  ipBlocks: ["10.77.1.0/24", "10.77.1.23", "10.77.1.25/32", "10.77.250.10"],
  remoteIpBlocks: ["10.77.0.0/16", "192.0.2.0/24", "192.0.2.7"],
} as const satisfies Record<keyof typeof sourceFields, readonly string[]>;
export const operationValues = {
  hosts: ["*", "cart.shop.svc.cluster.local", "CART.*", "*.cluster.local:9000", "db"],
  ports: ["8080", "80", "9000", "7000"],
  methods: ["*", "GET", "P*", "DELETE"],
  paths: ["*", "/", "/admin*", "*/x", "/api/{*}", "/api/{**}"],
} as const satisfies Record<keyof typeof operationFields, readonly string[]>;
export const conditionValues: Readonly<Record<string, readonly string[]>> = {
  "source.namespace": sourceValues.namespaces,
  "source.principal": sourceValues.principals,
  "remote.ip": sourceValues.remoteIpBlocks,
  "destination.port": operationValues.ports,
  "connection.sni": ["*", "outbound_.80_._.cart.shop.svc.cluster.local"],
  "request.headers[x-a]": ["*", "b", "b*"],
  "request.auth.claims[role]": ["admin", "a*"],
  "request.auth.audiences": ["one"],
  "no.such.key": ["a"],
};

export const negated = (name: string) => `not${name[0]?.toUpperCase()}${name.slice(1)}`;
export function emptyOf<T>(values: Readonly<Record<string, readonly string[]>>): T {
  const names = Object.keys(values).flatMap((name) => [name, negated(name)]);
  return Object.fromEntries(names.map((name) => [name, []])) as T;
}
export const some = (values: readonly string[]) =>
  fc.subarray([...values], { minLength: 1, maxLength: Math.min(2, values.length) });
/** One to three fields of a source or an operation, positive or negative. */
function fields<T extends object>(values: Readonly<Record<string, readonly string[]>>): fc.Arbitrary<T> {
  const one = fc
    .constantFrom(...Object.keys(values))
    .chain((name) => fc.tuple(fc.constantFrom(name, negated(name)), some(values[name] ?? [])));
  return fc
    .array(one, { minLength: 1, maxLength: 3 })
    .map((set) => ({ ...emptyOf<T>(values), ...Object.fromEntries(set) }));
}
const condition = fc.constantFrom(...Object.keys(conditionValues)).chain((key) => {
  const values = some(conditionValues[key] ?? []);
  return fc.oneof(
    values.map((v) => ({ key, values: v, notValues: [] })),
    values.map((v) => ({ key, values: [], notValues: v })),
  );
});
const upTo = <T>(most: number, of: fc.Arbitrary<T>) => fc.array(of, { maxLength: most });
const rule: fc.Arbitrary<AuthorizationRule> = fc.record({
  from: upTo(2, fields<AuthorizationSource>(sourceValues)),
  to: upTo(2, fields<AuthorizationOperation>(operationValues)),
  when: upTo(1, condition),
});
export const everything: AuthorizationRule = { from: [], to: [], when: [] };

let made = 0;
const nextName = (prefix: string) => {
  made += 1;
  return `${prefix}${made}`;
};
const policyOf = (action: fc.Arbitrary<AuthorizationPolicy["action"]>): fc.Arbitrary<AuthorizationPolicy> =>
  fc
    .record({
      namespace: fc.constantFrom("shop", "shop", "shop", "istio-system", "front"),
      selector: fc.constantFrom(null, null, { app: "cart" }, { app: "db" }),
      action,
      rules: upTo(
        2,
        fc.oneof({ weight: 5, arbitrary: rule }, { weight: 1, arbitrary: fc.constant(everything) }),
      ),
    })
    .map(({ namespace, ...rest }) => {
      const provider = rest.action === "CUSTOM" ? "sample-ext-authz" : null;
      return {
        ...rest,
        meta: meta("AuthorizationPolicy", namespace, nextName("p")),
        targetRefs: [],
        provider,
      };
    });
const policy = policyOf(fc.constantFrom("ALLOW", "ALLOW", "DENY", "DENY", "AUDIT", "CUSTOM"));
export const allow = policyOf(fc.constant("ALLOW"));
export const deny = policyOf(fc.constant("DENY"));

const mode = fc.constantFrom("UNSET", "DISABLE", "PERMISSIVE", "STRICT");
const peerAuthentication: fc.Arbitrary<PeerAuthentication> = fc
  .record({
    namespace: fc.constantFrom("shop", "istio-system"),
    selector: fc.constantFrom(null, { app: "cart" }, { version: "v1" }),
    mode,
    portLevelMtls: fc.dictionary(fc.constantFrom("8080", "9000", "7000"), mode, { maxKeys: 1 }),
  })
  .map(({ namespace, ...rest }) => {
    return { ...rest, meta: meta("PeerAuthentication", namespace, nextName("m")) };
  }) as fc.Arbitrary<PeerAuthentication>;

const tls = fc.constantFrom("DISABLE", "SIMPLE", "ISTIO_MUTUAL", null).map((tlsMode) =>
  tlsMode === null
    ? null
    : {
        mode: tlsMode,
        sni: null,
        subjectAltNames: [],
        caCertificates: null,
        clientCertificate: null,
        privateKey: null,
        credentialName: null,
        insecureSkipVerify: true,
      },
);
const destinationRule = fc
  .record({
    namespace: fc.constantFrom("front", "shop", "istio-system"),
    host: fc.constantFrom("cart.shop.svc.cluster.local", "*.local", "cart"),
    tls,
  })
  .map(
    ({ namespace, host, tls: settings }): DestinationRule => ({
      meta: meta("DestinationRule", namespace, nextName("d")),
      host,
      exportTo: [],
      workloadSelector: null,
      trafficPolicy: {
        tls: settings as ClientTlsSettings | null,
        loadBalancerSimple: null,
        portLevelSettings: [],
      },
      subsets: [],
    }),
  );

const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
function token(claims: object): string {
  const signed = `${part({ alg: "ES256", kid: "k" })}.${part(claims)}`;
  const signature = sign("sha256", Buffer.from(signed), { key: privateKey, dsaEncoding: "ieee-p1363" });
  return `Bearer ${signed}.${signature.toString("base64url")}`;
}
const good = token({ iss: "https://issuer.example", sub: "user", role: "admin", aud: ["one"] });
const foreign = token({ iss: "https://other.example", sub: "user" });
const tokenCheck: RequestAuthentication = {
  meta: meta("RequestAuthentication", "shop", "tokens"),
  selector: null,
  targetRefs: [],
  jwtRules: [
    {
      issuer: "https://issuer.example",
      audiences: [],
      jwksUri: null,
      jwks: JSON.stringify({ keys: [{ ...publicKey.export({ format: "jwk" }), kid: "k" }] }),
      fromHeaders: [],
      fromParams: [],
      fromCookies: [],
      forwardOriginalToken: false,
      outputPayloadToHeader: null,
      outputClaimToHeaders: [],
      spaceDelimitedClaims: [],
    },
  ],
};

export interface Policies {
  readonly policies: readonly AuthorizationPolicy[];
  readonly peers: readonly PeerAuthentication[];
  readonly rules: readonly DestinationRule[];
  readonly tokens: boolean;
}
/** Nothing at all is said. */
export const silence: Policies = { policies: [], peers: [], rules: [], tokens: false };
export const mesh: fc.Arbitrary<Policies> = fc.record({
  policies: upTo(3, policy),
  peers: upTo(2, peerAuthentication),
  rules: upTo(2, destinationRule),
  tokens: fc.boolean(),
});
export const snapshotOf = (
  { policies, peers, rules, tokens }: Policies,
  more: Partial<MeshSnapshot> = {},
): MeshSnapshot => ({
  ...world,
  authorizationPolicies: policies,
  peerAuthentications: peers,
  destinationRules: rules,
  requestAuthentications: tokens ? [tokenCheck] : [],
  ...more,
});
export const withPolicies = (m: Policies, ...more: readonly AuthorizationPolicy[]) =>
  snapshotOf({ ...m, policies: [...m.policies, ...more] });

export const from = fc.constantFrom("front/web", "front/plain", "partner/web", "shop/orders", "outside");
export const service = (name: string, port: number) => ({ host: `${name}.shop.svc.cluster.local`, port });
const headers = fc
  .record(
    {
      "x-a": fc.constantFrom("b", "bc", ""),
      "x-forwarded-for": fc.constantFrom("192.0.2.7", "192.0.2.7, 198.51.100.1"),
      authorization: fc.constantFrom(good, foreign, "Bearer garbage"),
    },
    { requiredKeys: [] },
  )
  .map((h) => h as Record<string, string>);
export const http = fc.record({
  method: fc.constantFrom("GET", "POST", "DELETE"),
  path: fc.constantFrom("/", "/admin", "/api/x", "/api/a/b", "/api/../admin?x=1"),
  headers,
});
export const question: fc.Arbitrary<VerdictRequest> = fc
  .oneof(
    fc.record({
      from,
      to: fc.constantFrom(
        service("cart", 80),
        { pod: "shop/cart", port: 8080 },
        { pod: "shop/cart", port: 7000 },
      ),
      http,
    }),
    fc.record({
      from,
      to: fc.constantFrom(service("cart", 9000), service("db", 5432), { pod: "shop/cart", port: 7000 }),
      tcp: fc.constant({}),
    }),
  )
  .map((r) => ({ ...r, id: "q" }));

export interface Given {
  readonly outsideAddress: string;
  readonly assumed: Readonly<Record<string, boolean>>;
}
export const given = fc.boolean().map(
  (says): Given => ({
    outsideAddress: "10.77.250.10",
    assumed: { [authorizerSaysYes("sample-ext-authz")]: says },
  }),
);
export const ask = (snapshot: MeshSnapshot, request: VerdictRequest, facts: Given): Answer =>
  evaluateRequest(snapshot, request, { nowSeconds, ...facts });

export const check = <T extends [unknown, ...unknown[]]>(
  arbitraries: { [K in keyof T]: fc.Arbitrary<T[K]> },
  holds: (...values: T) => void,
) => fc.assert(fc.property(...arbitraries, holds as never) as fc.IProperty<T>, { numRuns });

export const openToAll = (action: "ALLOW" | "DENY"): AuthorizationPolicy => ({
  meta: meta("AuthorizationPolicy", "shop", `every-${action.toLowerCase()}`),
  selector: null,
  targetRefs: [],
  action,
  provider: null,
  rules: [everything],
});
export const dryRun = (p: AuthorizationPolicy): AuthorizationPolicy => ({
  ...p,
  meta: { ...p.meta, annotations: { "istio.io/dry-run": "true" } },
});
export const essence = ({
  outcome,
  seen,
  transport,
  principal,
  serverMode,
  clientTls,
  condition,
}: Answer) => ({
  outcome,
  seen,
  transport,
  principal,
  serverMode,
  clientTls,
  condition,
});
