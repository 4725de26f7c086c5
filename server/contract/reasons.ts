/**
 * Every reason an explanation can give, with its English sentence. `{name}` is filled from the step's values.
 * A new reason starts here; the compiler leads to every table that must know it, sentences/reasons-ja.ts among them.
 */
export const reasons = {
  // Who is the caller, what stands in front of it
  clientOutside: "{client} is no pod of this mesh: it has no proxy and no certificate of the mesh.",
  clientSidecar: "{client} has a sidecar, identity {principal}.",
  clientGateway: "{client} is a gateway, identity {principal}.",
  clientNoProxy: "{client} has no sidecar: {because}. It sends what the application sends.",
  clientPassthrough:
    "{client} dials an address that is no Service in its view: its sidecar passes the connection on as it is.",
  clientPortExcluded:
    "{client} excludes this destination from its sidecar ({annotation}): the connection leaves as it is.",
  clientBlackHole:
    "{client} may reach only what the registry knows (REGISTRY_ONLY), and {host} is not in it.",
  clientUnknown: "{client} is no workload of this source, so its proxy and identity are not known.",
  // Membership of a workload
  memberSidecar: "{workload} is in the mesh with a sidecar: {because}.",
  memberGateway: "{workload} is a gateway of the mesh: {because}.",
  memberAmbient: "{workload} is in the mesh without a sidecar: {because}.",
  memberNone: "{workload} is not in the mesh: {because}.",
  memberPredicted: "{workload} has no pods here; this is what a new pod would be.",
  // Routing
  routeSubset: "{policy} routes to {host} port {port}, subset {subset}.",
  routeTo: "{policy} routes to {host} port {port}.",
  routeNone: "No route of {gateway} serves host {host} and path {path}: the gateway answers 404 itself.",
  routeDepends: "The route at {gateway} depends on {on}.",
  gatewayServer: "{gateway} listens on port {port} ({protocol}), as {policy} says.",
  gatewayTls: "{gateway} asks for TLS mode {mode} on port {port}.",
  gatewayPlaintext: "{gateway} takes plaintext on port {port}.",
  gatewayNoServer: "No Gateway opens port {port} on {gateway}: nothing listens there.",
  gatewayHop: "{gateway} forwards to {server} as {principal}.",
  // Client TLS
  clientTlsRule: "{policy} sets client TLS {mode} for {host}.",
  clientTlsRulePort: "{policy} sets client TLS {mode} for port {port} of {host}.",
  clientTlsRuleSubset: "{policy} sets client TLS {mode} for subset {subset} of {host}.",
  clientTlsPortCancels: "{policy} has a setting for port {port} without tls: it cancels the outer {mode}.",
  clientTlsCredentialIgnored:
    "{policy} names a credential, which a sidecar reads only under a workloadSelector: it sends plaintext.",
  clientTlsCredentialMissing:
    "{policy} names credential {credential}, which the client's proxy does not have: the handshake cannot start.",
  clientTlsIncomplete:
    "{policy} says MUTUAL without a client certificate: the TLS settings cannot be built and it sends plaintext.",
  clientTlsShadowed: "{policy} is for this host too, but a rule that is nearer to the client hides it.",
  autoMtls: "No DestinationRule sets TLS: auto mTLS sees a sidecar at {server} and sends mTLS.",
  autoOffMesh: "No DestinationRule sets TLS and auto mTLS is off in MeshConfig: it sends plaintext.",
  autoOffNamespace:
    "PeerAuthentication DISABLE for namespace {namespace} turns auto mTLS off: it sends plaintext.",
  autoOffExternal:
    "{host} is outside the mesh (MESH_EXTERNAL): auto mTLS does not apply and it sends plaintext.",
  autoOffHeadless: "{host} is headless and an endpoint of it has no sidecar: auto mTLS is off for all of it.",
  autoEndpointNoSidecar:
    "{server} does not carry the label security.istio.io/tlsMode: istio: auto mTLS sends it plaintext.",
  autoEndpointDisable: "{server} port {port} is DISABLE: auto mTLS sends it plaintext.",
  applicationTls: "The client application speaks TLS itself.",
  // Server mode
  serverNoProxy: "{server} has no sidecar: no mode, no policy applies there.",
  serverNotIntercepted:
    "Port {port} of {server} does not pass its sidecar ({annotation}): no mode, no policy applies there.",
  serverExternal: "{server} is outside the mesh: no policy of the mesh applies there.",
  serverGatewayPort: "{server} is a gateway: PeerAuthentication does not touch its listeners.",
  serverModeDefault: "{server} port {port} is PERMISSIVE: no PeerAuthentication applies.",
  serverModeMesh: "{server} port {port} is {mode}: {policy}, for the whole mesh.",
  serverModeNamespace: "{server} port {port} is {mode}: {policy}, for the namespace.",
  serverModeWorkload: "{server} port {port} is {mode}: {policy}, for this workload.",
  serverModePort: "{server} port {port} is {mode}: {policy}, for this port.",
  serverModeShadowed: "{policy} selects {server} too, but an older policy of the same scope wins.",
  serverModeRootSelector: "{policy} stands in the root namespace with a selector: Istio ignores it.",
  // Transport outcome
  transportMtls: "The connection is mTLS: {server} knows the caller as {principal}.",
  transportPlaintext: "The connection is plaintext: {server} learns no identity.",
  transportTls: "The connection is the caller's own TLS, which {server} does not open.",
  transportAppTlsInMtls:
    "mTLS of the mesh wraps the application's own TLS: {server} knows the caller as {principal}.",
  refusedStrictPlaintext: "The connection is closed: {server} takes mutual TLS only.",
  refusedMtlsToPlaintext: "The handshake fails: {server} does not speak TLS on port {port}.",
  refusedTlsOnHttpPort:
    "The connection is closed: a PERMISSIVE HTTP port takes plaintext or mTLS of the mesh, no other TLS.",
  refusedCertificate:
    "The handshake fails: {server} asks for a certificate of the mesh and the caller has none.",
  refusedServerCertificate: "The handshake fails: the server's certificate does not verify ({why}).",
  refusedTrustDomain: "The handshake fails: {server} does not accept trust domain {trustDomain}.",
  refusedProtocol: "The connection is closed: port {port} of {server} speaks HTTP and got something else.",
  refusedNoEndpoint: "{host} has no ready endpoint.",
  refusedNoSuchPort: "{host} has no port {port}.",
  retriesHide:
    "The caller's sidecar retries a failed connection at another endpoint, so {pod} looks healthy from here.",
  streamHttp: "{server} port {port} is read as HTTP ({why}): method, path, headers and tokens count.",
  streamTcp: "{server} port {port} is read as TCP ({why}): rules about HTTP cannot match.",
  // RequestAuthentication
  tokenNone: "No token where {policy} looks for one: the request passes without a request principal.",
  tokenGood: "The token is good for {policy}: request principal {requestPrincipal}.",
  tokenBad: "The token is rejected by {policy}: {why}.",
  tokenKeysUnknown: "The keys of {policy} lie at {jwksUri}, which cannot be fetched here.",
  tokenIgnored: "No RequestAuthentication applies to {server}: tokens are not read.",
  tokenPreflight: "A CORS preflight passes the token check.",
  // AuthorizationPolicy
  customAsked: "{policy} sends the request to the authorizer {provider}; its answer is not known here.",
  customSaysNo: "The authorizer {provider} says no.",
  customSaysYes: "The authorizer {provider} says yes.",
  customBadProvider:
    "{policy} names provider {provider}, which MeshConfig does not have: what its rules cover is denied.",
  customTwoProviders:
    "{policy} is one of several CUSTOM policies with different providers: what their rules cover is denied.",
  customDryRun: "{policy} is CUSTOM with dry run, which denies what its rules cover.",
  customSkippedTcp: "{policy} asks an HTTP authorizer, which is skipped on TCP.",
  customNotMatched: "No rule of CUSTOM policy {policy} covers the request.",
  denyMatched: "{policy} denies it: rule {rule} matches.",
  denyNotMatched: "No rule of DENY policy {policy} matches: {miss}.",
  denyDepends: "{policy} denies it under rule {rule} only if {condition}.",
  denyWidenedTcp: "{policy} is broader here: its HTTP fields are dropped on TCP.",
  noAllowPolicy: "No ALLOW policy applies to {server}: what is not denied passes.",
  allowMatched: "{policy} allows it: rule {rule} matches.",
  allowNotMatched: "No rule of ALLOW policy {policy} matches: {miss}.",
  allowDepends: "{policy} allows it under rule {rule} only if {condition}.",
  allowNoneMatched: "{server} has ALLOW policies and none matches: denied.",
  allowDroppedTcp: "Rule {rule} of {policy} is dropped on TCP, since it names HTTP fields.",
  auditIgnored: "{policy} only audits: it decides nothing.",
  dryRunIgnored: "{policy} is a dry run: it decides nothing.",
  targetRefsIgnored: "{policy} has targetRefs, which a sidecar ignores.",
  authorizationNotAsked: "Authorization is not asked.",
  authorizationNone: "No AuthorizationPolicy applies to {server}.",
  // Unknown
  unknownAmbient: "{workload} is ambient, and ambient is not evaluated yet.",
  unknownCoverage: "{because}",
  unknownTarget: "{target} is not in this source.",
} as const satisfies Record<string, string>;

export type ReasonCode = keyof typeof reasons;
