import type { Meta } from "./objects.ts";

/** One condition of cert-manager's objects. */
export interface CertManagerCondition {
  readonly status: "True" | "False" | "Unknown";
  readonly reason: string;
  readonly message: string;
  /** RFC 3339; null when it does not say. */
  readonly since: string | null;
}

/** Who is asked to issue. */
interface CertManagerIssuerRef {
  /** `Issuer`, `ClusterIssuer`, or a kind of somebody else. */
  readonly kind: string;
  readonly name: string;
}

/** A certificate that cert-manager keeps renewed; no verdict depends on it. */
export interface CertManagerCertificate {
  readonly meta: Meta;
  /** Where the certificate and its key are kept; the Secret itself is never read. */
  readonly secretName: string;
  readonly issuer: CertManagerIssuerRef;
  readonly dnsNames: readonly string[];
  readonly uris: readonly string[];
  readonly isCA: boolean;
  /** Null before cert-manager looked at it. */
  readonly ready: CertManagerCondition | null;
  /** A new one is being issued at this moment. */
  readonly issuing: CertManagerCondition | null;
  /** RFC 3339; null before the first one is issued. */
  readonly notBefore: string | null;
  readonly notAfter: string | null;
  readonly renewalTime: string | null;
  /** How often it was issued. */
  readonly revision: number | null;
  readonly failedAttempts: number;
  /** RFC 3339. */
  readonly lastFailure: string | null;
}

/** One request of cert-manager to an issuer. */
export interface CertManagerRequest {
  readonly meta: Meta;
  readonly issuer: CertManagerIssuerRef;
  readonly ready: CertManagerCondition | null;
  readonly denied: boolean;
  /** Name of the Certificate that it is for; null for a request of somebody else, istio-csr for example. */
  readonly certificate: string | null;
  readonly revision: number | null;
  /** Issued certificates as PEM, leaf first; empty before. */
  readonly issued: string;
}

/** An Issuer or ClusterIssuer. */
export interface CertManagerIssuer {
  readonly meta: Meta;
  /** Null for a type that cert-manager itself does not have. */
  readonly type: "acme" | "ca" | "selfSigned" | "vault" | "venafi" | null;
  readonly ready: CertManagerCondition | null;
}
