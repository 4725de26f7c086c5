/** `critical`: calls fail, or soon will; `warning`: act when there is time; `info`: good to know.  @public */
export const certificateSeverities = ["critical", "warning", "info"] as const;
export type CertificateSeverity = (typeof certificateSeverities)[number];

/** Everything that can be wrong with certificates and who trusts them, with the worst that it is told with; sentences/certificates-en.ts says it. */
export const certificateIssues = {
  // Life
  expired: "critical",
  notYetValid: "critical",
  clockSkew: "warning",
  rotationStuck: "critical",
  rotationOverdue: "warning",
  endsSoon: "critical",
  authorityEndsSoon: "critical",
  chainEndsFirst: "warning",
  outlivesIssuer: "warning",
  shortenedByRoot: "warning",
  neverArrived: "critical",
  renewalFails: "critical",
  // Chain
  brokenSignature: "critical",
  notAuthority: "critical",
  pathTooLong: "critical",
  chainIncomplete: "critical",
  wrongOrder: "warning",
  unreadableBlock: "warning",
  oddSerial: "info",
  weakKey: "warning",
  weakSignature: "warning",
  longValidity: "info",
  serverAuthMissing: "critical",
  // Identity
  wrongIdentity: "critical",
  foreignIdentity: "warning",
  trustDomain: "critical",
  // Trust
  notTrustedByPeers: "critical",
  doesNotTrustPeers: "critical",
  severalRoots: "info",
  newRootIgnored: "warning",
  rootBundleStale: "warning",
  rootBundleMissing: "critical",
  webhookStale: "critical",
  replicasDisagree: "warning",
  crlStale: "critical",
  crlMissing: "critical",
  // Requests to the CA
  requestsFail: "critical",
  requestsRefused: "critical",
  lifeTooLong: "critical",
  // Gateways
  secretMissing: "critical",
  secretForbidden: "info",
  secretKeysMissing: "critical",
  keyMismatch: "critical",
  servesAnother: "critical",
  hostNotCovered: "critical",
  mutualWithoutAuthority: "critical",
  credentialTwice: "warning",
  upstreamNotVerified: "warning",
  // cert-manager
  certManagerNotReady: "warning",
  certManagerOverdue: "warning",
} as const satisfies Record<string, CertificateSeverity>;

export type CertificateIssueCode = keyof typeof certificateIssues;
