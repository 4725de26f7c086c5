import type { CertificateIssue } from "../contract/certificates.ts";
import { chainIssues, contentIssues, ownIssues } from "./certificate-issues.ts";
import { istioIdentity, nameOf } from "./certificate-name.ts";
import type { WorkloadEvidence } from "./evidence.ts";
import type { CertificateFacts, HeldChain } from "./facts.ts";
import { duration, failure, issue, moment, percent, someOf, word } from "./issue.ts";
import { type Life, type LifeRule, renewedBy } from "./life.ts";
import type { PeerTrust } from "./peer-trust.ts";
import { ruleOf, validityOf } from "./proxy-trust.ts";

/** Name of who holds it: the workload, else the proxy. */
export const holderOf = ({ workloads, pod, resource, proxy }: HeldChain): string =>
  workloads.length > 0 ? workloads.map(({ id }) => id).join(", ") : proxy === "ztunnel" ? resource : pod;

/** A restart of a workload, which makes a new key and asks for a new certificate. */
const restartCommand = (workload: WorkloadEvidence | undefined): string | null =>
  workload === undefined || workload.controller === null
    ? null
    : `kubectl rollout restart ${workload.controller}/${workload.name} -n ${workload.namespace}`;

/** Everything that is wrong with one held certificate at a time. */
export function heldIssues(
  held: HeldChain,
  life: Life,
  facts: CertificateFacts,
  peers: PeerTrust,
  now: number,
): readonly CertificateIssue[] {
  const who = holderOf(held);
  const { leaf, content, chain, kind } = held;
  return [
    ...arrival(held, who),
    ...lifeIssues(held, life, facts, now),
    ...(held.source === "agentGauge" || held.gauge !== null ? requests(held, who) : []),
    ...(content === null ? [] : contentIssues(content, leaf, who)),
    ...(leaf === null ? [] : ownIssues(leaf, kind)),
    ...(chain === null
      ? []
      : chainIssues(chain, { kind, who, now, wholeTrustKnown: held.root === null && held.trust.length > 0 })),
    ...(kind === "workload" ? [...identityIssues(held, facts, who), ...trustIssues(held, peers, who)] : []),
  ];
}

function arrival(held: HeldChain, who: string): readonly CertificateIssue[] {
  const { status, because, resource, kind } = held;
  if (status === "active") return [];
  if (validityOf(held) === null)
    return [
      issue(
        "neverArrived",
        { name: resource },
        {
          severity: status === "initializing" ? "warning" : "critical",
          cause: because === null ? null : word("saidByProxy", { because }),
          consequence: kind === "gateway" ? word("tlsReset") : word("peersRefuse", { who }),
        },
      ),
    ];
  return because === null ? [] : [issue("renewalFails", { because }, { consequence: word("noRenewal") })];
}

function lifeIssues(
  held: HeldChain,
  life: Life,
  facts: CertificateFacts,
  now: number,
): readonly CertificateIssue[] {
  const validity = validityOf(held);
  if (validity === null || life.issue === null) return [];
  const who = holderOf(held);
  const issues = [lifeIssue(ruleOf(held), held.kind, who, validity, life, now)].flatMap((i) => i ?? []);
  const cause = causeOf(held, facts);
  const command = held.kind === "workload" ? restartCommand(held.workloads[0]) : null;
  const begins = validity.notBefore ?? now;
  // A fresh certificate that is not valid yet is more often a clock than a mistake of the CA.
  const skew =
    begins > now && begins - now < 3600 ? [issue("clockSkew", { late: duration(begins - now) })] : [];
  return [...issues.map((i) => ({ ...i, cause: i.cause ?? cause, command: i.command ?? command })), ...skew];
}

/** The issue that the calendar makes; null when it is fine. */
export function lifeIssue(
  rule: LifeRule,
  kind: Parameters<typeof failure>[0],
  who: string,
  validity: { readonly notBefore: number | null; readonly notAfter: number },
  life: Life,
  now: number,
): CertificateIssue | null {
  if (life.issue === null) return null;
  const { notBefore, notAfter } = validity;
  const { code, severity } = life.issue;
  const due = life.nextRotation;
  const lateBy = code === "rotationStuck" || code === "rotationOverdue" || code === "certManagerOverdue";
  const values = {
    who,
    name: who,
    when: moment(code === "notYetValid" ? (notBefore ?? now) : notAfter),
    late: duration(lateBy ? now - (due ?? now) : notAfter - now),
    left: life.share === null ? "" : percent(1 - life.share),
    due: due === null ? "" : moment(due),
    by: renewedBy[rule],
  };
  return issue(code, values, { severity, consequence: failure(kind, who, validity, now) });
}

/** Why a renewal did not come, as far as the metrics and the proxy say. */
function causeOf(held: HeldChain, { evidence }: CertificateFacts): string | null {
  if (held.resource.startsWith("file-cert:")) return word("fileMounted");
  if (held.because !== null) return word("saidByProxy", { because: held.because });
  const refused = evidence.istiods.flatMap(({ replicas }) =>
    replicas.flatMap((r) => [
      ...Object.entries(r.signErrors).flatMap(([code, n]) => (n > 0 ? [`${code} ${Math.round(n)}`] : [])),
      ...((r.authenticationFailures ?? 0) > 0
        ? [`authentication failure ${Math.round(r.authenticationFailures ?? 0)}`]
        : []),
    ]),
  );
  if (refused.length > 0) return word("caRefuses", { because: someOf(refused) });
  const { requests: of, failedRequests: failed } = held.gauge ?? { requests: null, failedRequests: null };
  return of !== null && failed !== null && failed > 0
    ? word("requestsFailed", { count: String(Math.round(failed)), of: String(Math.round(of)) })
    : null;
}

function requests({ gauge }: HeldChain, who: string): readonly CertificateIssue[] {
  const of = Math.round(gauge?.requests ?? 0);
  const count = Math.round(gauge?.failedRequests ?? 0);
  if (count <= 0) return [];
  return [
    issue(
      "requestsFail",
      { who, count: String(count), of: String(of) },
      {
        severity: count >= of ? "critical" : "warning",
        consequence: word("noRenewal"),
      },
    ),
  ];
}

function identityIssues(
  held: HeldChain,
  { evidence }: CertificateFacts,
  who: string,
): readonly CertificateIssue[] {
  const name = spiffeIdOf(held);
  if (name === null) return [];
  const identity = istioIdentity(name);
  const consequence = word("peersRefuse", { who });
  if (identity === null) return [issue("foreignIdentity", { name })];
  const issues: CertificateIssue[] = [];
  const { trustDomain, trustDomainAliases } = evidence.mesh;
  // Istio writes `@` of a trust domain as a dot.
  const own = trustDomain.replaceAll("@", ".");
  if (identity.trustDomain !== own && !trustDomainAliases.includes(identity.trustDomain))
    issues.push(issue("trustDomain", { name: identity.trustDomain, other: own }, { consequence }));
  const [workload] = held.workloads;
  if (
    workload !== undefined &&
    (workload.namespace !== identity.namespace || workload.serviceAccount !== identity.serviceAccount)
  )
    issues.push(
      issue(
        "wrongIdentity",
        { name, who, other: `${workload.namespace}/${workload.serviceAccount}` },
        {
          consequence,
          command: restartCommand(workload),
        },
      ),
    );
  return issues;
}

/** The SPIFFE ID that it says; null when none is known. */
export const spiffeIdOf = ({ leaf, admin }: HeldChain): string | null =>
  leaf?.spiffeId ?? admin?.uris.find((uri) => uri.startsWith("spiffe://")) ?? null;

function trustIssues(held: HeldChain, peers: PeerTrust, who: string): readonly CertificateIssue[] {
  const { root, trust, workloads } = held;
  const issues: CertificateIssue[] = [];
  const refusing =
    root === null ? [] : (peers.notTrusting.get(root.keySha256) ?? []).filter((p) => p !== who);
  if (root !== null && refusing.length > 0)
    issues.push(
      issue(
        "notTrustedByPeers",
        { count: String(refusing.length), issuer: nameOf(root), names: someOf(refusing) },
        {
          consequence: word("pairsFail", { count: String(refusing.length) }),
        },
      ),
    );
  const own = new Set(trust.flatMap((t) => t.roots.certificates.map((c) => c.keySha256)));
  if (own.size === 0) return issues;
  for (const [key, { name, signs }] of peers.signing) {
    const others = signs.filter((p) => p !== who);
    if (own.has(key) || others.length === 0) continue;
    issues.push(
      issue(
        "doesNotTrustPeers",
        { issuer: name, count: String(others.length), names: someOf(others), who },
        {
          consequence: word("pairsFail", { count: String(others.length) }),
          command: restartCommand(workloads[0]),
        },
      ),
    );
  }
  return issues;
}
