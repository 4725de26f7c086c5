import type { CertificateIssueCode, CertificateSeverity } from "../contract/certificate-issues.ts";
import type { CertificateRow, CertificateState } from "../contract/certificates.ts";

const day = 86_400;

/**
 * Seconds by which istiod sets the begin of a certificate back.
 * @source istio security/pkg/pki/ca: notBefore is the moment of issue minus 2 minutes
 */
const backdated = 120;

/** By whose rules a certificate lives. `authority`: roots, intermediates, and what lives as long; `served`: a gateway's. */
export type LifeRule = "agent" | "ztunnel" | "certManager" | "shortServing" | "served" | "authority";

/** Validity in seconds since 1970; begin null when only the end is known. */
export interface Validity {
  readonly notBefore: number | null;
  readonly notAfter: number;
}

/** What the calendar says of a certificate. */
export interface Life {
  readonly state: CertificateState;
  /** The issue that the state is, and how bad; null when fine. */
  readonly issue: { readonly code: CertificateIssueCode; readonly severity: CertificateSeverity } | null;
  /** Share of its life that has passed; null when its begin is not known. */
  readonly share: number | null;
  /** Seconds since 1970; null when nobody renews it by itself. */
  readonly nextRotation: number | null;
}

interface LifeOptions {
  /** cert-manager's `status.renewalTime`; null when it does not say. */
  readonly renewalTime?: number | null;
  /** cert-manager is about to issue it. */
  readonly issuing?: boolean;
  /** Seconds that a certificate of its kind lives, for one of which only the end is known. */
  readonly usualLife?: number;
}

/**
 * When who renews it does so.
 * @source istio-agent: notAfter − 0.5 × (notAfter − moment of arrival), ± 1 %; ztunnel: the middle; cert-manager: two thirds
 */
export function rotationOf(rule: LifeRule, { notBefore, notAfter }: Validity, options: LifeOptions = {}) {
  const begin = notBefore ?? (options.usualLife === undefined ? null : notAfter - options.usualLife);
  switch (rule) {
    case "agent":
      return begin === null ? null : notAfter - 0.5 * (notAfter - arrival(begin, notAfter));
    case "ztunnel":
      return begin === null ? null : begin + (notAfter - begin) / 2;
    case "certManager":
      return options.renewalTime ?? (begin === null ? null : notAfter - (notAfter - begin) / 3);
    case "shortServing":
      return begin === null ? null : notAfter - (notAfter - begin) / 2;
    default:
      return null;
  }
}

/** Moment at which the agent got it; a life of two minutes or less cannot have been set back. */
const arrival = (notBefore: number, notAfter: number): number =>
  notAfter - notBefore > backdated ? notBefore + backdated : notBefore;

/** Share of the life that has passed, 0 to 1. */
const passedShare = ({ notBefore, notAfter }: { notBefore: number; notAfter: number }, now: number) =>
  notAfter <= notBefore ? 1 : Math.min(1, Math.max(0, (now - notBefore) / (notAfter - notBefore)));

/**
 * The state of a certificate at a time. Whatever renews itself is judged by the share of its life, which is one day or one hour; an authority and a
 * gateway's by days, but never by more of them than a third or a half of the life.
 */
export function lifeOf(rule: LifeRule, validity: Validity, now: number, options: LifeOptions = {}): Life {
  const { notBefore, notAfter } = validity;
  const share = notBefore === null ? null : passedShare({ notBefore, notAfter }, now);
  const nextRotation = rotationOf(rule, validity, options);
  const is = (
    state: CertificateState,
    code?: CertificateIssueCode,
    severity?: CertificateSeverity,
  ): Life => ({
    state,
    issue: code === undefined ? null : { code, severity: severity ?? "critical" },
    share,
    nextRotation,
  });
  if (notBefore !== null && now < notBefore) return is("notYetValid", "notYetValid");
  if (now >= notAfter) return is("expired", "expired");
  const begin = notBefore ?? (options.usualLife === undefined ? null : notAfter - options.usualLife);
  const left = notAfter - now;
  // A gauge alone, of a proxy whose certificates' life nobody knows: only its end can be judged.
  if (begin === null && rule !== "served" && rule !== "authority") return is("fine");
  const life = begin === null ? Number.POSITIVE_INFINITY : notAfter - begin;
  switch (rule) {
    case "agent":
    case "ztunnel": {
      const whole = rule === "agent" && begin !== null ? notAfter - arrival(begin, notAfter) : life;
      if (left < 0.25 * whole) return is("critical", "rotationStuck");
      return left < 0.45 * whole ? is("rotationOverdue", "rotationOverdue", "warning") : is("fine");
    }
    case "certManager":
      if (left < 0.1 * life) return is("critical", "endsSoon");
      return nextRotation !== null && now > nextRotation + 3600 && options.issuing !== true
        ? is("rotationOverdue", "certManagerOverdue", "warning")
        : is("fine");
    case "shortServing":
      if (left < 0.1 * life) return is("critical", "endsSoon");
      return left < 0.25 * life ? is("rotationOverdue", "rotationOverdue", "warning") : is("fine");
    case "served":
      if (left < Math.min(7 * day, life / 4)) return is("critical", "endsSoon");
      return left < Math.min(30 * day, life / 2) || left < 0.33 * life
        ? is("endsSoon", "endsSoon", "warning")
        : is("fine");
    case "authority":
      if (left < Math.min(30 * day, life / 10)) return is("critical", "authorityEndsSoon");
      return left < Math.min(180 * day, life / 3)
        ? is("endsSoon", "authorityEndsSoon", "warning")
        : is("fine");
  }
}

/** Who renews by each rule. */
export const renewedBy = {
  agent: "agent",
  ztunnel: "ztunnel",
  certManager: "certManager",
  shortServing: "istiod",
  served: "person",
  authority: "person",
} as const satisfies Record<LifeRule, CertificateRow["renewedBy"]>;
