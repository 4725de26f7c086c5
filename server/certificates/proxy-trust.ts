import type { BrokenPair, ProxyTrust } from "../contract/certificate-trust.ts";
import { mostPairs } from "../contract/certificate-trust.ts";
import type { CertificateFacts, HeldChain } from "./facts.ts";
import { isoTime } from "./issue.ts";
import { type LifeRule, rotationOf } from "./life.ts";

/** By whose rules a held certificate lives. */
export function ruleOf({ kind, proxy, resource }: HeldChain): LifeRule {
  if (kind === "gateway" || resource.startsWith("file-cert:")) return "served";
  return proxy === "ztunnel" ? "ztunnel" : "agent";
}

/** What is known of the begin and the end of a held certificate; null when nothing is. */
export function validityOf({ leaf, admin, gauge, source }: HeldChain) {
  const dated = leaf ?? admin;
  if (dated !== null) return { notBefore: dated.notBefore, notAfter: dated.notAfter };
  return source === "agentGauge" && gauge !== null
    ? { notBefore: null, notAfter: gauge.observedAt + gauge.secondsLeft }
    : null;
}

/** Every workload proxy of which trust or signer are known. */
export function proxyTrusts({ held }: CertificateFacts): readonly ProxyTrust[] {
  return held
    .filter((h) => h.kind === "workload")
    .flatMap((h): ProxyTrust[] => {
      const trusts = [
        ...new Set(h.trust.flatMap((t) => t.roots.certificates.map(({ keySha256 }) => keySha256))),
      ];
      const signedBy = h.root?.keySha256 ?? null;
      const validity = validityOf(h);
      const next = validity === null ? null : rotationOf(ruleOf(h), validity);
      const nextRotation = next === null ? null : isoTime(next);
      const proxy = h.id.slice("workload/".length);
      // One ztunnel speaks for every workload of an account.
      const workloads = h.workloads.length === 0 ? [null] : h.workloads.map(({ id }) => id);
      return trusts.length === 0 && signedBy === null
        ? []
        : workloads.map((workload) => ({ proxy, workload, trusts, signedBy, nextRotation }));
    });
}

/** Proxies that have a certificate, whether it is known or not: the keys are those of `ProxyTrust.proxy`, or an account. */
export function allProxies({ evidence, held }: CertificateFacts): ReadonlySet<string> {
  const known = held.filter((h) => h.kind === "workload");
  const all = new Set(known.map((h) => h.id.slice("workload/".length)));
  const accounts = new Set(
    known.flatMap((h) => h.workloads.map((w) => `${w.namespace}/${w.serviceAccount}`)),
  );
  for (const w of evidence.workloads) {
    if (w.proxy === "sidecar" || w.proxy === "gateway") for (const pod of w.pods) all.add(pod);
    const account = `${w.namespace}/${w.serviceAccount}`;
    if (w.proxy === "ambient" && !accounts.has(account)) all.add(account);
  }
  return all;
}

interface Broken {
  readonly pairs: readonly BrokenPair[];
  readonly count: number;
  /** By workload, with how many others it cannot talk. */
  readonly byWorkload: ReadonlyMap<string, number>;
}

/** Name of the workload, else of the proxy. */
export const whoOf = ({ workload, proxy }: ProxyTrust): string => workload ?? proxy;

/**
 * Pairs of workloads of which one does not trust the root of the other. Mutual TLS verifies both sides, so a pair fails whoever of the two calls.
 * Proxies that trust and use the same are one class: there are few, however large the mesh is.
 */
export function brokenPairs(proxies: readonly ProxyTrust[]): Broken {
  const classes = new Map<string, ProxyTrust>();
  const ofWorkload = new Map<string, Set<string>>();
  for (const p of proxies) {
    // Of one whose trust is not known nothing can be said.
    if (p.trusts.length === 0 || p.signedBy === null) continue;
    const key = `${p.signedBy} ${p.trusts.toSorted().join(" ")}`;
    classes.set(key, p);
    const mine = ofWorkload.get(whoOf(p)) ?? new Set<string>();
    ofWorkload.set(whoOf(p), mine.add(key));
  }
  const groups = [
    ...Map.groupBy(ofWorkload.keys(), (id) => [...(ofWorkload.get(id) ?? [])].toSorted().join("|")),
  ];
  const pairs: BrokenPair[] = [];
  const byWorkload = new Map<string, number>();
  let count = 0;
  for (const [i, [key, members]] of groups.entries())
    for (const [otherKey, others] of groups.slice(i)) {
      const refuses = refusal(key.split("|"), otherKey.split("|"), classes);
      if (refuses === null) continue;
      const same = key === otherKey;
      const found = same ? (members.length * (members.length - 1)) / 2 : members.length * others.length;
      count += found;
      if (found > 0) {
        for (const id of members) add(byWorkload, id, same ? members.length - 1 : others.length);
        if (!same) for (const id of others) add(byWorkload, id, members.length);
      }
      for (const [m, client] of members.entries())
        for (const server of same ? members.slice(m + 1) : others)
          if (pairs.length < mostPairs) pairs.push({ client, server, refuses });
          else break;
    }
  return { pairs, count, byWorkload };
}

const add = (counts: Map<string, number>, key: string, n: number) =>
  counts.set(key, (counts.get(key) ?? 0) + n);

function refusal(
  clients: readonly string[],
  servers: readonly string[],
  classes: ReadonlyMap<string, ProxyTrust>,
): BrokenPair["refuses"] | null {
  let byServer = false;
  let byClient = false;
  for (const c of clients)
    for (const s of servers) {
      const client = classes.get(c);
      const server = classes.get(s);
      if (client === undefined || server === undefined) continue;
      if (!server.trusts.includes(client.signedBy ?? "")) byServer = true;
      if (!client.trusts.includes(server.signedBy ?? "")) byClient = true;
    }
  if (byServer && byClient) return "both";
  return byServer ? "server" : byClient ? "client" : null;
}
