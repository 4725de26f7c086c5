import {
  type CertificateIssueCode,
  type CertificateSeverity,
  certificateIssues,
  certificateSeverities,
} from "../contract/certificate-issues.ts";
import type { CertificateIssue, CertificateKind } from "../contract/certificates.ts";
import type { CertificateWord } from "../contract/sentences/certificates-en.ts";
import { say } from "../contract/text.ts";

type Values = Readonly<Record<string, string>>;

/** A part of a sentence about certificates. */
export const word = (code: CertificateWord, values: Values = {}): string =>
  say(`certificateWord.${code}`, values);

interface Details {
  /** Other than its code says. */
  readonly severity?: CertificateSeverity | undefined;
  readonly cause?: string | null | undefined;
  readonly consequence?: string | null | undefined;
  readonly command?: string | null | undefined;
}

/** One issue: the sentences of its code with its values. */
export function issue(code: CertificateIssueCode, values: Values, details: Details = {}): CertificateIssue {
  return {
    code,
    severity: details.severity ?? certificateIssues[code],
    text: say(`certificate.${code}`, values),
    cause: details.cause ?? null,
    consequence: details.consequence ?? null,
    cure: say(`certificateCure.${code}`, values),
    command: details.command ?? null,
  };
}

/** The worst first; among equals as they came. */
export const worstFirst = (issues: readonly CertificateIssue[]): readonly CertificateIssue[] =>
  issues.toSorted((a, b) => rankOf(a.severity) - rankOf(b.severity));

/** 0 is the worst. */
export const rankOf = (severity: CertificateSeverity | null): number =>
  severity === null ? certificateSeverities.length : certificateSeverities.indexOf(severity);

/** RFC 3339 in UTC, to the second. Times that no calendar has, which only a broken answer tells, become its ends. */
export function isoTime(seconds: number): string {
  const ms = Number.isFinite(seconds)
    ? Math.min(253_402_300_799_000, Math.max(-62_135_596_800_000, seconds * 1000))
    : 0;
  return new Date(ms).toISOString().replace(/\.\d+Z$/, "Z");
}

/** A time as sentences tell it: `2026-11-24 11:47 UTC`. */
export const moment = (seconds: number): string => `${isoTime(seconds).slice(0, 16).replace("T", " ")} UTC`;

/** A length of time as sentences tell it: the two largest units at most. */
export function duration(seconds: number): string {
  const whole = Math.abs(Math.round(seconds));
  const count = (n: number) => String(Math.floor(n));
  if (whole >= 2 * 86_400) return word("days", { count: count(whole / 86_400) });
  if (whole >= 3600)
    return word("hours", { count: count(whole / 3600), minutes: count((whole % 3600) / 60) });
  return whole >= 60
    ? word("minutes", { count: count(whole / 60) })
    : word("seconds", { count: count(whole) });
}

/** A share as sentences tell it; what is left of a life is never rounded up. */
export const percent = (share: number): string => `${Math.floor(share * 100)} %`;

/** Some of many names: three, then how many more. */
export const someOf = (names: readonly string[]): string =>
  names.length <= 3
    ? names.join(", ")
    : say("someOf", { names: names.slice(0, 3).join(", "), more: String(names.length - 3) });

const failing = {
  workload: ["failsWorkload", "failsWorkloadNow", "failsUntilWorkload"],
  gateway: ["failsGateway", "failsGatewayNow", "failsUntilGateway"],
  intermediate: ["failsAuthority", "failsAuthorityNow", "failsUntilAuthority"],
  root: ["failsAuthority", "failsAuthorityNow", "failsUntilAuthority"],
  webhook: ["failsWebhook", "failsWebhookNow", "failsUntilWebhook"],
  istiod: ["failsIstiod", "failsIstiodNow", "failsUntilIstiod"],
  certManager: ["failsCertManager", "failsCertManagerNow", "failsUntilCertManager"],
} as const satisfies Record<CertificateKind, readonly [CertificateWord, CertificateWord, CertificateWord]>;

/** What fails when a certificate of a kind ends, has ended, or has not begun. */
export function failure(
  kind: CertificateKind,
  who: string,
  { notBefore, notAfter }: { readonly notBefore: number | null; readonly notAfter: number },
  now: number,
): string {
  const [after, since, until] = failing[kind];
  if (notBefore !== null && now < notBefore) return word(until, { who, when: moment(notBefore) });
  return word(now >= notAfter ? since : after, { who, when: moment(notAfter) });
}
