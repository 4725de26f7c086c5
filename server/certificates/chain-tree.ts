import type { ChainElement, ChainTree } from "../contract/certificates.ts";
import type { Certificate } from "./certificate.ts";
import { ownIssues } from "./certificate-issues.ts";
import { nameOf } from "./certificate-name.ts";
import { signedBy } from "./chain.ts";
import { lifeIssue } from "./held-issues.ts";
import { isoTime, worstFirst } from "./issue.ts";
import { type LifeRule, lifeOf } from "./life.ts";

/** A chain is not followed further. */
const longest = 8;

/**
 * One certificate as a page shows it.
 * @param rule by whose rules it lives; authorities live by their own
 * @param rows ids of rows by fingerprint
 */
export function elementOf(
  certificate: Certificate,
  rule: LifeRule,
  rows: ReadonlyMap<string, string>,
  now: number,
): ChainElement {
  const authority = certificate.isAuthority;
  const kind = !authority
    ? rule === "served"
      ? "gateway"
      : "workload"
    : certificate.selfSigned
      ? "root"
      : "intermediate";
  const own: LifeRule = authority ? "authority" : rule;
  const life = lifeOf(own, certificate, now);
  const name = nameOf(certificate);
  const calendar = lifeIssue(own, kind, name, certificate, life, now);
  return {
    role: kind === "root" || kind === "intermediate" ? kind : "leaf",
    name,
    subject: certificate.subject,
    issuer: certificate.issuer,
    spiffeId: certificate.spiffeId,
    dnsNames: certificate.dnsNames,
    serial: certificate.serial,
    sha256: certificate.sha256,
    keySha256: certificate.keySha256,
    keyType: certificate.keyType,
    signatureAlgorithm: certificate.signatureAlgorithm,
    isAuthority: authority,
    notBefore: isoTime(certificate.notBefore),
    notAfter: isoTime(certificate.notAfter),
    share: life.share ?? 1,
    state: life.state,
    row: rows.get(certificate.sha256) ?? null,
    pem: certificate.pem,
    issues: worstFirst([
      ...(calendar === null ? [] : [calendar]),
      ...ownIssues(certificate, authority ? "authority" : kind === "gateway" ? "gateway" : "workload"),
    ]),
  };
}

/** A certificate and everyone at hand who signed it; two that share a key both did. */
export function chainTree(
  certificate: Certificate,
  others: readonly Certificate[],
  element: (certificate: Certificate) => ChainElement,
  above: readonly string[] = [],
): ChainTree {
  const path = [...above, certificate.sha256];
  const signers =
    path.length >= longest
      ? []
      : others.filter((one) => !path.includes(one.sha256) && signedBy(certificate, one));
  return {
    element: element(certificate),
    signedBy: signers.map((signer) => chainTree(signer, others, element, path)),
  };
}
