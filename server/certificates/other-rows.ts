import type { CaMode, CertificateIssue, CertificateRow } from "../contract/certificates.ts";
import type { Certificate } from "./certificate.ts";
import { ownIssues } from "./certificate-issues.ts";
import { nameOf, shortName } from "./certificate-name.ts";
import type { CertificateFacts } from "./facts.ts";
import { leafOf } from "./held.ts";
import { lifeIssue } from "./held-issues.ts";
import { failure, isoTime, issue, moment, word, worstFirst } from "./issue.ts";
import { field, listOf, textOf } from "./json.ts";
import { type Life, type LifeRule, lifeOf, renewedBy } from "./life.ts";
import { datesOf, seenAt } from "./row-parts.ts";

const none = {
  workloads: [],
  pod: null,
  resource: null,
  spiffeId: null,
  dnsNames: [],
} satisfies Partial<CertificateRow>;

/** Roots and intermediates, wherever they were seen. */
export function authorityRows(facts: CertificateFacts, now: number): readonly CertificateRow[] {
  const below = workloadsBelow(facts);
  return [...facts.authorities.values()].map(({ certificate, kind, source, observedAt }) => {
    const owner = nameOf(certificate);
    const life = lifeOf("authority", certificate, now);
    const more = ownIssues(certificate, "authority");
    return {
      ...none,
      ...rowOf({ certificate, rule: "authority", kind, owner, life, now, more }),
      id: `${kind}/${certificate.sha256}`,
      owner,
      namespace: null,
      name: owner,
      workloads: below.get(certificate.sha256) ?? [],
      issuerSha256: signerOf(certificate, facts),
      rootSha256: kind === "root" ? certificate.sha256 : null,
      source,
      ...seenAt(observedAt, now),
    };
  });
}

/** Workloads whose chain goes through an authority. */
function workloadsBelow({ held }: CertificateFacts): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string>>();
  for (const { chain, root, workloads } of held)
    for (const { sha256 } of new Set([...(chain?.path.slice(1) ?? []), ...(root === null ? [] : [root])])) {
      const all = found.get(sha256) ?? new Set();
      for (const { id } of workloads) all.add(id);
      found.set(sha256, all);
    }
  return new Map([...found].map(([sha256, ids]) => [sha256, [...ids].toSorted()]));
}

function signerOf(certificate: Certificate, { authorities }: CertificateFacts): string | null {
  if (certificate.selfSigned) return certificate.sha256;
  const signer = [...authorities.values()].find((one) => one.certificate.subject === certificate.issuer);
  return signer?.certificate.sha256 ?? null;
}

/** What istiod itself presents. */
export function servingRows({ istiods }: CertificateFacts, now: number): readonly CertificateRow[] {
  return istiods.flatMap(({ of, content, chain }) => {
    const certificate = leafOf(content);
    if (certificate === null) return [];
    const owner = `${of.namespace}/${of.name}`;
    // By default it is made for ten years and renewed by nobody; with a signer or istio-csr it lives an hour to some days.
    const rule = certificate.notAfter - certificate.notBefore < 90 * 86_400 ? "shortServing" : "authority";
    const life = lifeOf(rule, certificate, now);
    return [
      {
        ...none,
        ...rowOf({ certificate, rule, kind: "istiod", owner, life, now, more: [] }),
        id: `istiod/${owner}`,
        owner,
        namespace: of.namespace,
        name: of.name,
        workloads: [owner],
        issuerSha256: chain?.path[1]?.sha256 ?? null,
        rootSha256: chain?.anchor?.sha256 ?? null,
        source: "handshake" as const,
        ...seenAt(of.servingObservedAt, now),
      },
    ];
  });
}

/** Whom the API server trusts to be istiod; of several certificates the one that ends first. */
export function webhookRows(facts: CertificateFacts, now: number): readonly CertificateRow[] {
  const roots = new Set(
    [...facts.authorities.values()]
      .filter(({ ofMesh }) => ofMesh)
      .map(({ certificate }) => certificate.keySha256),
  );
  return facts.webhooks.flatMap(({ of, content }) => {
    const [certificate] = content.certificates.toSorted((a, b) => a.notAfter - b.notAfter);
    if (certificate === undefined) return [];
    const name = `${of.configuration}/${of.webhook}`;
    const life = lifeOf("authority", certificate, now);
    const known = content.certificates.some(({ keySha256 }) => roots.has(keySha256));
    const stale =
      roots.size > 0 && !known
        ? [issue("webhookStale", { name: of.configuration }, { consequence: word("noPods") })]
        : [];
    return [
      {
        ...none,
        ...rowOf({ certificate, rule: "authority", kind: "webhook", owner: name, life, now, more: stale }),
        id: `webhook/${of.kind}/${name}`,
        owner: name,
        namespace: of.istiodNamespace,
        name,
        issuerSha256: certificate.selfSigned ? certificate.sha256 : null,
        rootSha256: known ? certificate.sha256 : null,
        renewedBy: "istiod" as const,
        source: "webhook" as const,
        ...seenAt(null, now),
      },
    ];
  });
}

interface Read {
  readonly certificate: Certificate;
  readonly rule: LifeRule;
  readonly kind: CertificateRow["kind"];
  readonly owner: string;
  readonly life: Life;
  readonly now: number;
  readonly more: readonly CertificateIssue[];
}

/** What every row of a certificate that was read has. */
function rowOf({ certificate, rule, kind, owner, life, now, more }: Read) {
  const issues = worstFirst([lifeIssue(rule, kind, owner, certificate, life, now) ?? [], more].flat());
  return {
    kind,
    known: "chain" as const,
    spiffeId: certificate.spiffeId,
    dnsNames: certificate.dnsNames,
    subject: certificate.subject,
    issuedBy: shortName(certificate.issuer) || null,
    serial: certificate.serial,
    sha256: certificate.sha256,
    keyType: certificate.keyType,
    ...datesOf(certificate, life.share),
    state: life.state,
    severity: issues[0]?.severity ?? null,
    nextRotation: life.nextRotation === null ? null : isoTime(life.nextRotation),
    renewedBy: renewedBy[rule],
    issues,
  };
}

/** cert-manager's Certificates, by what their status says; the Secrets are not read. */
export function certManagerRows({ evidence }: CertificateFacts, now: number): readonly CertificateRow[] {
  return evidence.certManagerCertificates.flatMap((raw): readonly CertificateRow[] => {
    const [metadata, spec, status] = [field(raw, "metadata"), field(raw, "spec"), field(raw, "status")];
    const [namespace, name] = [textOf(metadata, "namespace"), textOf(metadata, "name")];
    if (name === "") return [];
    const owner = `${namespace}/${name}`;
    const time = (key: string) => {
      const seconds = Date.parse(textOf(status, key)) / 1000;
      return Number.isNaN(seconds) ? null : seconds;
    };
    const [notBefore, notAfter] = [time("notBefore"), time("notAfter")];
    const condition = (type: string) =>
      listOf(status, "conditions").find((one) => textOf(one, "type") === type);
    const issuing = textOf(condition("Issuing"), "status") === "True";
    const options = { renewalTime: time("renewalTime"), issuing };
    const life = notAfter === null ? null : lifeOf("certManager", { notBefore, notAfter }, now, options);
    const ref = field(spec, "issuerRef");
    const issuer = `${textOf(ref, "kind") || "Issuer"} ${textOf(ref, "kind") === "ClusterIssuer" ? "" : `${namespace}/`}${textOf(ref, "name")}`;
    const issues = worstFirst([
      ...(life === null || notAfter === null
        ? []
        : [lifeIssue("certManager", "certManager", owner, { notBefore, notAfter }, life, now) ?? []].flat()),
      ...notReady(condition("Ready"), owner, status),
    ]);
    return [
      {
        ...none,
        id: `certManager/${owner}`,
        kind: "certManager",
        known: notBefore === null ? "end" : "dates",
        owner,
        namespace,
        name,
        resource: textOf(spec, "secretName") || null,
        spiffeId:
          (listOf(spec, "uris").find((uri) => typeof uri === "string" && uri.startsWith("spiffe://")) as
            | string
            | undefined) ?? null,
        dnsNames: listOf(spec, "dnsNames").filter((one) => typeof one === "string"),
        subject: null,
        issuedBy: issuer,
        serial: null,
        sha256: null,
        issuerSha256: null,
        rootSha256: null,
        keyType: null,
        ...datesOf(notAfter === null ? null : { notBefore, notAfter }, life?.share ?? null),
        state: life?.state ?? (textOf(condition("Ready"), "status") === "False" ? "missing" : "unknown"),
        severity: issues[0]?.severity ?? null,
        nextRotation: life?.nextRotation ? isoTime(life.nextRotation) : null,
        renewedBy: "certManager",
        source: "certManager",
        ...seenAt(null, now),
        issues,
      },
    ];
  });
}

function notReady(ready: unknown, owner: string, status: unknown): readonly CertificateIssue[] {
  if (textOf(ready, "status") !== "False") return [];
  const failed = field(status, "failedIssuanceAttempts");
  const last = Date.parse(textOf(status, "lastFailureTime")) / 1000;
  // An hour, doubled at each further failure.
  const next =
    typeof failed === "number" && failed > 0 && !Number.isNaN(last)
      ? word("nextTry", {
          count: String(failed),
          when: moment(last + 3600 * Math.min(2 ** (failed - 1), 32)),
        })
      : null;
  const values = { name: owner, other: textOf(ready, "reason"), because: textOf(ready, "message") };
  const end = Date.parse(textOf(status, "notAfter")) / 1000;
  const consequence = Number.isNaN(end)
    ? null
    : failure("certManager", owner, { notBefore: null, notAfter: end }, end - 1);
  return [issue("certManagerNotReady", values, { cause: next, consequence })];
}

/**
 * Who issues the certificates of workloads.
 * @source Istio's environment of istiod; SPIRE's and other CSI drivers; the shape of istiod's own root
 */
export function caMode({ evidence, held, authorities }: CertificateFacts): CaMode {
  const hints = evidence.workloads.flatMap(({ identityHints }) => identityHints);
  const count = (is: (hint: (typeof hints)[number]) => boolean) => String(hints.filter(is).length);
  const isSpire = (hint: (typeof hints)[number]) => hint.kind === "label" || hint.value === "csi.spiffe.io";
  const env = evidence.istiods[0]?.env ?? {};
  if (hints.some(isSpire))
    return { mode: "spire", evidence: [word("caSpire", { count: count(isSpire), name: "SPIFFE" })] };
  if (env.EXTERNAL_CA !== undefined && env.EXTERNAL_CA !== "")
    return { mode: "kubernetesCsr", evidence: [word("caKubernetes", { name: env.EXTERNAL_CA })] };
  const address = hints.find(
    ({ kind, value }) => kind === "caAddress" && !/^(istiod|istio-pilot)[.-]/.test(value),
  );
  const off = env.ENABLE_CA_SERVER === "false" ? [word("caServerOff")] : [];
  if (address !== undefined)
    return {
      mode: address.value.includes("istio-csr") ? "istioCsr" : "external",
      evidence: [...off, word("caAddress", { name: address.value })],
    };
  const provider = hints.find(({ kind, value }) => kind === "caProvider" && value !== "Citadel");
  const driver = hints.find(({ kind, value }) => kind === "csi" && value.includes("workloadcertificates"));
  const other = provider ?? driver;
  if (other !== undefined)
    return {
      mode: "external",
      evidence: [
        word("caProvider", { count: count(({ value }) => value === other.value), name: other.value }),
      ],
    };
  if (off.length > 0) return { mode: "external", evidence: off };
  const own = held.filter(({ kind }) => kind === "workload");
  const root = own.find((one) => one.root !== null)?.root ?? meshRoot(authorities);
  if (root === null) return { mode: "unknown", evidence: [word("caUnknown")] };
  const hasIntermediate = own.some(({ chain }) => (chain?.path.length ?? 0) > 2);
  const since = word("caDated", { when: moment(root.notBefore) });
  const plain = root.subject === `O=${evidence.mesh.trustDomain}` && !hasIntermediate;
  return plain
    ? { mode: "selfSigned", evidence: [word("caSelfSigned"), since] }
    : { mode: "pluggedIn", evidence: [word("caPluggedIn", { name: nameOf(root) }), since] };
}

const meshRoot = (authorities: CertificateFacts["authorities"]): Certificate | null =>
  [...authorities.values()].find(({ kind, ofMesh }) => kind === "root" && ofMesh)?.certificate ?? null;
