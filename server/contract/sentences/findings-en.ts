import type { FindingCode } from "../findings.ts";

/** What a finding says, and what to do. `{name}` is filled in. */
export interface FindingSentence {
  readonly text: string;
  readonly cure: string;
}

/** Every finding in English; findings-ja.ts has the same codes with the same values. */
export const findings = {
  undecodable: {
    text: "Could not be read, so what it decides is unknown: {because}",
    cure: "Correct the field; the API server refuses it as it stands.",
  },
  selectsNothing: {
    text: "Selects no workload of this source.",
    cure: "Compare the labels with those of the pods in its namespace.",
  },
  selectsNoProxy: {
    text: "Selects only workloads without a proxy: nothing enforces it.",
    cure: "Give the workloads a sidecar, or select others.",
  },
  shadowed: {
    text: "Hidden by {other}, which is older and has the same scope.",
    cure: "Keep one object for each scope: merge the two and delete one.",
  },
  shadowedFor: {
    text: "Hidden by {other}, which is older, for {workloads}.",
    cure: "Make the selectors disjoint, or merge the two objects.",
  },
  targetRefsIgnored: {
    text: "Has targetRefs, which sidecars and classic gateways ignore, and no Gateway API gateway here is meant.",
    cure: "Use selector.matchLabels for sidecars and classic gateways.",
  },
  exportToUnknown: {
    text: "exportTo names namespace {namespace}, which is not there.",
    cure: 'Name a namespace that exists, "." for its own or "*" for all.',
  },
  rootSelector: {
    text: "Stands in the root namespace with a selector: Istio ignores it.",
    cure: "Move it to the namespace of the workloads, or remove the selector.",
  },
  deadPort: {
    text: "No selected workload has container port {port}.",
    cure: "Write a container port of the selected workloads.",
  },
  servicePort: {
    text: "No selected workload has container port {port}. It is a port of Service {service}; here the container port counts ({target}).",
    cure: "Write {target} instead of {port}.",
  },
  strictRefuses: {
    text: "STRICT refuses callers without a sidecar: {who}.",
    cure: "Give them a sidecar first, or set PERMISSIVE by portLevelMtls on the container port that they call.",
  },
  autoMtlsOff: {
    text: "Mutual TLS is required at {servers}, but clients send plaintext: {why}.",
    cure: "Remove what turns auto mTLS off, or give the callers a DestinationRule with ISTIO_MUTUAL.",
  },
  disableToStrict: {
    text: "Goes from DISABLE to STRICT in one step: while the proxies take it over, calls to {servers} fail.",
    cure: "Set PERMISSIVE first, and STRICT once every caller sends mTLS.",
  },
  dryRun: {
    text: "Dry run: it is logged and decides nothing.",
    cure: "Remove the annotation istio.io/dry-run to put it in force.",
  },
  dryRunCustom: {
    text: "Dry run does not hold for CUSTOM: what its rules cover is denied.",
    cure: "Remove the annotation istio.io/dry-run, or the policy.",
  },
  audit: {
    text: "AUDIT only marks requests for a log and decides nothing.",
    cure: "Use DENY or ALLOW if it is to decide.",
  },
  denyNothing: {
    text: "DENY without rules denies nothing.",
    cure: "Give it a rule; one empty rule denies everything.",
  },
  allowsNothing: {
    text: "Allows nothing, and no other ALLOW policy opens {servers}: every call there is denied.",
    cure: "Add an ALLOW policy for those who may call; if nobody may, it is as it should be.",
  },
  unknownProvider: {
    text: "MeshConfig has no usable provider {provider}: what its rules cover is denied.",
    cure: "Add the provider to extensionProviders of MeshConfig, or correct its name.",
  },
  twoProviders: {
    text: "{other} asks another provider at {servers}: what the rules of both cover is denied.",
    cure: "Use one provider for each workload.",
  },
  deadPrincipal: {
    text: "No workload or ServiceAccount is {value}.",
    cure: "Write trust-domain/ns/NAMESPACE/sa/ACCOUNT of an account that exists.",
  },
  deadServiceAccount: {
    text: "There is no ServiceAccount {value}, and no workload runs as it.",
    cure: "Write NAMESPACE/ACCOUNT of an account that exists.",
  },
  foreignTrustDomain: {
    text: "{value} has trust domain {domain}, which is neither this mesh's nor an alias of it.",
    cure: "If it is not a federated mesh, write {own}.",
  },
  deadNamespace: {
    text: "There is no namespace {value} here.",
    cure: "Write a namespace that exists; each name stands alone or with a star.",
  },
  deadExclusion: {
    text: "{field} {value} fits nobody here, so it excludes nobody.",
    cure: "Correct the name, or remove it: what it was to keep out gets in.",
  },
  scheme: {
    text: "{value} never matches: a principal is written without spiffe://.",
    cure: "Write {without}.",
  },
  starRequestPrincipal: {
    text: "*/* matches no token: write * for any.",
    cure: 'Write "*" instead.',
  },
  unknownKey: {
    text: "Istio has no condition {value}: the rule matches nothing.",
    cure: "Use a key of Istio's list of conditions.",
  },
  unusableValue: {
    text: "Istio cannot read {value} in {field}: {effect}.",
    cure: "Correct the value.",
  },
  deadMethod: {
    text: "{value} is no HTTP method; methods are compared as they are written.",
    cure: "Write it in capitals, e.g. GET.",
  },
  hostNotServed: {
    text: "Nobody here is called {value}, and hosts are compared with the Host header as it was sent.",
    cure: "Write the name that callers use, with :* for other ports.",
  },
  identityWithoutMtls: {
    text: "The mode at {servers} is DISABLE, so no caller has an identity there: {field} never fits, and its opposite always does.",
    cure: "Set PERMISSIVE or STRICT there, or do not ask for identities.",
  },
  tokensNotRead: {
    text: "No RequestAuthentication holds for {servers}: no token is read there, so {field} fits none.",
    cure: "Add a RequestAuthentication with the issuer for these workloads.",
  },
  neverMatches: {
    text: "No request can match: {why}.",
    cure: "Split it into alternatives, or remove what contradicts.",
  },
  hiddenByDeny: {
    text: "Allows nothing in effect: {other} denies every call to the same workloads first.",
    cure: "Narrow the DENY policy, or remove this one.",
  },
  splitRule: {
    text: "Rule {rule} has only from and rule {next} only to: either is enough, so rule {next} lets in everyone.",
    cure: "If both were to hold, join them: one rule with from and to, one dash.",
  },
  denyWidened: {
    text: "On TCP port {port} of {workload} the HTTP fields of this rule are left out, so it denies more than it says.",
    cure: "Name the HTTP ports in the same operation.",
  },
  allowDropped: {
    text: "On TCP port {port} of {workload} this rule is dropped, since it has HTTP fields: it allows nothing there.",
    cure: "Give the TCP port a rule of its own without HTTP fields.",
  },
  anonymousCaller: {
    text: "{value} fits no call of {who}: without a sidecar there is no identity.",
    cure: "Give the callers a sidecar.",
  },
  atZtunnel: {
    text: "Asks for HTTP fields of ambient workloads by selector ({servers}): ztunnel reads no HTTP, and a waypoint does not read selectors.",
    cure: "Attach it to the waypoint by targetRefs.",
  },
  locksOutGateway: {
    text: "{who} is turned away at {servers}, on a way that a Gateway opens.",
    cure: "Allow the gateway's principal; at the gateway itself, callers without identity.",
  },
  locksOutPrometheus: {
    text: "Keeps {who} from scraping {servers}.",
    cure: "Allow the metrics port to Prometheus, or let the sidecar merge the metrics.",
  },
  locksOutProbes: {
    text: "Turns away the kubelet's probes of {servers}, which the injector did not rewrite: the pods are taken as not ready, or started again.",
    cure: "Let the injector rewrite probes (sidecar.istio.io/rewriteAppHTTPProbers), or let the probed port take plaintext from anyone.",
  },
  firstAllow: {
    text: "The first ALLOW policy for {servers}: whoever it does not name is denied from then on. Calling now: {who}.",
    cure: "Add whoever has to pass to its rules.",
  },
  noTokens: {
    text: "Has no jwtRules: no token is looked for.",
    cure: "Add a rule with the issuer and its keys.",
  },
  tokenNotRequired: {
    text: "No policy asks {servers} for a token: a bad one is refused, none at all passes.",
    cure: "Add an AuthorizationPolicy with requestPrincipals if a token is required.",
  },
  tokensAtZtunnel: {
    text: "Selects ambient workloads ({servers}), where nobody reads tokens.",
    cure: "Attach it to the waypoint by targetRefs.",
  },
  hostUnknown: {
    text: "No Service and no ServiceEntry has host {host}.",
    cure: "Write the full name of a Service, e.g. NAME.NAMESPACE.svc.cluster.local.",
  },
  shortHost: {
    text: "{host} means {meant}, which does not exist; {full} does.",
    cure: "Write {full}.",
  },
  hiddenEverywhere: {
    text: "Every client that could call {host} uses another rule: {other}.",
    cure: "Merge the rules; Istio takes the first of client, service and root namespace.",
  },
  hiddenTls: {
    text: "For {host} its trafficPolicy is hidden by {other}, which is older.",
    cure: "Keep one trafficPolicy for each host.",
  },
  subsetHidden: {
    text: "Subset {subset} of {host} is defined by {other} too, which is older and counts.",
    cure: "Rename the subset, or delete one of them.",
  },
  subsetEmpty: {
    text: "No pod behind {host} has the labels of subset {subset}.",
    cure: "Compare the labels with those of the pods.",
  },
  subsetWithoutLabels: {
    text: "Subset {subset} has no labels: it means all pods of {host}.",
    cure: "Add labels if it is to mean some of them.",
  },
  hidesTls: {
    text: "Has no TLS settings and takes the place of {other}, whose {mode} no longer holds for {host}.",
    cure: "Repeat its tls here.",
  },
  plaintextToStrict: {
    text: "Makes its clients send plaintext to {servers}, where mutual TLS is required: their calls fail.",
    cure: "Remove tls.mode DISABLE: without it Istio sends mTLS by itself.",
  },
  mtlsToPlaintext: {
    text: "Makes its clients send mTLS to {servers}, where no proxy opens it: their calls fail.",
    cure: "Remove tls.mode ISTIO_MUTUAL: without it Istio looks at each endpoint.",
  },
  tlsRefused: {
    text: "Makes its clients send TLS ({mode}) to {servers}, where it is not taken: their calls fail.",
    cure: "Use ISTIO_MUTUAL inside the mesh, or no tls at all.",
  },
  plaintextLosesIdentity: {
    text: "Makes its clients send plaintext to {servers}: they have no identity there, which {other} asks for.",
    cure: "Remove tls.mode DISABLE.",
  },
  mutualWithoutCertificates: {
    text: "MUTUAL without clientCertificate and privateKey: clients send plaintext.",
    cure: "Give both files or a credentialName, or use ISTIO_MUTUAL for certificates of the mesh.",
  },
  credentialIgnored: {
    text: "Sidecars do not read credentialName of a rule without workloadSelector: they send plaintext.",
    cure: "Add workloadSelector for the clients, or use files of the pod.",
  },
  skipsVerification: {
    text: "insecureSkipVerify: whoever answers is taken for the server.",
    cure: "Name caCertificates and subjectAltNames instead.",
  },
  rulePortUnknown: {
    text: "{host} has no port {port}. portLevelSettings speaks of ports of the Service ({ports}).",
    cure: "Write the port that clients call.",
  },
  portCancelsTls: {
    text: "Port {port} has settings without tls, so {mode} of the rule does not hold there.",
    cure: "Repeat tls at the port.",
  },
  routeUnknown: {
    text: "Routes to {host}, which no Service and no ServiceEntry has.",
    cure: "Write the full name of a Service; a short one is looked for in the namespace of the VirtualService.",
  },
  gatewayUnknown: {
    text: "Is bound to Gateway {gateway}, which is not in this source.",
    cure: "Write NAMESPACE/NAME of a Gateway that exists.",
  },
  routeSubsetUnknown: {
    text: "Routes to subset {subset} of {host}, which no DestinationRule defines: 503 for the caller.",
    cure: "Define the subset, or remove it from the route.",
  },
  claimsNotRead: {
    text: "Routes by claims of a token, but no RequestAuthentication holds at the gateway ({servers}).",
    cure: "Add a RequestAuthentication that selects the gateway.",
  },
  gatewayHostTwice: {
    text: "Host {host} at TLS port {port} is also claimed by {other}, which is older and counts.",
    cure: "Keep the host in one Gateway for each port.",
  },
  gatewayPortUnserved: {
    text: "No Service leads to port {port} of the gateway's pods.",
    cure: "Add the port to the gateway's Service.",
  },
  entryProtocolTwice: {
    text: "{host} port {port} is {protocol} here and {otherProtocol} in {other}.",
    cure: "Use one protocol for each host and port.",
  },
  egressHostUnknown: {
    text: "egress names {host}, which no Service and no ServiceEntry has.",
    cure: "Write NAMESPACE/HOST with the full name of a host.",
  },
  rootSidecarSelector: {
    text: "Stands in the root namespace with a workloadSelector: it holds for pods of that namespace, not for the mesh.",
    cure: "Remove the selector to set the mesh's default, or move it.",
  },
} as const satisfies Record<FindingCode, FindingSentence>;
