import type { CertificateTrust, ProxyTrust, TrustRoot } from "../contract/certificate-trust.ts";
import { nameOf } from "./certificate-name.ts";
import type { CertificateFacts } from "./facts.ts";
import { isoTime } from "./issue.ts";
import { allProxies, brokenPairs, proxyTrusts, whoOf } from "./proxy-trust.ts";
import { rootBundles } from "./root-bundles.ts";
import { stageOf } from "./stage.ts";

/**
 * Who trusts whom, and where a change of the root stands.
 * @param nowSeconds tells who is overdue
 * @throws never
 */
export function trustOf(facts: CertificateFacts, nowSeconds: number): CertificateTrust {
  const proxies = proxyTrusts(facts);
  const known = proxies.filter(({ trusts }) => trusts.length > 0);
  const roots = rootsOf(facts, known);
  const seen = new Set(known.map(({ proxy }) => proxy)).size;
  const all = allProxies(facts).size;
  const bundles = rootBundles(facts);
  const broken = brokenPairs(proxies);
  const stage = stageOf({
    proxies: known,
    roots,
    bundles,
    broken,
    seen,
    all,
    nowSeconds,
    mesh: facts.evidence.mesh,
  });
  return { roots, proxies, seen, all, stage, broken: broken.pairs, brokenCount: broken.count, bundles };
}

/** Roots of the mesh, one for each key: the newest certificate stands for it. */
function rootsOf(facts: CertificateFacts, known: readonly ProxyTrust[]): readonly TrustRoot[] {
  const authorities = [...facts.authorities.values()].filter((a) => a.kind === "root" && a.ofMesh);
  const byKey = Map.groupBy(authorities, (a) => a.certificate.keySha256);
  const roots = [...byKey].flatMap(([id, [first, ...others]]) => {
    if (first === undefined) return [];
    const newest = others.reduce((a, b) => (b.certificate.notAfter > a.certificate.notAfter ? b : a), first);
    const { certificate } = newest;
    const lacking = new Set(known.filter(({ trusts }) => !trusts.includes(id)).map(whoOf));
    return [
      {
        id,
        since: Math.min(...[first, ...others].map((a) => a.certificate.notBefore)),
        name: nameOf(certificate),
        row: `root/${certificate.sha256}`,
        keyType: certificate.keyType,
        notBefore: isoTime(certificate.notBefore),
        notAfter: isoTime(certificate.notAfter),
        trustedBy: proxiesOf(known, ({ trusts }) => trusts.includes(id)),
        signs: proxiesOf(known, ({ signedBy }) => signedBy === id),
        notTrustedBy: [...lacking],
      },
    ];
  });
  return roots
    .toSorted((a, b) => a.since - b.since || (a.id < b.id ? -1 : 1))
    .map(({ since: _, ...root }, i) => ({ ...root, letter: letterOf(i) }));
}

const proxiesOf = (known: readonly ProxyTrust[], is: (proxy: ProxyTrust) => boolean): number =>
  new Set(known.filter(is).map(({ proxy }) => proxy)).size;

/** A … Z, then A1 … */
const letterOf = (i: number): string =>
  String.fromCharCode(65 + (i % 26)) + (i < 26 ? "" : String(Math.floor(i / 26)));
