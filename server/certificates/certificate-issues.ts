import type { CertificateIssue } from "../contract/certificates.ts";
import type { Certificate } from "./certificate.ts";
import { nameOf, shortName } from "./certificate-name.ts";
import { type Chain, signedBy } from "./chain.ts";
import { duration, failure, issue, moment, word } from "./issue.ts";
import type { PemContent } from "./pem.ts";

const day = 86_400;
const serverAuth = "1.3.6.1.5.5.7.3.1";
const anyUsage = "2.5.29.37.0";

/** What is wrong with one certificate by itself, whatever the time. */
export function ownIssues(
  certificate: Certificate,
  use: "workload" | "gateway" | "authority",
): readonly CertificateIssue[] {
  const issues: CertificateIssue[] = [];
  const { keyType, rsaBits, signatureAlgorithm: algorithm, extendedKeyUsage: usages } = certificate;
  if (certificate.serial.startsWith("-"))
    issues.push(issue("oddSerial", { issuer: shortName(certificate.issuer) }));
  const weakCurve = keyType.startsWith("EC") && !/ P-(256|384|521)$/.test(keyType);
  if ((rsaBits !== null && rsaBits < 2048) || weakCurve) issues.push(issue("weakKey", { name: keyType }));
  // Nobody verifies the signature of a root: it is trusted by itself.
  if (
    algorithm !== null &&
    /md5|sha1(?!\d)/i.test(algorithm) &&
    !(certificate.selfSigned && use === "authority")
  )
    issues.push(issue("weakSignature", { name: algorithm }));
  if (use === "authority") return issues;
  if (usages.length > 0 && !usages.includes(serverAuth) && !usages.includes(anyUsage))
    issues.push(
      issue("serverAuthMissing", {}, { consequence: word("clientsRefuse", { who: nameOf(certificate) }) }),
    );
  const life = certificate.notAfter - certificate.notBefore;
  if (use === "gateway" && life > 398 * day) issues.push(issue("longValidity", { late: duration(life) }));
  return issues;
}

/** What is wrong with the PEM that a certificate came in. */
export function contentIssues(
  content: PemContent,
  leaf: Certificate | null,
  name: string,
): readonly CertificateIssue[] {
  const issues = content.bad
    .slice(0, 5)
    .map(({ block }) => issue("unreadableBlock", { count: String(block + 1), name }));
  const order = content.certificates;
  // In order: the leaf first, and no certificate in front of one that it signed.
  const turned =
    leaf !== null &&
    (order[0] !== leaf ||
      order.some(
        (c, i) =>
          i > 0 && order.slice(i + 1).some((later) => c !== later && !c.selfSigned && signedBy(later, c)),
      ));
  return turned ? [...issues, issue("wrongOrder", {})] : issues;
}

/** Why a chain does not hold, and which of its members ends first. */
export function chainIssues(
  { path, flaws }: Chain,
  {
    kind,
    who,
    now,
    wholeTrustKnown,
  }: {
    readonly kind: "workload" | "gateway" | "istiod";
    readonly who: string;
    readonly now: number;
    /** Its holder's roots are known; else a chain that breaks off may well be complete. */
    readonly wholeTrustKnown: boolean;
  },
): readonly CertificateIssue[] {
  const consequence = word(kind === "gateway" ? "clientsRefuse" : "peersRefuse", { who });
  const issues: CertificateIssue[] = [];
  for (const { kind: flaw, at } of flaws) {
    const issuer = flaw === "brokenSignature" || flaw === "incomplete" ? shortName(at.issuer) : nameOf(at);
    const values = { issuer, name: nameOf(at) };
    if (flaw === "incomplete") {
      // A public chain leaves its root out; only a leaf that stands alone is incomplete.
      if (kind === "gateway" ? path.length > 1 : !wholeTrustKnown) continue;
      issues.push(
        issue("chainIncomplete", values, {
          consequence,
          severity: kind === "gateway" ? "warning" : undefined,
        }),
      );
    } else issues.push(issue(flaw, values, { consequence }));
  }
  const [leaf, issuer, ...above] = path;
  if (leaf !== undefined && issuer !== undefined && issuer !== leaf && issuer.notAfter < leaf.notAfter)
    issues.push(
      issue(
        "outlivesIssuer",
        { when: moment(leaf.notAfter), issuer: nameOf(issuer), due: moment(issuer.notAfter) },
        {
          severity: now >= issuer.notAfter ? "critical" : "warning",
          consequence: failure(kind, who, { notBefore: null, notAfter: issuer.notAfter }, now),
        },
      ),
    );
  const first = above.toSorted((a, b) => a.notAfter - b.notAfter)[0];
  if (leaf !== undefined && first !== undefined && first.notAfter < leaf.notAfter)
    issues.push(
      issue(
        "chainEndsFirst",
        { issuer: nameOf(first), when: moment(first.notAfter) },
        {
          severity: now >= first.notAfter ? "critical" : "warning",
          consequence: failure(kind, who, { notBefore: null, notAfter: first.notAfter }, now),
        },
      ),
    );
  return issues;
}
