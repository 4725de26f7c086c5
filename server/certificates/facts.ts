import type { Certificate } from "./certificate.ts";
import { type Chain, chainOf, signedBy } from "./chain.ts";
import type {
  CertificateEvidence,
  IstiodEvidence,
  RootConfigMap,
  SecretEvidence,
  TrustBundleEvidence,
  WebhookEvidence,
} from "./evidence.ts";
import { type Held, heldBy, leafOf } from "./held.ts";
import { pemOf } from "./json.ts";
import { type PemContent, readPem } from "./pem.ts";

/** A held certificate with the way to its root. */
export interface HeldChain extends Held {
  /** As its holder verifies it: the ends are the roots that it trusts. Null without a PEM. */
  readonly chain: Chain | null;
  /** The root among all that are known anywhere; null where none signed it. */
  readonly root: Certificate | null;
}

/** An authority, wherever it was seen. */
export interface Authority {
  readonly certificate: Certificate;
  readonly kind: "root" | "intermediate";
  /** Where it was seen first, and when. */
  readonly source: "secretsDump" | "ztunnelDump" | "configMap" | "trustBundle" | "secret" | "handshake";
  readonly observedAt: number | null;
  /** It signs workloads of the mesh, or is given to them as root; others belong to gateways. */
  readonly ofMesh: boolean;
}

/** Everything that is known of certificates, without a time: read once for a reading of a source. */
export interface CertificateFacts {
  readonly evidence: CertificateEvidence;
  readonly held: readonly HeldChain[];
  /** By fingerprint. */
  readonly authorities: ReadonlyMap<string, Authority>;
  readonly bundles: readonly { readonly of: RootConfigMap; readonly content: PemContent }[];
  readonly trustBundles: readonly { readonly of: TrustBundleEvidence; readonly content: PemContent }[];
  readonly webhooks: readonly { readonly of: WebhookEvidence; readonly content: PemContent }[];
  readonly istiods: readonly {
    readonly of: IstiodEvidence;
    readonly content: PemContent | null;
    readonly chain: Chain | null;
  }[];
  readonly secrets: readonly {
    readonly of: SecretEvidence;
    readonly content: PemContent | null;
    readonly leaf: Certificate | null;
    readonly chain: Chain | null;
  }[];
}

/**
 * Reads everything that a source knows of certificates.
 * @throws never; what cannot be read is left out, and told by the inventory
 */
export function certificateFacts(evidence: CertificateEvidence): CertificateFacts {
  const held = heldBy(evidence);
  const bundles = evidence.rootConfigMaps.map((of) => ({ of, content: readPem(of.bundle ?? "") }));
  const trustBundles = evidence.trustBundles.map((of) => ({ of, content: readPem(of.trustBundle) }));
  const webhooks = evidence.webhooks.map((of) => ({ of, content: readPem(pemOf(of.caBundle)) }));
  const meshRoots = unique([
    ...held.flatMap((h) => h.trust.flatMap((t) => t.roots.certificates)),
    ...bundles.flatMap((b) => b.content.certificates),
    ...trustBundles.flatMap((b) => b.content.certificates),
  ]);
  const chains = held.map((h): HeldChain => {
    if (h.leaf === null) return { ...h, chain: null, root: null };
    const others = h.content?.certificates ?? [];
    const own = h.trust.flatMap((t) => t.roots.certificates);
    // A gateway's certificate is verified by callers outside, of whose roots nothing is known: it ends where it signs itself.
    const anchors = h.kind === "gateway" ? selfSigners(others) : own.length > 0 ? own : meshRoots;
    const chain = chainOf(h.leaf, others, anchors);
    const root =
      chain.anchor ??
      (h.kind === "workload" ? chainOf(h.leaf, others, [...meshRoots, ...selfSigners(others)]).anchor : null);
    return { ...h, chain, root };
  });
  const istiods = evidence.istiods.map((of) => {
    const content = of.servingChain === null ? null : readPem(of.servingChain);
    const leaf = leafOf(content);
    return { of, content, chain: leaf && chainOf(leaf, content?.certificates ?? [], meshRoots) };
  });
  const secrets = evidence.secrets.map((of) => {
    const content = of.chain === null ? null : readPem(of.chain);
    const leaf = leafOf(content);
    const sent = content?.certificates ?? [];
    return { of, content, leaf, chain: leaf && chainOf(leaf, sent, selfSigners(sent)) };
  });
  const facts = { evidence, held: chains, bundles, trustBundles, webhooks, istiods, secrets };
  return { ...facts, authorities: authoritiesOf(facts) };
}

function authoritiesOf(facts: Omit<CertificateFacts, "authorities">): ReadonlyMap<string, Authority> {
  const found = new Map<string, Authority>();
  const add = (
    certificates: readonly Certificate[],
    kind: Authority["kind"] | null,
    seen: Omit<Authority, "certificate" | "kind">,
  ) => {
    for (const certificate of certificates) {
      const known = found.get(certificate.sha256);
      const is = kind ?? (certificate.selfSigned ? "root" : "intermediate");
      if (known === undefined) found.set(certificate.sha256, { certificate, kind: is, ...seen });
      else if ((is === "root" && known.kind !== "root") || (seen.ofMesh && !known.ofMesh))
        found.set(certificate.sha256, {
          ...known,
          kind: is === "root" ? "root" : known.kind,
          ofMesh: known.ofMesh || seen.ofMesh,
        });
    }
  };
  for (const { of: _, content } of facts.bundles)
    add(content.certificates, "root", { source: "configMap", observedAt: null, ofMesh: true });
  for (const { content } of facts.trustBundles)
    add(content.certificates, "root", { source: "trustBundle", observedAt: null, ofMesh: true });
  for (const h of facts.held) {
    const source = h.source === "ztunnelDump" ? "ztunnelDump" : "secretsDump";
    const seen = { source, observedAt: h.observedAt } as const;
    add(
      h.trust.flatMap((t) => t.roots.certificates),
      "root",
      { ...seen, ofMesh: true },
    );
    const authorities = h.content?.certificates.filter((c) => c.isAuthority && c !== h.leaf) ?? [];
    add(authorities, null, { ...seen, ofMesh: h.kind === "workload" });
  }
  for (const { content, of } of facts.istiods)
    add(content?.certificates.filter((c) => c.isAuthority) ?? [], null, {
      source: "handshake",
      observedAt: of.servingObservedAt,
      ofMesh: true,
    });
  for (const { content, leaf } of facts.secrets)
    add(content?.certificates.filter((c) => c.isAuthority && c !== leaf) ?? [], null, {
      source: "secret",
      observedAt: null,
      ofMesh: false,
    });
  return found;
}

const selfSigners = (certificates: readonly Certificate[]) =>
  certificates.filter((c) => c.selfSigned && c.isAuthority && signedBy(c, c));

const unique = (certificates: readonly Certificate[]) => [
  ...new Map(certificates.map((c) => [c.sha256, c])).values(),
];
