type Values = Readonly<Record<string, string>>;
type Template = string | ((values: Values) => string);

/** At most some 20 characters: the pill on an edge. */
const short = (text: string): string => (text.length > 20 ? `${text.slice(0, 19)}…` : text);

const outcomes: Values = {
  allowed: "allowed",
  denied: "denied",
  unauthenticated: "unauthenticated",
  refused: "refused",
  depends: "depends",
  unknown: "unknown",
};

const plural = (n: string | undefined, noun: string): string => `${n} ${noun}${n === "1" ? "" : "s"}`;

/** What the server says in English besides reasons.ts and the notes of policies.ts. A new one starts here; `ja.ts` must have it too. */
export const own = {
  // What a test asks of the request; they follow "only"
  method: "{values}",
  notMethod: "not {values}",
  path: "on {values}",
  notPath: "not on {values}",
  host: "for host {values}",
  notHost: "not for host {values}",
  anyToken: "with a token",
  noToken: "without a token",
  tokenOf: "with a token of {values}",
  noTokenOf: "without a token of {values}",
  tokenGoodOrNone: "without a token, or with a good one of {values}",
  tokenRejected: "with a token that is rejected",
  authorizerYes: "if the authorizer {values} says yes",
  authorizerNo: "if the authorizer {values} says no",
  certificateGood: "if the server's certificate verifies ({values})",
  certificateBad: "if the server's certificate does not verify ({values})",
  stream: "if the stream is {values}",
  notStream: "if the stream is not {values}",
  header: "with header {name}",
  noHeader: "without header {name}",
  headerIs: "with header {name}: {values}",
  headerIsNot: "without header {name}: {values}",
  claimIs: "with claim {name} = {values}",
  claimIsNot: "without claim {name} = {values}",
  tokenHas: "with a token whose {name} is {values}",
  tokenHasNot: "without a token whose {name} is {values}",
  from: "from {values}",
  notFrom: "not from {values}",
  fieldIs: "with {name} {values}",
  fieldIsNot: "not with {name} {values}",
  // What joins them
  always: "always",
  never: "never",
  someOf: "{names} and {more} more",
  group: "({of})",
  notAll: "not ({of})",
  // "GET on /api/*" reads as one phrase; anything else is joined by commas.
  both: (parts: Values) =>
    Object.values(parts).reduce(
      (text, p) => (text === "" ? p : /^(on|for host|not on) /.test(p) ? `${text} ${p}` : `${text}, ${p}`),
      "",
    ),
  either: (parts: Values) => Object.values(parts).join(" or "),
  guarded: "{when} only {answer}",
  only: "only {of}",
  itIs: "it is {of}",
  unless: ({ of = "" }: Values) =>
    `unless it is ${of}`
      .replace("unless it is with", "unless with")
      .replace("unless it is if", "unless")
      .replace("unless it is on", "unless on")
      .replace("unless it is from", "unless from"),
  // The pill on an edge
  pill: ({ of = "" }: Values) => short(of),
  pillPair: ({ method = "", path = "" }: Values) => short(`${method} ${path}`),
  pillNot: "not {of}",
  pillToken: "token",
  pillHost: "host",
  pillAddress: "address",
  pillAuthorizer: "authorizer",
  pillCertificate: "certificate",
  pillProtocol: "protocol",
  // What the request had
  notKnown: "not known",
  notAsked: "not asked",
  noIdentity: "no identity (not mTLS)",
  noAddress: "no address",
  noHost: "no host",
  noPath: "no path",
  noAcceptedToken: "no accepted token",
  noSuchClaim: "no such claim",
  empty: "empty",
  absent: "absent",
  // Why no rule matches
  missNoRules: "it has no rules",
  missWants: "{field} wants {values}, it was {was}",
  missWantsNot: "{field} wants not {values}, it was {was}",
  missDropped: "its rules name HTTP fields and are dropped on TCP",
  missNever: "no rule can match",
  // Membership of a workload
  becauseHostNetwork: "it uses the host network",
  becauseNeverInjected: "namespace {namespace} is never injected",
  becauseLabelFalse: "its label sidecar.istio.io/inject is false",
  becauseAnnotationFalse: "its annotation sidecar.istio.io/inject is false",
  becauseNamespaceLabel: "namespace {namespace} is labelled {label}",
  becauseNoLabel: "namespace {namespace} has no injection label",
  becauseOwnLabel: "its own label asks for it",
  becauseZtunnel: "it is captured by ztunnel (ambient)",
  becauseContainer: "its pod has the container istio-proxy",
  becauseOlder:
    "its pod has no container istio-proxy, though {because}: it is older than the label, or the webhook did not run; restart it",
  becauseTaken: "it is taken to have one",
  becauseNoPods: "it has no pods",
  // How a port is read, and what passes a proxy
  appProtocol: 'appProtocol "{name}"',
  portName: 'port name "{name}"',
  portIsTcp: "port {port} is taken as TCP",
  detected: "detected",
  sidecarIngress: "Sidecar ingress",
  tlsNotOpened: "it is TLS that the proxy does not open",
  portOfProxy: "port {port} belongs to the proxy",
  runsAsProxy: "it runs as user 1337",
  theServer: "the server",
  // Certificates and tokens
  otherIdentity: "its identity is none of the rule's subjectAltNames",
  systemAuthorities: "the system's authorities",
  against: "against {authority}",
  speaksTls: "{server} speaks TLS there",
  discoveryOf: "the discovery document of {issuer}",
  // Unknown
  nothingAnswers: "Nothing answers there in this source.",
  gatewayApiUnread: "{gateway} is a gateway of the Gateway API, whose routes are not evaluated yet.",
  gatewayAsksCertificate:
    "{gateway} asks for a client certificate ({mode}), and the caller's is not known here.",
  configMapUnknown: "ConfigMap {name} is not known. {because}",
  calendarName: "Ends of certificates",
  calendarEnds: "Certificate of {owner} ends",
  calendarFacts: "{kind}, serial {serial}, issued by {issuer}. Known from {source} at {at}.",
  certificatesUnread: "What {what} says of certificates is not known.",
  kindIn: "{kind} in namespace {namespace}",
  stillRead: "{what} is still being read.",
  notReadSoFar: "{what} could not be read so far.{why}",
  mayHaveChanged: "{what} may have changed since it was read.",
  mayHaveChangedSince: "{what} may have changed since {since}.{why}",
  mayNotList: "{user} may not list {name} in the whole cluster. Grant it by a ClusterRole: {grant}.",
  mayNotListIn: "{user} may not list {name} in namespace {namespace}. Grant it by a Role there: {grant}.",
  coreApi: "the core API",
  clusterHasNo:
    "The cluster has no {kind} of {group}: there is none to apply. It is read once {name} is installed.",
  kindNotRead: "{kind} could not be read.",
  kindNotReadIn: "{kind} could not be read in namespace {namespace}.",
  listing: "listing {kind}",
  listingIn: "listing {kind} in namespace {namespace}",
  listingAbsent: "{listing} found no such kind (404): the cluster does not have it.",
  listingRefused: "{listing} was refused{status}. Grant `list` on {resource}.",
  listingFailed: "{listing} failed{status}. Take the capture again.",
  // One sentence for a whole answer
  endpointsDiffer: "The endpoints of {server} differ: {pods}.",
  podEnds: ({ pod, outcome = "" }: Values) => `${pod} ${outcomes[outcome] ?? outcome}`,
  listed: (parts: Values) => Object.values(parts).join(", "),
  strictAnd: "{server} is STRICT and {why}.",
  strictByAnd: "{server} is STRICT ({policy}) and {why}.",
  hasNoSidecar: "{client} has no sidecar",
  isNoPod: "{client} is no pod of the mesh",
  madePlaintext: "{policy} makes {client} send plaintext",
  sendsPlaintext: "{client} sends plaintext",
  connectionFails: "The connection to {server} fails.",
  passes: "It passes {condition}.",
  passesBy: "It passes {condition} ({policies}).",
  noneAllows: "No rule of AuthorizationPolicy {policies} allows {client}.",
  noneAllowsNameless:
    "No rule of AuthorizationPolicy {policies} allows {client}, which is known by no identity.",
  nothingChecked: "{server} has no proxy of the mesh there: nothing is checked.",
  nobodyRestricts: "No policy restricts who may call {server}.",
  // A gate in a few words
  gateNo: "no",
  gateNone: "none",
  gatePasses: "passes",
  gateNotReached: "not reached",
  // What one policy does for one workload
  noteHidden: "hidden by an older policy of the same scope",
  noteRootSelector: "ignored: a selector in the root namespace",
  noteSetsMode: "sets the mode",
  noteSetsPorts: "sets the mode of port {ports}",
  noteNearer: "a nearer policy decides",
  noteDryRun: "dry run: decides nothing",
  noteAudit: "decides nothing",
  tokenCheck: "token check",
  // What an object says at a glance
  wholeMesh: "whole mesh",
  wholeNamespace: "namespace {namespace}",
  noIssuer: "no issuer",
  noTls: "no TLS",
  noSelector: "no selector",
  subsets: ({ n }: Values) => plural(n, "subset"),
  routes: ({ n }: Values) => plural(n, "route"),
  // Why a port is open
  openNoProxy:
    "No proxy stands in front of the port ({because}), so no policy is asked; a sidecar that reads it would have to be there.",
  openModeDefault:
    "No PeerAuthentication sets a mode, so plaintext is let in; one with mtls.mode STRICT for the mesh, the namespace or the workload would refuse it.",
  openModePolicy:
    "{policy} makes it {mode}, so plaintext is let in; STRICT there, or in a nearer one, would refuse it.",
  openNoAllow:
    "No ALLOW policy applies, so whoever connects is let in; the first one would close what it does not name.",
  openRuleNoFrom: "{policy} lets in callers without identity: its rule {rule} has no from.",
  openRuleFrom: "{policy} lets in callers without identity: its rule {rule} names none in its from.",
  // What a preview takes as given, and what it could not compare
  givenAuthorizerYes: "the authorizer {provider} says yes",
  givenAuthorizerNo: "the authorizer {provider} says no",
  givenHolds: "it holds that {fact}",
  givenFails: "it does not hold that {fact}",
  previewLimit: "There are more combinations than are looked at; not all of them were compared.",
  previewWide:
    "The change touches so many servers that only the edges of the graph and callers from outside were compared, by Service.",
  previewToken:
    "Which tokens are accepted may change: tokens were compared by issuer and claims, not by key, audience or where they are read from.",
  previewMetadata: "A rule asks metadata of another Envoy filter, of which nothing is known here.",
  previewAttribute:
    "Rules or routes ask attributes that were compared by examples only: regular expressions of routes, or one header in two ways.",
  previewNoRequest:
    "The rules differ, but no single request was found that shows it: a retry, a route or another endpoint may hide it.",
  previewAppears: "{server} is there on one side only.",
  // Parts of findings
  whoSeen: "{id} ({rate}/s seen)",
  callersOutside: "callers outside the mesh",
  autoOffByMesh: "MeshConfig turns auto mTLS off",
  autoOffByPolicy: "{policy} turns it off for namespace {namespace}",
  ruleDropped: "the rule is dropped and allows nothing",
  valueLost: "the value is left out, so the rule says something else",
  contradicts: "{field} leaves out all that {other} takes",
  nobodyFits: "no caller of this source fits all that {field} asks for",
  // Traffic
  requestsPerSecond: "{rate} requests/s",
  connectionsPerSecond: "{rate} connections/s",
  traffic: "{rate}, {how}",
  trafficRefused: "{rate} refused, {how}",
  trafficDenied: "{rate} denied, {how}",
  trafficAgrees: "agrees with the configuration",
  sharePlaintext: "{share} plaintext",
  shareMtls: "{share} mTLS",
  sharePass: "{share} pass",
  shareRefused: "{share} refused",
  seenPlaintext: "{share} of the observed traffic is plaintext, though the configuration makes it mTLS.",
  seenMtls: "{share} of the observed traffic is mTLS, though the configuration makes it plaintext.",
  seenPass: "{share} of the observed traffic passes, though the configuration lets none pass.",
  seenRefused: "{share} of the observed traffic is refused, though the configuration lets it pass.",
} as const satisfies Record<string, Template>;

export type OwnCode = keyof typeof own;
