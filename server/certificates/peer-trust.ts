import { nameOf } from "./certificate-name.ts";
import type { CertificateFacts } from "./facts.ts";
import { proxyTrusts, whoOf } from "./proxy-trust.ts";

/** For each root that signs somebody: who does not trust it, and whom it signs. */
export interface PeerTrust {
  readonly notTrusting: ReadonlyMap<string, readonly string[]>;
  readonly signing: ReadonlyMap<string, { readonly name: string; readonly signs: readonly string[] }>;
}

/** Computed once for all: a mesh has few roots, and many proxies. */
export function peerTrust(facts: CertificateFacts): PeerTrust {
  const proxies = proxyTrusts(facts);
  const names = new Map(
    [...facts.authorities.values()].map((a) => [a.certificate.keySha256, nameOf(a.certificate)]),
  );
  const signers = new Set(proxies.flatMap(({ signedBy }) => signedBy ?? []));
  const unique = (ids: readonly string[]) => [...new Set(ids)];
  return {
    notTrusting: new Map(
      [...signers].map((key) => [
        key,
        unique(proxies.filter((p) => p.trusts.length > 0 && !p.trusts.includes(key)).map(whoOf)),
      ]),
    ),
    signing: new Map(
      [...signers].map((key) => [
        key,
        { name: names.get(key) ?? key, signs: unique(proxies.filter((p) => p.signedBy === key).map(whoOf)) },
      ]),
    ),
  };
}
