import type { CertificateDetails, CertificateRow } from "../contract/certificates.ts";
import type { Certificate } from "./certificate.ts";
import { signedBy } from "./chain.ts";
import { chainTree, elementOf } from "./chain-tree.ts";
import type { CertificateFacts } from "./facts.ts";
import { leafOf } from "./held.ts";
import type { LifeRule } from "./life.ts";
import { ruleOf } from "./proxy-trust.ts";

/** What a drawer shows of one certificate, but for its edges and its history. */
export type CertificateDetail = Pick<CertificateDetails, "chain" | "verified" | "pem" | "commands">;

/**
 * The chain of one row of the inventory, and lines to look for oneself.
 * @param rows all rows, so that members of the chain lead to their own
 */
export function detailOf(
  facts: CertificateFacts,
  row: CertificateRow,
  rows: readonly CertificateRow[],
  now: number,
): CertificateDetail {
  const known = find(facts, row);
  const commands = commandsOf(row);
  if (known === null) return { chain: null, verified: false, pem: null, commands };
  const { certificate, sent, rule } = known;
  const ids = new Map(rows.flatMap(({ sha256, id }) => (sha256 === null ? [] : [[sha256, id] as const])));
  const others = unique([...sent, ...[...facts.authorities.values()].map((one) => one.certificate)]);
  const chain = chainTree(certificate, others, (one) => elementOf(one, rule, ids, now));
  return {
    chain,
    verified: isVerified(facts, row, certificate, now),
    pem: pemOf(certificate, sent),
    commands,
  };
}

interface Known {
  readonly certificate: Certificate;
  readonly sent: readonly Certificate[];
  readonly rule: LifeRule;
}

function find(facts: CertificateFacts, { id, sha256 }: CertificateRow): Known | null {
  const held = facts.held.find((one) => one.id === id);
  if (held !== undefined)
    return held.leaf === null
      ? null
      : { certificate: held.leaf, sent: held.content?.certificates ?? [], rule: ruleOf(held) };
  const authority = sha256 === null ? undefined : facts.authorities.get(sha256);
  if (authority !== undefined) return { certificate: authority.certificate, sent: [], rule: "authority" };
  const contents = [
    ...facts.istiods.flatMap(({ content }) => content ?? []),
    ...facts.webhooks.map(({ content }) => content),
  ];
  for (const content of contents) {
    const certificate = content.certificates.find((one) => one.sha256 === sha256);
    if (certificate === undefined) continue;
    const rule = certificate === leafOf(content) && !certificate.isAuthority ? "shortServing" : "authority";
    return { certificate, sent: content.certificates, rule };
  }
  return null;
}

/** Signatures, dates and CA flags up to a root that the holder trusts; an authority by itself up to one that signs itself. */
function isVerified(
  facts: CertificateFacts,
  row: CertificateRow,
  certificate: Certificate,
  now: number,
): boolean {
  const held = facts.held.find(({ id }) => id === row.id);
  const serving = facts.istiods.find(({ of }) => `istiod/${of.namespace}/${of.name}` === row.id);
  const chain = held?.chain ?? serving?.chain ?? null;
  if (chain !== null)
    return (
      chain.anchor !== null &&
      chain.flaws.length === 0 &&
      chain.path.every(({ notBefore, notAfter }) => notBefore <= now && now < notAfter)
    );
  const dated = certificate.notBefore <= now && now < certificate.notAfter;
  if (certificate.selfSigned) return dated && certificate.isAuthority && signedBy(certificate, certificate);
  return (
    dated &&
    [...facts.authorities.values()].some(
      ({ kind, certificate: root }) =>
        kind === "root" && signedBy(certificate, root) && root.notBefore <= now && now < root.notAfter,
    )
  );
}

const pemOf = (certificate: Certificate, sent: readonly Certificate[]): string =>
  unique([certificate, ...sent])
    .map(({ pem }) => pem)
    .join("");

const unique = (certificates: readonly Certificate[]): readonly Certificate[] => [
  ...new Map(certificates.map((one) => [one.sha256, one])).values(),
];

/** Names of Kubernetes hold no sign that a shell reads; a name that has one makes no line. */
function commandsOf({ pod, kind }: CertificateRow): CertificateDetails["commands"] {
  const [, namespace, name] = /^([a-z0-9-]+)\/([a-z0-9.-]+)$/.exec(pod ?? "") ?? [];
  if (namespace === undefined || name === undefined) return { openssl: null, istioctl: null };
  const istioctl =
    kind === "workload" || kind === "gateway" ? `istioctl proxy-config secret ${name} -n ${namespace}` : null;
  const jq = `.dynamicActiveSecrets[] | select(.name == "default") | .secret.tlsCertificate.certificateChain.inlineBytes`;
  return {
    istioctl,
    openssl:
      kind === "workload"
        ? `istioctl proxy-config secret ${name} -n ${namespace} -o json | jq -r '${jq}' | base64 -d | openssl x509 -noout -text`
        : null,
  };
}
