// Longer than 400 lines because it is one table: an example of each code, in which Biome gives each text a line.
import type { FindingCode } from "../../contract/findings.ts";

/** Manifests in which a code is found, and nearly the same ones in which it is not. */
interface Example {
  readonly code: FindingCode;
  readonly why: string;
  readonly path: string | null;
  readonly fires: string;
  readonly silent: string;
  /** What stood there before, for findings of a change. */
  readonly before?: string;
}

const list = (...items: readonly string[]) =>
  `apiVersion: v1\nkind: List\nitems:\n${items.map((i) => `- ${i}\n`).join("")}`;
const maker =
  (group: string, kind: string, home: string) =>
  (spec: string, name = "x", namespace = home, more = "") =>
    `{apiVersion: ${group}.istio.io/v1, kind: ${kind}, metadata: {name: '${name}', namespace: ${namespace}${more}}, spec: ${spec}}`;
const authz = maker("security", "AuthorizationPolicy", "shop");
const peer = maker("security", "PeerAuthentication", "shop");
const tokens = maker("security", "RequestAuthentication", "shop");
const rule = maker("networking", "DestinationRule", "shop");
const route = maker("networking", "VirtualService", "shop");
const gateway = maker("networking", "Gateway", "edge");
const entry = maker("networking", "ServiceEntry", "shop");
const sidecar = maker("networking", "Sidecar", "shop");

const dated = (day: string) => `, creationTimestamp: '2026-02-${day}T00:00:00Z'`;
const cart = "selector: {matchLabels: {app: cart}}";
const db = "selector: {matchLabels: {app: db}}";
const from = (source: string) => `{${cart}, rules: [{from: [{source: {${source}}}]}]}`;
const to = (operation: string, at = cart, action = "ALLOW") =>
  `{${at}, action: ${action}, rules: [{to: [{operation: {${operation}}}]}]}`;
const web = "principals: [cluster.local/ns/front/sa/web]";
const off = "trafficPolicy: {tls: {mode: DISABLE}}";
const strict = peer("{mtls: {mode: STRICT}}");
const issuer = "jwtRules: [{issuer: a, jwksUri: 'https://a.example/keys'}]";
const cartHost = "host: cart.shop.svc.cluster.local";
const source = "spec.rules[0].from[0].source";
const operation = "spec.rules[0].to[0].operation";
const tlsServer =
  "{port: {number: 443, name: https, protocol: HTTPS}, hosts: [a.example.com], tls: {mode: SIMPLE, credentialName: c}}";
const routes = [
  gateway(
    "{selector: {istio: gateway}, servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ['*']}]}",
  ),
  route(
    "{hosts: ['*'], gateways: [edge/x], http: [{route: [{destination: {host: cart.shop.svc.cluster.local, port: {number: 80}}}]}]}",
  ),
];

/** A pod with a sidecar whose application is probed at a port. */
const probed = (port: number) =>
  `{apiVersion: v1, kind: Pod, metadata: {name: probed, namespace: shop, labels: {app: probed, security.istio.io/tlsMode: istio}, annotations: {sidecar.istio.io/status: '{}'}}, spec: {containers: [{name: app, image: app, readinessProbe: {httpGet: {port: ${port}}}}, {name: istio-proxy, image: proxyv2}]}, status: {podIP: 10.9.9.9, phase: Running}}`;

const one = (
  code: FindingCode,
  why: string,
  path: string | null,
  fires: string | readonly string[],
  silent: string | readonly string[],
): Example => ({
  code,
  why,
  path,
  fires: list(...[fires].flat()),
  silent: list(...[silent].flat()),
});

/** At least one for each code. */
export const examples: readonly Example[] = [
  one(
    "undecodable",
    "an action that there is not",
    "spec.action",
    authz("{action: PERHAPS}"),
    authz("{action: ALLOW}"),
  ),
  one(
    "selectsNothing",
    "labels of nobody",
    "spec.selector",
    authz("{selector: {matchLabels: {app: gone}}, rules: [{}]}"),
    authz(`{${cart}, rules: [{}]}`),
  ),
  one(
    "selectsNothing",
    "a root policy selects in every namespace",
    "spec.selector",
    authz("{selector: {matchLabels: {app: gone}}, rules: [{}]}", "x", "istio-system"),
    authz(`{${cart}, rules: [{}]}`, "x", "istio-system"),
  ),
  one(
    "selectsNothing",
    "a Gateway of nobody",
    "spec.selector",
    gateway("{selector: {istio: gone}, servers: []}"),
    gateway("{selector: {istio: gateway}, servers: []}"),
  ),
  one(
    "selectsNoProxy",
    "legacy has none",
    "spec",
    authz("{rules: [{}]}", "x", "legacy"),
    authz("{rules: [{}]}", "x", "front"),
  ),
  one(
    "shadowed",
    "two modes for one namespace",
    "metadata.name",
    [
      peer("{mtls: {mode: STRICT}}", "a", "shop", dated("02")),
      peer("{mtls: {mode: PERMISSIVE}}", "b", "shop", dated("01")),
    ],
    [peer("{mtls: {mode: STRICT}}", "a"), peer("{mtls: {mode: PERMISSIVE}}", "b", "front")],
  ),
  one(
    "shadowed",
    "two Sidecars for one namespace",
    "metadata.name",
    [
      sidecar("{egress: [{hosts: ['*/*']}]}", "a", "shop", dated("02")),
      sidecar("{egress: [{hosts: ['*/*']}]}", "b", "shop", dated("01")),
    ],
    sidecar("{egress: [{hosts: ['*/*']}]}"),
  ),
  one(
    "shadowedFor",
    "two selectors on one workload",
    "spec.selector",
    [
      peer(
        "{selector: {matchLabels: {security.istio.io/tlsMode: istio}}, mtls: {mode: STRICT}}",
        "a",
        "shop",
        dated("02"),
      ),
      peer(`{${cart}, mtls: {mode: PERMISSIVE}}`, "b", "shop", dated("01")),
    ],
    [peer(`{${db}, mtls: {mode: STRICT}}`, "a"), peer(`{${cart}, mtls: {mode: PERMISSIVE}}`, "b")],
  ),
  one(
    "targetRefsIgnored",
    "a sidecar reads no targetRefs",
    "spec.targetRefs",
    authz("{targetRefs: [{kind: Service, group: '', name: cart}], rules: [{}]}"),
    authz("{rules: [{}]}"),
  ),
  one(
    "exportToUnknown",
    "a namespace that is not there",
    "spec.exportTo[1]",
    rule(`{${cartHost}, exportTo: [., gone]}`),
    rule(`{${cartHost}, exportTo: [., front]}`),
  ),
  one(
    "rootSelector",
    "modes of the root namespace have no selector",
    "spec.selector",
    peer(`{${cart}, mtls: {mode: STRICT}}`, "x", "istio-system"),
    peer("{mtls: {mode: STRICT}}", "x", "istio-system"),
  ),
  one(
    "deadPort",
    "a port that nobody has",
    "spec.portLevelMtls.7777",
    peer(`{${cart}, portLevelMtls: {7777: {mode: DISABLE}}}`),
    peer(`{${cart}, portLevelMtls: {8080: {mode: DISABLE}}}`),
  ),
  one(
    "deadPort",
    "in notPorts too",
    `${operation}.notPorts[0]`,
    authz(to("notPorts: ['7777']")),
    authz(to("notPorts: ['8080']")),
  ),
  one(
    "servicePort",
    "of a mode",
    "spec.portLevelMtls.80",
    peer(`{${cart}, portLevelMtls: {80: {mode: DISABLE}}}`),
    peer(`{${cart}, portLevelMtls: {8080: {mode: DISABLE}}}`),
  ),
  one(
    "servicePort",
    "of a rule",
    `${operation}.ports[0]`,
    authz(to("ports: ['80']")),
    authz(to("ports: ['8080']")),
  ),
  one(
    "strictRefuses",
    "legacy and front/bare have no sidecar",
    "spec.mtls.mode",
    strict,
    peer("{mtls: {mode: PERMISSIVE}}"),
  ),
  one(
    "autoMtlsOff",
    "the namespace is DISABLE, the workload STRICT",
    "spec.mtls.mode",
    [peer("{mtls: {mode: DISABLE}}"), peer(`{${cart}, mtls: {mode: STRICT}}`, "y")],
    [peer("{mtls: {mode: PERMISSIVE}}"), peer(`{${cart}, mtls: {mode: STRICT}}`, "y")],
  ),
  {
    ...one("disableToStrict", "one step", "spec.mtls.mode", strict, peer("{mtls: {mode: PERMISSIVE}}")),
    before: list(peer("{mtls: {mode: DISABLE}}")),
  },
  one(
    "dryRun",
    "an annotation",
    "metadata.annotations",
    authz(`{${cart}, rules: [{}]}`, "x", "shop", ", annotations: {istio.io/dry-run: 'true'}"),
    authz(`{${cart}, rules: [{}]}`, "x", "shop", ", annotations: {istio.io/dry-run: maybe}"),
  ),
  one(
    "dryRunCustom",
    "CUSTOM knows no dry run",
    "metadata.annotations",
    authz(
      `{${cart}, action: CUSTOM, provider: {name: good}, rules: [{}]}`,
      "x",
      "shop",
      ", annotations: {istio.io/dry-run: 'true'}",
    ),
    authz(`{${cart}, action: CUSTOM, provider: {name: good}, rules: [{}]}`),
  ),
  one(
    "audit",
    "AUDIT marks",
    "spec.action",
    authz(`{${cart}, action: AUDIT, rules: [{}]}`),
    authz(`{${cart}, action: DENY, rules: [{}]}`),
  ),
  one(
    "denyNothing",
    "no rules",
    "spec.action",
    authz(`{${cart}, action: DENY}`),
    authz(`{${cart}, action: DENY, rules: [{}]}`),
  ),
  one("allowsNothing", "an empty spec", "spec", authz("{}"), [authz("{}"), authz("{rules: [{}]}", "y")]),
  one(
    "unknownProvider",
    "MeshConfig has no such provider",
    "spec.provider.name",
    authz(`{${cart}, action: CUSTOM, provider: {name: gone}, rules: [{}]}`),
    authz(`{${cart}, action: CUSTOM, provider: {name: good}, rules: [{}]}`),
  ),
  one(
    "twoProviders",
    "on one workload",
    "spec.provider.name",
    [
      authz(`{${cart}, action: CUSTOM, provider: {name: good}, rules: [{}]}`),
      authz(`{${cart}, action: CUSTOM, provider: {name: second}, rules: [{}]}`, "y"),
    ],
    [
      authz(`{${cart}, action: CUSTOM, provider: {name: good}, rules: [{}]}`),
      authz(`{${db}, action: CUSTOM, provider: {name: second}, rules: [{}]}`, "y"),
    ],
  ),
  one(
    "deadPrincipal",
    "no such account",
    `${source}.principals[1]`,
    authz(from("principals: [cluster.local/ns/front/sa/web, cluster.local/ns/front/sa/gone]")),
    authz(from(web)),
  ),
  one(
    "deadPrincipal",
    "in a condition",
    "spec.rules[0].when[0].values[0]",
    authz(`{${cart}, rules: [{when: [{key: source.principal, values: [cluster.local/ns/front/sa/gone]}]}]}`),
    authz(`{${cart}, rules: [{when: [{key: source.principal, values: [cluster.local/ns/front/*]}]}]}`),
  ),
  one(
    "deadServiceAccount",
    "no such account",
    `${source}.serviceAccounts[0]`,
    authz(from("serviceAccounts: [front/gone]")),
    authz(from("serviceAccounts: [front/web]")),
  ),
  one(
    "foreignTrustDomain",
    "another mesh",
    `${source}.principals[0]`,
    authz(from("principals: [elsewhere/ns/a/sa/b]")),
    authz(from(web)),
  ),
  one(
    "deadNamespace",
    "no such namespace",
    `${source}.namespaces[0]`,
    authz(from("namespaces: [fron]")),
    authz(from("namespaces: [fron*]")),
  ),
  one(
    "deadExclusion",
    "a slip keeps nobody out",
    `${source}.notNamespaces[0]`,
    authz(from("notNamespaces: [fron]")),
    authz(from("notNamespaces: [front]")),
  ),
  one(
    "deadExclusion",
    "of a principal",
    `${source}.notPrincipals[0]`,
    authz(from("notPrincipals: [cluster.local/ns/front/sa/gone]")),
    authz(from("notPrincipals: [cluster.local/ns/front/sa/web]")),
  ),
  one(
    "scheme",
    "spiffe://",
    `${source}.principals[0]`,
    authz(from("principals: ['spiffe://cluster.local/ns/front/sa/web']")),
    authz(from(web)),
  ),
  one(
    "starRequestPrincipal",
    "*/*",
    `${source}.requestPrincipals[0]`,
    authz(from("requestPrincipals: ['*/*']")),
    authz(from("requestPrincipals: ['*']")),
  ),
  one(
    "unknownKey",
    "a condition that there is not",
    "spec.rules[0].when[0].key",
    authz(`{${cart}, rules: [{when: [{key: source.color, values: [red]}]}]}`),
    authz(`{${cart}, rules: [{when: [{key: 'request.headers[x]', values: [red]}]}]}`),
  ),
  one(
    "unusableValue",
    "a port that is none",
    `${operation}.ports[0]`,
    authz(to("ports: [http]")),
    authz(to("ports: ['8080']")),
  ),
  one(
    "unusableValue",
    "an address that is none",
    `${source}.ipBlocks[0]`,
    authz(from("ipBlocks: [10.0.0.0/40]")),
    authz(from("ipBlocks: [10.0.0.0/8]")),
  ),
  one(
    "unusableValue",
    "a header without name",
    "spec.rules[0].when[0].key",
    authz(`{${cart}, rules: [{when: [{key: request.headers, values: [red]}]}]}`),
    authz(`{${cart}, rules: [{when: [{key: 'request.headers[x]', values: [red]}]}]}`),
  ),
  one(
    "deadMethod",
    "lower case",
    `${operation}.methods[1]`,
    authz(to("methods: [GET, post]")),
    authz(to("methods: [GET, PO*, PROPFIND]")),
  ),
  one(
    "hostNotServed",
    "a short name that there is not",
    `${operation}.hosts[0]`,
    authz(to("hosts: [kart]")),
    authz(to("hosts: [cart, 'cart:*', cart.shop, cart.shop.svc.cluster.local, example.com, '*.shop']")),
  ),
  one(
    "hostNotServed",
    "a full name that there is not",
    `${operation}.hosts[0]`,
    authz(to("hosts: [kart.shop.svc.cluster.local]")),
    authz(to("hosts: ['cart.shop.svc.cluster.local:80']")),
  ),
  one(
    "identityWithoutMtls",
    "DISABLE",
    `${source}.principals[0]`,
    [peer("{mtls: {mode: DISABLE}}"), authz(from(web))],
    [peer("{mtls: {mode: PERMISSIVE}}"), authz(from(web))],
  ),
  one(
    "tokensNotRead",
    "no RequestAuthentication",
    `${source}.requestPrincipals`,
    authz(from("requestPrincipals: ['*']")),
    [authz(from("requestPrincipals: ['*']")), tokens(`{${issuer}}`)],
  ),
  one(
    "neverMatches",
    "methods and notMethods",
    operation,
    authz(to("methods: [GET], notMethods: ['G*']")),
    authz(to("methods: [GET, POST], notMethods: ['G*']")),
  ),
  one(
    "neverMatches",
    "a principal of one namespace and another namespace",
    "spec.rules[0]",
    authz(from(`${web}, namespaces: [ops]`)),
    authz(from(`${web}, namespaces: [front]`)),
  ),
  one(
    "hiddenByDeny",
    "DENY everything comes first",
    "spec",
    [authz(from(web)), authz(`{${cart}, action: DENY, rules: [{}]}`, "y")],
    [authz(from(web)), authz(to("methods: [GET]", cart, "DENY"), "y")],
  ),
  one(
    "splitRule",
    "one dash too many",
    "spec.rules[1]",
    authz(`{${cart}, rules: [{from: [{source: {${web}}}]}, {to: [{operation: {methods: [GET]}}]}]}`),
    authz(`{${cart}, rules: [{from: [{source: {${web}}}], to: [{operation: {methods: [GET]}}]}]}`),
  ),
  one(
    "denyWidened",
    "HTTP fields at a TCP port",
    "spec.rules[0]",
    authz(to("methods: [GET]", db, "DENY")),
    authz(to("methods: [GET]", cart, "DENY")),
  ),
  one(
    "allowDropped",
    "HTTP fields at a TCP port",
    "spec.rules[0]",
    authz(to("methods: [GET]", db)),
    authz(to("methods: [GET]", cart)),
  ),
  one(
    "anonymousCaller",
    "front/bare has no sidecar",
    `${source}.namespaces[0]`,
    authz(from("namespaces: [front]")),
    authz(from("namespaces: [ops]")),
  ),
  one(
    "anonymousCaller",
    "by its account",
    `${source}.principals[0]`,
    authz(from("principals: [cluster.local/ns/front/sa/bare]")),
    authz(from(web)),
  ),
  one(
    "atZtunnel",
    "mist is ambient",
    "spec.rules[0]",
    authz("{rules: [{to: [{operation: {methods: [GET]}}]}]}", "x", "mist"),
    authz("{rules: [{to: [{operation: {ports: ['8080']}}]}]}", "x", "mist"),
  ),
  one(
    "locksOutGateway",
    "the gateway is not named",
    "spec",
    [...routes, authz(from(web), "y")],
    [...routes, authz(from("namespaces: [edge]"), "y")],
  ),
  one(
    "locksOutGateway",
    "the gateway itself is closed for those outside",
    "spec",
    [...routes, authz("{rules: [{from: [{source: {principals: ['*']}}]}]}", "y", "edge")],
    [...routes, authz("{rules: [{}]}", "y", "edge")],
  ),
  one(
    "locksOutPrometheus",
    "Prometheus is not named",
    "spec",
    authz(from(web)),
    authz(`{${cart}, rules: [{from: [{source: {${web}}}]}, {to: [{operation: {ports: ['9090']}}]}]}`),
  ),
  one(
    "locksOutProbes",
    "an injected pod whose probe stayed as it was",
    "spec",
    [probed(8081), authz(`{selector: {matchLabels: {app: probed}}, rules: [{from: [{source: {${web}}}]}]}`)],
    [probed(15020), authz(`{selector: {matchLabels: {app: probed}}, rules: [{from: [{source: {${web}}}]}]}`)],
  ),
  one(
    "locksOutProbes",
    "STRICT refuses plaintext of the kubelet",
    "spec",
    [probed(8081), peer("{selector: {matchLabels: {app: probed}}, mtls: {mode: STRICT}}")],
    [
      probed(8081),
      peer(
        "{selector: {matchLabels: {app: probed}}, mtls: {mode: STRICT}, portLevelMtls: {8081: {mode: PERMISSIVE}}}",
      ),
    ],
  ),
  {
    ...one(
      "firstAllow",
      "whoever is not named is denied",
      "spec.action",
      authz(from(web)),
      authz(from("namespaces: [ops]"), "y"),
    ),
    before: list(),
  },
  one("noTokens", "no jwtRules", "spec", tokens(`{${cart}}`), tokens(`{${cart}, ${issuer}}`)),
  one("tokenNotRequired", "nobody asks for it", "spec.jwtRules", tokens(`{${cart}, ${issuer}}`), [
    tokens(`{${cart}, ${issuer}}`),
    authz(from("requestPrincipals: ['*']")),
  ]),
  one(
    "tokensAtZtunnel",
    "mist is ambient",
    "spec",
    tokens(`{${issuer}}`, "x", "mist"),
    tokens(`{${issuer}}`, "x", "shop"),
  ),
  one(
    "hostUnknown",
    "nobody has it",
    "spec.host",
    rule("{host: gone.shop.svc.cluster.local}"),
    rule(`{${cartHost}}`),
  ),
  one(
    "shortHost",
    "in the wrong namespace",
    "spec.host",
    rule("{host: cart}", "x", "front"),
    rule("{host: cart}"),
  ),
  one("shortHost", "a dot makes it literal", "spec.host", rule("{host: cart.shop}"), rule("{host: cart}")),
  one(
    "hiddenEverywhere",
    "the service's namespace comes first",
    "spec.host",
    [rule(`{${cartHost}, ${off}}`, "near"), rule(`{${cartHost}, ${off}}`, "x", "istio-system")],
    rule(`{${cartHost}, ${off}}`, "x", "istio-system"),
  ),
  one(
    "hiddenTls",
    "the older one counts",
    "spec.trafficPolicy",
    [
      rule(`{${cartHost}, ${off}}`, "a", "shop", dated("02")),
      rule(`{${cartHost}, ${off}}`, "b", "shop", dated("01")),
    ],
    rule(`{${cartHost}, ${off}}`),
  ),
  one(
    "subsetHidden",
    "the older one counts",
    "spec.subsets[0]",
    [
      rule(`{${cartHost}, subsets: [{name: v1, labels: {version: v1}}]}`, "a", "shop", dated("02")),
      rule(`{${cartHost}, subsets: [{name: v1, labels: {tier: web}}]}`, "b", "shop", dated("01")),
    ],
    [
      rule(`{${cartHost}, subsets: [{name: v1, labels: {version: v1}}]}`, "a"),
      rule(`{${cartHost}, subsets: [{name: v2, labels: {tier: web}}]}`, "b"),
    ],
  ),
  one(
    "subsetEmpty",
    "labels of nobody",
    "spec.subsets[0].labels",
    rule(`{${cartHost}, subsets: [{name: v9, labels: {version: v9}}]}`),
    rule(`{${cartHost}, subsets: [{name: v1, labels: {version: v1}}]}`),
  ),
  one(
    "subsetWithoutLabels",
    "no labels",
    "spec.subsets[0]",
    rule(`{${cartHost}, subsets: [{name: all}]}`),
    rule(`{${cartHost}, subsets: [{name: v1, labels: {version: v1}}]}`),
  ),
  one(
    "hidesTls",
    "SIMPLE of the mesh is lost",
    "spec.trafficPolicy",
    [
      rule("{host: '*.svc.cluster.local', trafficPolicy: {tls: {mode: SIMPLE}}}", "wide", "istio-system"),
      rule(`{${cartHost}, trafficPolicy: {loadBalancer: {simple: RANDOM}}}`),
    ],
    [
      rule(
        "{host: '*.svc.cluster.local', trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}}",
        "wide",
        "istio-system",
      ),
      rule(`{${cartHost}, trafficPolicy: {loadBalancer: {simple: RANDOM}}}`),
    ],
  ),
  one(
    "plaintextToStrict",
    "DISABLE against STRICT",
    "spec.trafficPolicy.tls.mode",
    [strict, rule(`{${cartHost}, ${off}}`, "y")],
    [peer("{mtls: {mode: PERMISSIVE}}"), rule(`{${cartHost}, ${off}}`, "y")],
  ),
  one(
    "plaintextToStrict",
    "at one port",
    "spec.trafficPolicy.portLevelSettings[0].tls.mode",
    [
      strict,
      rule(
        `{${cartHost}, trafficPolicy: {portLevelSettings: [{port: {number: 80}, tls: {mode: DISABLE}}]}}`,
        "y",
      ),
    ],
    [
      strict,
      rule(
        `{${cartHost}, trafficPolicy: {portLevelSettings: [{port: {number: 80}, tls: {mode: ISTIO_MUTUAL}}]}}`,
        "y",
      ),
    ],
  ),
  one(
    "mtlsToPlaintext",
    "to a pod without sidecar",
    "spec.trafficPolicy.tls.mode",
    rule("{host: old.legacy.svc.cluster.local, trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}}"),
    rule(`{${cartHost}, trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}}`),
  ),
  one(
    "mtlsToPlaintext",
    "to a DISABLE port",
    "spec.trafficPolicy.tls.mode",
    [
      peer(`{${cart}, mtls: {mode: DISABLE}}`),
      rule(`{${cartHost}, trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}}`, "y"),
    ],
    rule(`{${cartHost}, trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}}`, "y"),
  ),
  one(
    "tlsRefused",
    "SIMPLE inside the mesh",
    "spec.trafficPolicy.tls.mode",
    rule(`{${cartHost}, trafficPolicy: {tls: {mode: SIMPLE}}}`),
    rule("{host: '*.example.com', trafficPolicy: {tls: {mode: SIMPLE}}}"),
  ),
  one(
    "plaintextLosesIdentity",
    "a policy asks for it",
    "spec.trafficPolicy.tls.mode",
    [rule(`{${cartHost}, ${off}}`), authz(from(web), "y")],
    [rule(`{${cartHost}, ${off}}`), authz(to("ports: ['8080']"), "y")],
  ),
  one(
    "mutualWithoutCertificates",
    "no files",
    "spec.trafficPolicy.tls.mode",
    rule(`{${cartHost}, trafficPolicy: {tls: {mode: MUTUAL}}}`),
    rule(`{${cartHost}, trafficPolicy: {tls: {mode: MUTUAL, clientCertificate: /c, privateKey: /k}}}`),
  ),
  one(
    "credentialIgnored",
    "no workloadSelector",
    "spec.trafficPolicy.tls.credentialName",
    rule(`{${cartHost}, trafficPolicy: {tls: {mode: SIMPLE, credentialName: c}}}`),
    rule(
      `{${cartHost}, workloadSelector: {matchLabels: {app: db}}, trafficPolicy: {tls: {mode: SIMPLE, credentialName: c}}}`,
    ),
  ),
  one(
    "skipsVerification",
    "whoever answers",
    "spec.trafficPolicy.tls.insecureSkipVerify",
    rule(`{${cartHost}, trafficPolicy: {tls: {mode: SIMPLE, insecureSkipVerify: true}}}`),
    rule(`{${cartHost}, trafficPolicy: {tls: {mode: SIMPLE, insecureSkipVerify: false}}}`),
  ),
  one(
    "rulePortUnknown",
    "the container port is not the Service's",
    "spec.trafficPolicy.portLevelSettings[0].port",
    rule(
      `{${cartHost}, trafficPolicy: {portLevelSettings: [{port: {number: 8080}, tls: {mode: ISTIO_MUTUAL}}]}}`,
    ),
    rule(
      `{${cartHost}, trafficPolicy: {portLevelSettings: [{port: {number: 80}, tls: {mode: ISTIO_MUTUAL}}]}}`,
    ),
  ),
  one(
    "portCancelsTls",
    "a port without tls",
    "spec.trafficPolicy.portLevelSettings[0]",
    rule(
      `{${cartHost}, trafficPolicy: {tls: {mode: SIMPLE}, portLevelSettings: [{port: {number: 80}, loadBalancer: {simple: RANDOM}}]}}`,
    ),
    rule(
      `{${cartHost}, trafficPolicy: {tls: {mode: ISTIO_MUTUAL}, portLevelSettings: [{port: {number: 80}, loadBalancer: {simple: RANDOM}}]}}`,
    ),
  ),
  one(
    "routeUnknown",
    "nobody has the host",
    "spec.http[0].route[0].destination.host",
    route("{hosts: [a], http: [{route: [{destination: {host: gone}}]}]}"),
    route("{hosts: [a], http: [{route: [{destination: {host: cart}}]}]}"),
  ),
  one(
    "gatewayUnknown",
    "no such Gateway",
    "spec.gateways[1]",
    route("{hosts: [a], gateways: [mesh, gone], http: [{route: [{destination: {host: cart}}]}]}"),
    routes,
  ),
  one(
    "routeSubsetUnknown",
    "no rule defines it",
    "spec.http[0].route[0].destination.subset",
    route("{hosts: [a], http: [{route: [{destination: {host: cart, subset: v1}}]}]}"),
    [
      route("{hosts: [a], http: [{route: [{destination: {host: cart, subset: v1}}]}]}"),
      rule(`{${cartHost}, subsets: [{name: v1, labels: {version: v1}}]}`),
    ],
  ),
  one(
    "claimsNotRead",
    "no RequestAuthentication at the gateway",
    "spec.http[0].match",
    [
      routes[0] ?? "",
      route(
        "{hosts: ['*'], gateways: [edge/x], http: [{match: [{headers: {'@request.auth.claims.sub': {exact: a}}}], route: [{destination: {host: cart}}]}]}",
      ),
    ],
    [
      routes[0] ?? "",
      tokens(`{${issuer}}`, "x", "edge"),
      route(
        "{hosts: ['*'], gateways: [edge/x], http: [{match: [{headers: {'@request.auth.claims.sub': {exact: a}}}], route: [{destination: {host: cart}}]}]}",
      ),
    ],
  ),
  one(
    "gatewayHostTwice",
    "one TLS host in two Gateways",
    "spec.servers[0].hosts[0]",
    [
      gateway(`{selector: {istio: gateway}, servers: [${tlsServer}]}`, "a", "edge", dated("01")),
      gateway(`{selector: {istio: gateway}, servers: [${tlsServer}]}`, "b", "edge", dated("02")),
    ],
    [
      gateway(
        "{selector: {istio: gateway}, servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: [a.example.com]}]}",
        "a",
      ),
      gateway(
        "{selector: {istio: gateway}, servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: [a.example.com]}]}",
        "b",
      ),
    ],
  ),
  one(
    "gatewayPortUnserved",
    "the Service has no such port",
    "spec.servers[0].port.number",
    gateway(
      "{selector: {istio: gateway}, servers: [{port: {number: 8081, name: http, protocol: HTTP}, hosts: ['*']}]}",
    ),
    gateway(
      "{selector: {istio: gateway}, servers: [{port: {number: 8443, name: http, protocol: HTTP}, hosts: ['*']}]}",
    ),
  ),
  one(
    "entryProtocolTwice",
    "HTTP and TCP",
    "spec.ports[0].protocol",
    [
      entry(
        "{hosts: [a.example.com], resolution: DNS, ports: [{number: 80, name: p, protocol: TCP}]}",
        "a",
        "shop",
        dated("02"),
      ),
      entry(
        "{hosts: [a.example.com], resolution: DNS, ports: [{number: 80, name: p, protocol: HTTP}]}",
        "b",
        "shop",
        dated("01"),
      ),
    ],
    [
      entry("{hosts: [a.example.com], resolution: DNS, ports: [{number: 80, name: p, protocol: HTTP}]}", "a"),
      entry("{hosts: [a.example.com], resolution: DNS, ports: [{number: 80, name: p, protocol: http}]}", "b"),
    ],
  ),
  one(
    "egressHostUnknown",
    "nobody has it",
    "spec.egress",
    sidecar("{egress: [{hosts: [shop/gone.shop.svc.cluster.local]}]}"),
    sidecar("{egress: [{hosts: [shop/cart.shop.svc.cluster.local, ./*, '~/*', 'front/*']}]}"),
  ),
  one(
    "rootSidecarSelector",
    "it is not the mesh's default",
    "spec.workloadSelector",
    sidecar("{workloadSelector: {labels: {app: cart}}, egress: [{hosts: ['*/*']}]}", "x", "istio-system"),
    sidecar("{egress: [{hosts: ['*/*']}]}", "x", "istio-system"),
  ),
];
