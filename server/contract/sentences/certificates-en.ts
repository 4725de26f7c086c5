import type { CertificateIssueCode } from "../certificate-issues.ts";
import type { FindingSentence } from "./findings-en.ts";

type Values = Readonly<Record<string, string>>;

const many = (count: string | undefined, one: string, more: string): string =>
  `${count} ${count === "1" ? one : more}`;

/** Every issue of a certificate in English; certificates-ja.ts has the same codes with the same values. */
export const certificates = {
  expired: {
    text: "It ended {when}, {late} ago.",
    cure: "Have it renewed now; see first whether the CA answers.",
  },
  notYetValid: {
    text: "It is valid only from {when}.",
    cure: "Compare the clocks of the node and of the CA (NTP).",
  },
  clockSkew: {
    text: "Clocks differ by {late}: a certificate begins after the moment of its issue, or the API server's clock is another.",
    cure: "Set the clocks by NTP; Istio allows for 2 minutes.",
  },
  rotationStuck: {
    text: "Rotation is stuck: {left} of its life is left. It should have been renewed {due}, {late} ago.",
    cure: "See why the CA refuses the request, then restart {who}.",
  },
  rotationOverdue: {
    text: "Rotation is overdue: {left} of its life is left. It should have been renewed {due}, {late} ago.",
    cure: "See whether the CA answers; a restart of {who} asks for a new one.",
  },
  endsSoon: {
    text: "It ends {when}, in {late}; {left} of its life is left.",
    cure: "Renew it in time.",
  },
  authorityEndsSoon: {
    text: "The authority ends {when}, in {late}.",
    cure: "Bring its successor into every trust bundle first, then switch to it.",
  },
  chainEndsFirst: {
    text: "{issuer} in its chain ends {when}, before the certificate itself.",
    cure: "Renew {issuer}; a new intermediate under the same root loads without a restart.",
  },
  outlivesIssuer: {
    text: "It says {when}, but {issuer}, which signed it, ends before that, {due}.",
    cure: "Renew {issuer} before it ends.",
  },
  shortenedByRoot: {
    text: "{issuer} ends {when}: with each renewal the certificates that it signs become shorter.",
    cure: "Begin the change to a new root.",
  },
  neverArrived: {
    text: "{name} was asked for and never arrived.",
    cure: "See that the Secret, or the identity, exists and that the proxy may have it.",
  },
  renewalFails: {
    text: "The proxy says that it cannot renew: {because}",
    cure: "See whether the CA answers, and its log.",
  },
  brokenSignature: {
    text: "The signature does not verify with the key of {issuer}.",
    cure: "Put the certificate there that really signed it, or issue it anew.",
  },
  notAuthority: {
    text: "{issuer} signed it, but may not sign certificates: it is no CA.",
    cure: "Let a CA certificate sign (CA:TRUE, keyCertSign).",
  },
  pathTooLong: {
    text: "{issuer} allows fewer authorities below it than the chain has (pathlen).",
    cure: "Leave an intermediate out, or issue {issuer} anew without that limit.",
  },
  chainIncomplete: {
    text: "The chain breaks off: {issuer}, which signed {name}, is not among what is presented, and not trusted.",
    cure: "Append the intermediates, leaf first.",
  },
  wrongOrder: {
    text: "The blocks of its PEM stand in another order than leaf first.",
    cure: "Write the leaf first, then whoever signed it, and so on.",
  },
  unreadableBlock: {
    text: "Block {count} of the PEM of {name} is no certificate; Istio drops it and keeps the others.",
    cure: "Replace that block.",
  },
  oddSerial: {
    text: "Its serial number is negative, or {issuer} gave it twice.",
    cure: "Issue it anew with a random serial.",
  },
  weakKey: {
    text: "Its key is weak: {name}.",
    cure: "Issue it anew with RSA of 2048 bits or more, or EC P-256.",
  },
  weakSignature: {
    text: "It is signed with {name}, which can be forged.",
    cure: "Issue it anew with SHA-256.",
  },
  longValidity: {
    text: "It is valid for {late}; browsers take at most 398 days.",
    cure: "Issue it for a shorter time.",
  },
  serverAuthMissing: {
    text: "Its extended key usage leaves out serverAuth: clients refuse it.",
    cure: "Issue it anew with serverAuth.",
  },
  wrongIdentity: {
    text: "It says {name}, but {who} runs as {other}.",
    cure: "Restart {who}, so that it asks for its own.",
  },
  foreignIdentity: {
    text: "Its name {name} is not of Istio's form spiffe://domain/ns/namespace/sa/account.",
    cure: "Policies on namespaces and accounts do not see it; match it by the whole principal.",
  },
  trustDomain: {
    text: "Its trust domain {name} is neither {other} nor an alias of it.",
    cure: "Add {name} to trustDomainAliases in MeshConfig, or let the CA issue for {other}.",
  },
  notTrustedByPeers: {
    text: "{count} proxies do not trust the root that it is signed by, {issuer}: {names}.",
    cure: "Put {issuer} back into the trust bundle and restart those proxies.",
  },
  doesNotTrustPeers: {
    text: "It lacks root {issuer}, which signs {count} of its peers: {names}.",
    cure: "Restart {who}, so that it takes the new bundle.",
  },
  severalRoots: {
    text: "{count} roots are trusted at a time: {names}.",
    cure: "Follow the change of the root to its end.",
  },
  newRootIgnored: {
    text: "The CA is given root {issuer}, and no namespace is: istiod keeps the old one until it is restarted.",
    cure: "Restart istiod, or set ISTIO_MULTIROOT_MESH first.",
  },
  rootBundleStale: {
    text: "Namespace {namespace} is given other roots than {other}.",
    cure: "Delete the ConfigMap, istiod makes it anew; if it comes back different, two control planes write it.",
  },
  rootBundleMissing: {
    text: "Namespace {namespace} has pods with a proxy and no ConfigMap {name}: new pods do not start.",
    cure: "See discoverySelectors, and whether istiod may write ConfigMaps there.",
  },
  webhookStale: {
    text: "{name} does not trust whoever signs istiod's own certificate.",
    cure: "Restart istiod, which writes the caBundle; see webhook_patch_failures_total.",
  },
  replicasDisagree: {
    text: "Replicas of istiod have different authorities: {names}.",
    cure: "Restart the one with the older one.",
  },
  crlStale: {
    text: "The list of revoked certificates in {namespace} was due {when}.",
    cure: "Renew ca-crl.pem: with a stale list Envoy refuses every peer.",
  },
  crlMissing: {
    text: "The list of revoked certificates in {namespace} does not cover {issuer}: Envoy wants one for every CA of a chain.",
    cure: "Add a list of {issuer} to ca-crl.pem.",
  },
  requestsFail: {
    text: "{count} of {of} requests of {who} to the CA failed in the last 15 minutes.",
    cure: "See the log of istiod, and whether {who} reaches it on port 15012.",
  },
  requestsRefused: {
    text: "{name} refused {count} requests for certificates in the last hour: {because}.",
    cure: "See the log of {name}: authentication failures come from the token's audience or issuer, or from the clock.",
  },
  lifeTooLong: {
    text: "{name} refused {count} requests because they ask for too long a life (TTL_ERROR).",
    cure: "Set SECRET_TTL of the proxies to MAX_WORKLOAD_CERT_TTL of istiod or less.",
  },
  secretMissing: {
    text: "{who} names {name}, and there is no such Secret in namespace {namespace}.",
    cure: "Create it in the namespace of the gateway's pods.",
  },
  secretForbidden: {
    text: "{who} refers to Secret {name} in another namespace without a ReferenceGrant.",
    cure: "Add a ReferenceGrant in namespace {namespace}.",
  },
  secretKeysMissing: {
    text: "Secret {name} has neither cert and key nor tls.crt and tls.key.",
    cure: "Write the chain and the key under those names.",
  },
  keyMismatch: {
    text: "The private key in Secret {name} is not that of the certificate.",
    cure: "Create the Secret anew with the right pair; until then the old certificate is served.",
  },
  servesAnother: {
    text: "{who} serves serial {name}, and Secret {other} holds another.",
    cure: "See pilot_total_xds_rejects for sds; a restart of the gateway takes the stored one.",
  },
  hostNotCovered: {
    text: "It does not cover {names}, which {who} serves with it.",
    cure: "Issue it for those names as well; the common name does not count.",
  },
  mutualWithoutAuthority: {
    text: "{who} asks clients for a certificate on port {port} and has no CA to verify them.",
    cure: "Add ca.crt to the Secret, or make {name}.",
  },
  credentialTwice: {
    text: "{names} serve the same {name}: a browser that reuses its connection gets 404.",
    cure: "Merge the two, or give each a certificate of its own.",
  },
  upstreamNotVerified: {
    text: "{who} says TLS {name} without CA certificates.",
    cure: "Set caCertificates, or system for the usual roots.",
  },
  certManagerNotReady: {
    text: "cert-manager: {name} is not ready ({other}): {because}",
    cure: "Mend the issuer or the request, then renew.",
  },
  certManagerOverdue: {
    text: "cert-manager should have renewed {name} {due}, {late} ago.",
    cure: "See the events of the Certificate; cmctl renew starts it by hand.",
  },
} as const satisfies Readonly<Record<CertificateIssueCode, FindingSentence>>;

/** Parts of sentences about certificates. */
export const certificateWords = {
  days: ({ count }: Values) => many(count, "day", "days"),
  hours: "{count} h {minutes} min",
  minutes: "{count} min",
  seconds: "{count} s",
  // What happens
  failsWorkload: "Calls to and from {who} fail after {when}.",
  failsWorkloadNow: "Calls to and from {who} fail since {when}.",
  failsUntilWorkload: "Calls to and from {who} fail until {when}.",
  failsGateway: "Whoever calls {who} over TLS is refused after {when}.",
  failsGatewayNow: "Whoever calls {who} over TLS is refused since {when}.",
  failsUntilGateway: "Whoever calls {who} over TLS is refused until {when}.",
  failsAuthority: "Every certificate below {who} fails after {when}.",
  failsAuthorityNow: "Every certificate below {who} fails since {when}.",
  failsUntilAuthority: "Every certificate below {who} fails until {when}.",
  failsIstiod: "Proxies cannot reach istiod after {when}: no configuration, no renewal.",
  failsIstiodNow: "Proxies cannot reach istiod since {when}: no configuration, no renewal.",
  failsUntilIstiod: "Proxies cannot reach istiod until {when}.",
  failsWebhook: "Pods cannot be created and policies not be checked after {when}.",
  failsWebhookNow: "Pods cannot be created and policies not be checked since {when}.",
  failsUntilWebhook: "Pods cannot be created and policies not be checked until {when}.",
  failsCertManager: "What uses {who} fails after {when}.",
  failsCertManagerNow: "What uses {who} fails since {when}.",
  failsUntilCertManager: "What uses {who} fails until {when}.",
  peersRefuse: "Peers refuse {who}.",
  clientsRefuse: "Clients refuse {who}.",
  pairsFail: ({ count }: Values) => `${many(count, "pair", "pairs")} of workloads cannot talk.`,
  tlsReset: "Connections to that port are reset.",
  noPods: "Pods cannot be created there.",
  noRenewal: "Proxies keep their certificates until they end, then calls fail.",
  oldServed: "The old certificate stays until it ends.",
  // Why
  requestsFailed: "{count} of {of} requests to the CA failed in the last 15 minutes.",
  caRefuses: "istiod refuses requests: {because}.",
  fileMounted: "It comes from a file, which the agent never renews.",
  saidByProxy: "The proxy says: {because}",
  nextTry: "It failed {count} times; cert-manager tries again {when}.",
  // The CA
  caSelfSigned: "The root's subject is only the trust domain, and it signs workloads itself: istiod made it.",
  caPluggedIn: "Chains have an intermediate, or the root has a name of its own ({name}): it was plugged in.",
  caKubernetes: "istiod has EXTERNAL_CA={name}: Kubernetes' CSR API signs.",
  caServerOff: "istiod has ENABLE_CA_SERVER=false.",
  caAddress: "Proxies ask {name}.",
  caSpire: "{count} workloads get their identity from SPIRE ({name}).",
  caProvider: "{count} workloads get their identity from {name}.",
  caUnknown: "No root and no setting of istiod is known.",
  caDated: "It has been the root since {when}.",
  // What is not known
  gapProxies: "Of {count} of {of} proxies no certificate is known.",
  gapProxiesCure:
    "Let Prometheus scrape istio_agent_cert_expiry_seconds, or read the proxies (pods/portforward).",
  gapDatesOnly: ({ count }: Values) =>
    `Of ${many(count, "certificate", "certificates")} only the dates are known: no chain, no issuer, no key.`,
  gapDatesOnlyCure: "Take the proxies' secrets dump too (proxies/<namespace>/<pod>/secrets.json).",
  gapRoots: "No root ConfigMap is known, so nobody can say who is given which roots.",
  gapRootsCure: "Allow get and list on configmaps, or add them to the capture.",
  gapSecret: "{name} is served by no proxy that was read, so nothing is known of its certificate.",
  gapSecretCure: "Read the secrets of the gateway's proxy; a Secret itself is never read.",
  // A change of the root
  stageSteady: "Every proxy that was read trusts and uses one root.",
  stageSeveral: "Every proxy that was read trusts the same {count} roots.",
  stageDistributing: "Root {to} is handed out: {count} of {of} proxies trust it.",
  stageTrustedEverywhere: "Every proxy that was read trusts {from} and {to}; {from} still signs all.",
  stageSwitching: "Root {to} signs {count} of {of} proxies, {from} the others.",
  stageSwitched: "Root {to} signs every proxy that was read; {from} is still trusted.",
  stageDone: "Root {to} is the only one that proxies trust; {from} is left in {count} bundles.",
  stageBroken: ({ count }: Values) =>
    `${many(count, "pair", "pairs")} of workloads cannot talk now: one's root is not in the other's bundle.`,
  stageUnknown: "No proxy's roots are known.",
  nextSteady: "Nothing to do. For a change, make the new root and hand out both in one bundle.",
  nextDistributing: "Wait for the next renewals, or restart those that lack it: {names}.",
  nextTrustedEverywhere: "Switch the signing CA to {to}; keep both roots in root-cert.pem.",
  nextSwitching: "Wait for the next renewals, or restart those that {from} still signs: {names}.",
  nextSwitched:
    "Take {from} out of root-cert.pem, after a look at gateways, VMs, other clusters and clients outside.",
  nextDone: "Take {from} out of the bundles that still have it.",
  nextBroken: "Put the missing root back into root-cert.pem, then restart: {names}.",
  nextUnknown: "Read the proxies' secrets.",
  stopSwitch: "Do not switch the signing CA yet",
  stopSwitchText: ({ to, names, count, of }: Values) =>
    `A certificate signed by ${to} would be refused by ${names}: ${many(count, "pair", "pairs")} with the ${of} others.`,
  stopRemove: "Do not remove {from} yet",
  stopRemoveText: ({ from, names, count }: Values) =>
    `${from} still signs ${names}: ${many(count, "pair", "pairs")} would break.`,
  stopUnseen: "Not every proxy is known",
  stopUnseenText: "{count} of {of} proxies were not read: what they trust is unknown, not fine.",
  stopBroken: "Do not go on",
  stopBrokenText: ({ count, names }: Values) =>
    `${many(count, "pair is", "pairs are")} broken already: ${names}.`,
  bundleOther: "Has other roots than {other}: {names}.",
  bundleMissing: "There are proxies and no roots for new pods.",
  bundleUnreadable: "Holds no certificate that can be read.",
  // Decoding
  decodeKey: "Block {count} is a private key. It was not read, and is not kept.",
  decodeKeyCure: "Take it out, and replace the key if others could have seen it.",
  decodeBlock: "Block {count} ({name}) is no certificate.",
  decodeBlockCure: "Paste it again, with the lines that begin and end it.",
  decodeNothing: "There is no certificate and no X-Forwarded-Client-Cert header in it.",
  decodeNothingCure: "Paste PEM, or the value of the header.",
} as const;

export type CertificateWord = keyof typeof certificateWords;
