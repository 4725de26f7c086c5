import type { CertificateIssue } from "../contract/certificates.ts";
import type { GatewayServer, GatewayServers } from "./evidence.ts";
import type { CertificateFacts, HeldChain } from "./facts.ts";
import { issue, someOf, word } from "./issue.ts";
import { sdsNamesOf } from "./sds-name.ts";

/** What is wrong with what gateways serve: by the certificate, and what is of none. */
export interface GatewayIssues {
  /** By id of the held certificate. */
  readonly byHeld: ReadonlyMap<string, readonly CertificateIssue[]>;
  readonly others: readonly CertificateIssue[];
  /** What Gateways name and no proxy was seen to hold. */
  readonly unknown: readonly string[];
}

/** Compares what Gateways ask for with what their proxies hold. */
export function gatewayIssues({ evidence, held }: CertificateFacts): GatewayIssues {
  const byHeld = new Map<string, CertificateIssue[]>();
  const others: CertificateIssue[] = [];
  const unknown = new Set<string>();
  const dumped = new Set(
    evidence.proxies.filter(({ configDump }) => configDump !== null).map(({ pod }) => pod),
  );
  const find = new Map(held.map((one) => [`${one.pod} ${one.resource}`, one]));
  for (const gateway of evidence.gateways) {
    const who = `Gateway ${gateway.namespace}/${gateway.name}`;
    for (const server of gateway.servers) {
      const names = sdsNamesOf(gateway, server);
      for (const name of names) {
        const pods = gateway.pods.filter((pod) => dumped.has(pod));
        const there = pods.flatMap((pod) => find.get(`${pod} ${name}`) ?? []);
        if (there.length === 0 && name !== "default") unknown.add(`${who} (${name})`);
        for (const one of there) add(byHeld, one, uncovered(one, server, who));
      }
      if (/MUTUAL$/.test(server.mode) && server.mode !== "ISTIO_MUTUAL")
        others.push(...withoutAuthority(gateway, server, who, evidence.proxies, dumped));
    }
  }
  return { byHeld, others: [...others, ...twice(evidence.gateways)], unknown: [...unknown] };
}

function add(
  byHeld: Map<string, CertificateIssue[]>,
  { id }: HeldChain,
  issues: readonly CertificateIssue[],
) {
  const known = byHeld.get(id) ?? [];
  const codes = new Set(known.map(({ text }) => text));
  byHeld.set(id, [...known, ...issues.filter(({ text }) => !codes.has(text))]);
}

/**
 * Hosts that a certificate is not for: a wildcard stands for exactly one label, and the common name never counts.
 * @source RFC 6125, section 6.4.3
 */
function uncovered({ leaf }: HeldChain, { hosts }: GatewayServer, who: string): readonly CertificateIssue[] {
  if (leaf === null) return [];
  const names = leaf.dnsNames.map((name) => name.toLowerCase());
  const lacking = hosts
    .map((host) => host.slice(host.indexOf("/") + 1).toLowerCase())
    .filter((host) => host !== "*" && !names.some((name) => covers(name, host)));
  return lacking.length === 0
    ? []
    : [
        issue(
          "hostNotCovered",
          { names: someOf(lacking), who },
          { consequence: word("clientsRefuse", { who }) },
        ),
      ];
}

function covers(name: string, host: string): boolean {
  if (name === host) return true;
  return name.startsWith("*.") && !host.startsWith("*.") && name.slice(1) === host.slice(host.indexOf("."));
}

/** A gateway that asks for client certificates holds the CA as a secret of its own; without one it refuses everybody. */
function withoutAuthority(
  gateway: GatewayServers,
  server: GatewayServer,
  who: string,
  proxies: CertificateFacts["evidence"]["proxies"],
  dumped: ReadonlySet<string>,
): readonly CertificateIssue[] {
  const [credential] = server.credentialNames;
  const pods = gateway.pods.filter((pod) => dumped.has(pod));
  if (credential === undefined || server.caCertCredentialName !== null || pods.length === 0) return [];
  const wanted = `${credential.replace(/^kubernetes:\/\//, "")}-cacert`;
  const has = pods.some((pod) =>
    JSON.stringify(proxies.find((one) => one.pod === pod)?.configDump).includes(wanted),
  );
  return has
    ? []
    : [
        issue(
          "mutualWithoutAuthority",
          { who, port: String(server.port), name: wanted },
          { consequence: word("tlsReset") },
        ),
      ];
}

/** Two Gateways of the same proxies with one credential: a browser that reuses its connection meets the wrong one. */
function twice(gateways: readonly GatewayServers[]): readonly CertificateIssue[] {
  const users = new Map<string, Set<string>>();
  for (const gateway of gateways)
    for (const server of gateway.servers)
      for (const name of server.credentialNames)
        for (const workload of gateway.workloads) {
          const key = `${workload} ${name}`;
          users.set(key, (users.get(key) ?? new Set()).add(`${gateway.namespace}/${gateway.name}`));
        }
  return [...users].flatMap(([key, names]) =>
    names.size < 2
      ? []
      : [issue("credentialTwice", { names: [...names].join(", "), name: key.slice(key.indexOf(" ") + 1) })],
  );
}
