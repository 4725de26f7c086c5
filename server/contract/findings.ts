import type { DraftProblem } from "./preview.ts";
import type { PolicyRef } from "./refs.ts";

/** How bad: calls fail or a guard does not guard; a part does nothing, or other than it reads; good to know. */
export const severities = ["error", "warning", "info"] as const;
export type Severity = (typeof severities)[number];

interface Row {
  /** The worst that it is told with; some are milder while nobody was seen calling. */
  readonly severity: Severity;
  /** `inert`: the whole object decides nothing. `part`: a part of it does nothing, or more than it says. `fact`: good to know. */
  readonly weight: "inert" | "part" | "fact";
  /** The code that other tools know it by where one means the same; else ours. The first is what the command line tells. */
  readonly known: readonly [string, ...string[]];
}

const row = (severity: Severity, weight: Row["weight"], ...known: readonly [string, ...string[]]): Row => ({
  severity,
  weight,
  known,
});

/** Every finding by its code; sentences/findings-en.ts says it and names the cure, docs/findings.md explains it. */
export const findingRows = {
  // Any kind
  undecodable: row("error", "inert", "IST0106"),
  selectsNothing: row("warning", "inert", "KIA0004", "KIA0302", "IST0127", "IST0101"),
  selectsNoProxy: row("warning", "inert", "SEK0001"),
  shadowed: row("error", "inert", "KIA0002", "IST0110", "IST0111"),
  shadowedFor: row("warning", "part", "KIA0003", "IST0110"),
  targetRefsIgnored: row("error", "inert", "SEK0002"),
  exportToUnknown: row("warning", "part", "KIA0005"),
  // PeerAuthentication
  rootSelector: row("error", "inert", "SEK0101"),
  deadPort: row("warning", "part", "SEK0102"),
  servicePort: row("error", "part", "SEK0103"),
  strictRefuses: row("warning", "fact", "SEK0104"),
  autoMtlsOff: row("error", "part", "KIA0501", "KIA0401"),
  disableToStrict: row("warning", "fact", "SEK0105"),
  // AuthorizationPolicy
  dryRun: row("info", "inert", "SEK0201"),
  dryRunCustom: row("error", "part", "SEK0202"),
  audit: row("info", "inert", "SEK0203"),
  denyNothing: row("error", "inert", "SEK0204", "IST0106"),
  allowsNothing: row("warning", "fact", "SEK0205"),
  unknownProvider: row("error", "part", "SEK0206"),
  twoProviders: row("error", "part", "SEK0207"),
  deadPrincipal: row("warning", "part", "KIA0106"),
  deadServiceAccount: row("warning", "part", "KIA0106"),
  foreignTrustDomain: row("info", "fact", "KIA0108"),
  deadNamespace: row("warning", "part", "KIA0101", "IST0101"),
  deadExclusion: row("warning", "part", "SEK0208"),
  scheme: row("error", "part", "SEK0209"),
  starRequestPrincipal: row("error", "part", "SEK0210"),
  unknownKey: row("error", "part", "SEK0211", "IST0106"),
  unusableValue: row("error", "part", "SEK0212", "IST0106"),
  deadMethod: row("warning", "part", "KIA0102"),
  hostNotServed: row("warning", "part", "KIA0104"),
  identityWithoutMtls: row("error", "part", "KIA0105"),
  tokensNotRead: row("warning", "part", "SEK0213"),
  neverMatches: row("warning", "part", "SEK0214"),
  hiddenByDeny: row("warning", "inert", "SEK0215"),
  splitRule: row("info", "fact", "SEK0216"),
  denyWidened: row("error", "part", "SEK0217", "IST0133"),
  allowDropped: row("warning", "part", "SEK0218"),
  anonymousCaller: row("warning", "part", "SEK0219"),
  atZtunnel: row("warning", "part", "KIA0109", "KIA0110"),
  locksOutGateway: row("error", "fact", "SEK0220"),
  locksOutPrometheus: row("warning", "fact", "SEK0221"),
  locksOutProbes: row("warning", "fact", "SEK0223"),
  firstAllow: row("warning", "fact", "SEK0222"),
  // RequestAuthentication
  noTokens: row("warning", "inert", "SEK0301"),
  tokenNotRequired: row("info", "fact", "SEK0302"),
  tokensAtZtunnel: row("warning", "inert", "KIA1110", "KIA1115"),
  // DestinationRule
  hostUnknown: row("warning", "inert", "KIA0202", "IST0174"),
  shortHost: row("error", "inert", "KIA0202", "IST0174"),
  hiddenEverywhere: row("warning", "inert", "KIA0201"),
  hiddenTls: row("warning", "part", "KIA0201"),
  subsetHidden: row("warning", "part", "KIA0201"),
  subsetEmpty: row("warning", "part", "KIA0203", "IST0173"),
  subsetWithoutLabels: row("info", "fact", "KIA0209"),
  hidesTls: row("warning", "part", "KIA0204"),
  plaintextToStrict: row("error", "part", "KIA0207", "KIA0208"),
  mtlsToPlaintext: row("error", "part", "KIA0505", "KIA0506"),
  tlsRefused: row("error", "part", "SEK0401"),
  plaintextLosesIdentity: row("error", "part", "SEK0402"),
  mutualWithoutCertificates: row("error", "part", "SEK0403", "IST0106"),
  credentialIgnored: row("warning", "part", "SEK0404"),
  skipsVerification: row("warning", "fact", "SEK0405"),
  rulePortUnknown: row("warning", "part", "SEK0406"),
  portCancelsTls: row("warning", "part", "SEK0407"),
  // VirtualService, Gateway, ServiceEntry, Sidecar
  routeUnknown: row("error", "part", "KIA1101", "IST0101"),
  gatewayUnknown: row("error", "part", "KIA1102", "IST0101"),
  routeSubsetUnknown: row("error", "part", "KIA1107", "IST0101"),
  claimsNotRead: row("error", "part", "IST0149"),
  gatewayHostTwice: row("warning", "part", "KIA0301", "IST0145"),
  gatewayPortUnserved: row("warning", "part", "IST0162"),
  entryProtocolTwice: row("warning", "part", "KIA1212", "IST0177"),
  egressHostUnknown: row("warning", "part", "KIA1004"),
  rootSidecarSelector: row("warning", "part", "KIA1006"),
} as const satisfies Record<string, Row>;

export type FindingCode = keyof typeof findingRows;

/** A workload, or `outside`, with what was seen of its calls; null when none was seen. */
export interface Affected {
  readonly id: string;
  /** Requests or connections per second. */
  readonly perSecond: number | null;
}

/** Something that one object does not do, does otherwise than it reads, or does to somebody. */
export interface Finding {
  readonly code: FindingCode;
  /** Kiali's or istioctl's code where it means the same, else ours (SEK…). */
  readonly known: string;
  readonly severity: Severity;
  readonly weight: Row["weight"];
  readonly object: PolicyRef;
  /** Field that it is about, e.g. `spec.rules[0].from[1].source.principals[0]`; null when it is about the whole object. */
  readonly path: string | null;
  readonly file: string | null;
  readonly line: number | null;
  readonly text: string;
  /** What to do. */
  readonly cure: string;
  /** Objects that the sentence names. */
  readonly others: readonly PolicyRef[];
  /** Callers or workloads that it is about, those that were seen first; at most `mostAffected`. */
  readonly affected: readonly Affected[];
  /** How many there are in all. */
  readonly affectedCount: number;
}

/** More names than this help nobody. */
export const mostAffected = 20;

/** How many of each severity. */
export type FindingCounts = Readonly<Record<Severity, number>>;

/** What is found in one reading, the worst first. */
export interface FindingsAnswer {
  readonly revision: string;
  readonly counts: FindingCounts;
  readonly findings: readonly Finding[];
}

/** What a change does to the findings. */
export interface ChangedFindings {
  /** About the objects that the change writes, those that only a change has among them. */
  readonly own: readonly Finding[];
  /** About other objects, and not there before. */
  readonly caused: readonly Finding[];
  /** There before and gone. */
  readonly solved: readonly Finding[];
}

/** The answer of `POST /api/findings`. */
export interface DraftFindings {
  readonly revision: string;
  readonly problems: readonly DraftProblem[];
  /** Null when a draft cannot be read; `problems` then says where. */
  readonly findings: ChangedFindings | null;
}
