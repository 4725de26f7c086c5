import {
  type CertificateGap,
  type CertificateIssue,
  type CertificateRow,
  type CertificateState,
  type CertificatesAnswer,
  certificateStates,
} from "../contract/certificates.ts";
import { nameOf, shortName } from "./certificate-name.ts";
import type { CertificateFacts, HeldChain } from "./facts.ts";
import { gatewayIssues } from "./gateway-issues.ts";
import { heldIssues, holderOf, spiffeIdOf } from "./held-issues.ts";
import { isoTime, rankOf, word, worstFirst } from "./issue.ts";
import { lifeOf, renewedBy } from "./life.ts";
import { meshIssues } from "./mesh-issues.ts";
import { authorityRows, caMode, certManagerRows, servingRows, webhookRows } from "./other-rows.ts";
import { peerTrust } from "./peer-trust.ts";
import { allProxies, ruleOf, validityOf } from "./proxy-trust.ts";
import { datesOf, seenAt } from "./row-parts.ts";

/**
 * Every certificate with its state at a time, the worst first.
 * @param now seconds since 1970
 * @throws never
 */
export function inventoryOf(
  facts: CertificateFacts,
  now: number,
): Omit<CertificatesAnswer, "revision" | "takenAt"> {
  const peers = peerTrust(facts);
  const ofGateways = gatewayIssues(facts);
  const held = facts.held.map((one) => heldRow(one, facts, peers, ofGateways.byHeld.get(one.id) ?? [], now));
  const rows = [
    ...held,
    ...authorityRows(facts, now),
    ...servingRows(facts, now),
    ...webhookRows(facts, now),
    ...certManagerRows(facts, now),
  ].toSorted(worst);
  const counts = Object.fromEntries(certificateStates.map((state) => [state, 0])) as Record<
    CertificateState,
    number
  >;
  for (const { state } of rows) counts[state] += 1;
  const seen = proxiesSeen(facts);
  const all = allProxies(facts).size;
  return {
    at: isoTime(now),
    counts,
    caMode: caMode(facts),
    rows,
    proxies: { seen, all },
    gaps: [
      ...gapsOf(facts, held, seen, all),
      ...ofGateways.unknown.map((name) => ({
        text: word("gapSecret", { name }),
        cure: word("gapSecretCure"),
      })),
    ],
    issues: worstFirst([...ofGateways.others, ...meshIssues(facts, now)]),
  };
}

function worst(a: CertificateRow, b: CertificateRow): number {
  const byState = certificateStates.indexOf(a.state) - certificateStates.indexOf(b.state);
  if (byState !== 0) return byState;
  const bySeverity = rankOf(a.severity) - rankOf(b.severity);
  if (bySeverity !== 0) return bySeverity;
  const end = ({ notAfter }: CertificateRow) =>
    notAfter === null ? Number.POSITIVE_INFINITY : Date.parse(notAfter);
  const byEnd = end(a) - end(b);
  return Number.isNaN(byEnd) || byEnd === 0 ? (a.id < b.id ? -1 : 1) : byEnd;
}

function heldRow(
  held: HeldChain,
  facts: CertificateFacts,
  peers: ReturnType<typeof peerTrust>,
  more: readonly CertificateIssue[],
  now: number,
): CertificateRow {
  const { leaf, admin, chain, root, workloads, pod, resource, source, observedAt } = held;
  const validity = validityOf(held);
  const rule = ruleOf(held);
  const life =
    validity === null
      ? ({ state: "unknown", issue: null, share: null, nextRotation: null } as const)
      : lifeOf(rule, validity, now);
  const issues = worstFirst([...heldIssues(held, life, facts, peers, now), ...more]);
  const state = validity === null && held.status !== "active" ? "missing" : life.state;
  const [workload] = workloads;
  const namespace = workload?.namespace ?? (held.proxy === "ztunnel" ? null : (pod.split("/")[0] ?? null));
  const owner = held.kind === "gateway" ? gatewayOwner(held) : holderOf(held);
  const issuer = chain?.path[1];
  return {
    id: held.id,
    kind: held.kind,
    known: leaf !== null ? "chain" : admin !== null ? "dates" : "end",
    owner,
    namespace: held.kind === "gateway" ? (owner.split("/")[0] ?? null) : namespace,
    name: owner.slice(owner.indexOf("/") + 1),
    workloads: workloads.map(({ id }) => id),
    pod,
    resource,
    spiffeId: spiffeIdOf(held),
    dnsNames: leaf?.dnsNames ?? admin?.dnsNames ?? [],
    subject: leaf?.subject ?? null,
    issuedBy: issuer === undefined ? (leaf === null ? null : shortName(leaf.issuer) || null) : nameOf(issuer),
    serial: leaf?.serial ?? admin?.serial ?? null,
    sha256: leaf?.sha256 ?? null,
    issuerSha256: issuer?.sha256 ?? null,
    rootSha256: root?.sha256 ?? null,
    keyType: leaf?.keyType ?? null,
    ...datesOf(validity, life.share),
    state,
    severity: issues[0]?.severity ?? null,
    nextRotation: life.nextRotation === null ? null : isoTime(life.nextRotation),
    renewedBy: renewedBy[rule],
    source,
    ...seenAt(observedAt, now),
    issues,
  };
}

/** A gateway's certificate is called by its Secret; a file or a name of somebody else by its proxy. */
function gatewayOwner({ resource, pod, workloads }: HeldChain): string {
  const secret = /^(?:kubernetes|kubernetes-gateway):\/\/(?:([^/]+)\/)?([^/]+)$/.exec(resource);
  const namespace = pod.split("/")[0] ?? "";
  return secret === null ? (workloads[0]?.id ?? pod) : `${secret[1] ?? namespace}/${secret[2]}`;
}

function proxiesSeen(facts: CertificateFacts): number {
  const known = facts.held.filter((h) => h.kind === "workload" && validityOf(h) !== null);
  return new Set(known.map((h) => h.id.slice("workload/".length))).size;
}

function gapsOf(
  { evidence, bundles, trustBundles }: CertificateFacts,
  held: readonly CertificateRow[],
  seen: number,
  all: number,
): readonly CertificateGap[] {
  const gap = (text: string, cure: string) => ({ text, cure });
  const dated = held.filter(({ known, state }) => known !== "chain" && state !== "missing").length;
  return [
    ...evidence.gaps,
    ...(seen < all
      ? [gap(word("gapProxies", { count: String(all - seen), of: String(all) }), word("gapProxiesCure"))]
      : []),
    ...(dated > 0 ? [gap(word("gapDatesOnly", { count: String(dated) }), word("gapDatesOnlyCure"))] : []),
    ...(bundles.length + trustBundles.length === 0 && all > 0
      ? [gap(word("gapRoots"), word("gapRootsCure"))]
      : []),
  ];
}
