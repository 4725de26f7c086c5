import { z } from "zod";
import type { CertificateIssueCode, CertificateSeverity } from "./certificate-issues.ts";
import type { CertificateTrust } from "./certificate-trust.ts";

/** What a certificate is for. `certManager`: known only from the status of cert-manager's object. */
const certificateKinds = [
  "workload",
  "gateway",
  "intermediate",
  "root",
  "webhook",
  "istiod",
  "certManager",
] as const;
export type CertificateKind = (typeof certificateKinds)[number];

/**
 * How far its life is, at the time asked for. `rotationOverdue`: who renews it should have done so; `endsSoon`: near its end, by the measure of its
 * kind; `critical`: the end is so near that a person has to act; `missing`: a proxy waits for it; `unknown`: no date is known.
 * @public */
export const certificateStates = [
  "expired",
  "missing",
  "notYetValid",
  "critical",
  "rotationOverdue",
  "endsSoon",
  "unknown",
  "fine",
] as const;
export type CertificateState = (typeof certificateStates)[number];

/** Where a figure comes from: `secretsDump` and `certsDump` are the proxy's admin answers, `agentGauge` a metric with no more than the end. */
export type CertificateSource =
  | "secretsDump"
  | "certsDump"
  | "ztunnelDump"
  | "agentGauge"
  | "istiodGauge"
  | "configMap"
  | "trustBundle"
  | "webhook"
  | "certManager"
  | "secret"
  | "handshake";

/**
 * How much of it is known. `chain`: the certificate itself was read; `dates`: names, serial and dates, but no PEM, issuer or key; `end`: only when
 * it ends (a gauge, a status). What is not known is null, never guessed.
 */
export type CertificateDepth = "chain" | "dates" | "end";

/** Something wrong with one certificate, or with who trusts it. */
export interface CertificateIssue {
  readonly code: CertificateIssueCode;
  readonly severity: CertificateSeverity;
  /** What is so, one sentence. */
  readonly text: string;
  /** Why, as far as it is known; null when it is not. */
  readonly cause: string | null;
  /** What happens, with the time: "Calls to and from prober fail after 2026-11-24 11:47 UTC."; null when nothing fails. */
  readonly consequence: string | null;
  readonly cure: string;
  /** A command that does the cure, or looks closer; null when there is none. */
  readonly command: string | null;
}

/** One certificate that somebody presents or trusts. All times are RFC 3339 in UTC. */
export interface CertificateRow {
  /** Stays through a rotation for a workload (`workload/shop/cart-7d9f`); for an authority it is its fingerprint (`root/<sha256>`). */
  readonly id: string;
  readonly kind: CertificateKind;
  readonly known: CertificateDepth;
  /** `shop/cart`, `istio-ingress/shop-tls`, or for an authority its name. */
  readonly owner: string;
  readonly namespace: string | null;
  /** The part of `owner` after its namespace. */
  readonly name: string;
  /** Ids of graph nodes that present it; for an authority, those whose leaf it signs, directly or not. */
  readonly workloads: readonly string[];
  /** `namespace/pod` of the proxy that holds it. */
  readonly pod: string | null;
  /** Its name in the proxy: `default`, `kubernetes://shop-tls`, … */
  readonly resource: string | null;
  readonly spiffeId: string | null;
  readonly dnsNames: readonly string[];
  readonly subject: string | null;
  /** Name of the issuer; for cert-manager `Issuer ns/name`. */
  readonly issuedBy: string | null;
  /** Lower-case hexadecimal without leading zeros. */
  readonly serial: string | null;
  /** SHA-256 of the certificate, lower-case hexadecimal. */
  readonly sha256: string | null;
  /** Of the certificate that signed it, and of the root that the chain ends at; null where none verifies. */
  readonly issuerSha256: string | null;
  readonly rootSha256: string | null;
  /** "RSA 2048", "EC P-256", "Ed25519". */
  readonly keyType: string | null;
  readonly notBefore: string | null;
  readonly notAfter: string | null;
  /** Share of its life that has passed, 0 to 1. */
  readonly share: number | null;
  /** Share of its life that is left, 0 to 1; 1 minus `share`. */
  readonly left: number | null;
  readonly state: CertificateState;
  /** The worst of its issues; null when there is none. */
  readonly severity: CertificateSeverity | null;
  /** When who renews it is due, also when that is past; null when nobody renews it, or it is not known. */
  readonly nextRotation: string | null;
  readonly renewedBy: "agent" | "ztunnel" | "istiod" | "certManager" | "person" | null;
  readonly source: CertificateSource;
  /** When the figure was taken, and how old it is at the time asked for. */
  readonly observedAt: string | null;
  readonly ageSeconds: number | null;
  /** The worst first. */
  readonly issues: readonly CertificateIssue[];
}

/** Who issues the certificates of the workloads. */
export interface CaMode {
  readonly mode: "selfSigned" | "pluggedIn" | "kubernetesCsr" | "istioCsr" | "spire" | "external" | "unknown";
  /** What it is told from, one sentence each. */
  readonly evidence: readonly string[];
}

/** A part of the picture that could not be read. */
export interface CertificateGap {
  /** What is not known because of it. */
  readonly text: string;
  readonly cure: string;
}

/** The answer of `GET /api/certificates`: every certificate, the worst first.  @public */
export interface CertificatesAnswer {
  readonly revision: string;
  /** The time that it is judged at, and the time that the facts were taken (null: now). */
  readonly at: string;
  readonly takenAt: string | null;
  readonly counts: Readonly<Record<CertificateState, number>>;
  readonly caMode: CaMode;
  readonly rows: readonly CertificateRow[];
  /** Proxies whose certificate is known, of those that have one. */
  readonly proxies: { readonly seen: number; readonly all: number };
  readonly gaps: readonly CertificateGap[];
  /** Issues that are of no single certificate: CA requests that fail, a root ConfigMap that is missing. */
  readonly issues: readonly CertificateIssue[];
}

/** One certificate of a chain. */
export interface ChainElement {
  readonly role: "leaf" | "intermediate" | "root";
  readonly name: string;
  readonly subject: string;
  readonly issuer: string;
  readonly spiffeId: string | null;
  readonly dnsNames: readonly string[];
  readonly serial: string;
  readonly sha256: string;
  /** SHA-256 of its public key: a renewed root keeps it. */
  readonly keySha256: string;
  readonly keyType: string;
  readonly signatureAlgorithm: string | null;
  readonly isAuthority: boolean;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly share: number;
  readonly state: CertificateState;
  /** Id of its own row, where it has one. */
  readonly row: string | null;
  /** The public certificate. */
  readonly pem: string;
  readonly issues: readonly CertificateIssue[];
}

/** A chain as a tree: an element and the chain of whoever signed it. */
export interface ChainTree {
  readonly element: ChainElement;
  /** Empty when no certificate at hand signed it; more than one when a signer was renewed with the same key. */
  readonly signedBy: readonly ChainTree[];
}

/** An edge that a certificate is presented on. */
export interface CertificateEdge {
  /** As in the graph; links there. */
  readonly id: string;
  readonly client: string;
  readonly server: string;
  readonly as: "client" | "server";
  readonly transport: "mtls" | "plaintext" | "tls" | "hbone" | null;
  readonly presented: boolean;
}

/** One renewal that was seen. */
export interface Rotation {
  /** When it was seen, the true moment is up to one step earlier. */
  readonly seenAt: string;
  /** Serials; null where the figure is a gauge that has none. */
  readonly before: string | null;
  readonly after: string | null;
  readonly notBefore: string | null;
  readonly notAfter: string;
  /** End of the one before. */
  readonly endOfOld: string | null;
  /** Seconds for which both were valid: end of the old minus begin of the new; negative is a gap. */
  readonly overlapSeconds: number | null;
  /** `start`: the first one of a new pod. `early`: a restart or a new root. `rootChanged`: with it another root came. */
  readonly how: "start" | "scheduled" | "early" | "late" | "afterExpiry";
  readonly rootChanged: boolean;
}

/** What became of one proxy's certificate over time. */
export interface RotationHistory {
  readonly rotations: readonly Rotation[];
  /** Times of which nothing is known; never interpolated. */
  readonly gaps: readonly { readonly from: string; readonly to: string }[];
  readonly nextExpected: string | null;
}

/** The answer of `GET /api/certificates/:id`.  @public */
export interface CertificateDetails {
  readonly revision: string;
  readonly at: string;
  readonly row: CertificateRow;
  /** Null when no PEM is known. */
  readonly chain: ChainTree | null;
  /** True when every signature, date and CA flag up to a root that its holder trusts is in order. */
  readonly verified: boolean;
  /** The public chain, leaf first. */
  readonly pem: string | null;
  readonly edges: readonly CertificateEdge[];
  /** Lines to run oneself. */
  readonly commands: { readonly openssl: string | null; readonly istioctl: string | null };
  readonly history: RotationHistory | null;
}

/** The answer of `GET /api/certificates/trust`.  @public */
export interface TrustAnswer extends CertificateTrust {
  readonly revision: string;
  readonly at: string;
  readonly caMode: CaMode;
}

/** The answer of `POST /api/certificates/decode`.  @public */
export interface DecodeAnswer {
  readonly form: "pem" | "xfcc" | "none";
  /** What the text holds, in its order. */
  readonly certificates: readonly ChainElement[];
  /** For a header: each proxy on the way, in order. */
  readonly hops: readonly {
    readonly by: readonly string[];
    readonly hash: string | null;
    readonly subject: string | null;
    readonly uris: readonly string[];
    readonly dnsNames: readonly string[];
  }[];
  /** Who in this mesh has it. `how`: the very certificate, its serial, or only its name. */
  readonly matches: readonly {
    readonly row: string | null;
    readonly workload: string;
    readonly how: "certificate" | "serial" | "spiffeId";
  }[];
  readonly problems: readonly { readonly block: number; readonly text: string; readonly cure: string }[];
}

/** A time in a question: RFC 3339; missing is now, or for a capture the time that it was taken. */
const time = z.iso.datetime({ offset: true });

/** What `GET /api/certificates` may be asked with. */
export const certificatesQuestion = z.strictObject({ at: time.optional() });

/** What `POST /api/certificates/decode` takes. */
export const decodeQuestion = z.strictObject({ text: z.string().min(1).max(262_144), at: time.optional() });
