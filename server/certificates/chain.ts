import type { Certificate } from "./certificate.ts";

/** Why a chain does not hold, whatever the time is. */
export interface ChainFlaw {
  readonly kind: "brokenSignature" | "notAuthority" | "pathTooLong" | "incomplete";
  /** The certificate that is at fault; for `incomplete` the one whose signer is not at hand. */
  readonly at: Certificate;
}

/** A leaf and whoever signed it, as far as the certificates at hand reach. */
export interface Chain {
  /** Leaf first. Every one but the last is signed by the next. */
  readonly path: readonly Certificate[];
  /** The last of the path where it is one of the anchors; null when it leads to none. */
  readonly anchor: Certificate | null;
  readonly flaws: readonly ChainFlaw[];
}

/** A chain longer than this is no chain of a mesh. */
const longest = 10;

const verified = new WeakMap<Certificate, WeakMap<Certificate, boolean>>();

/** Whether the signature of one certificate is by the key of the other; remembered, since the same roots are asked of every leaf. */
export function signedBy(certificate: Certificate, signer: Certificate): boolean {
  const known = verified.get(certificate) ?? new WeakMap<Certificate, boolean>();
  verified.set(certificate, known);
  const before = known.get(signer);
  if (before !== undefined) return before;
  let good = false;
  try {
    good = certificate.issuer === signer.subject && certificate.x509.verify(signer.x509.publicKey);
  } catch {
    // A key of a kind that cannot have made this signature.
  }
  known.set(signer, good);
  return good;
}

/**
 * Finds the way from a certificate to an anchor. An anchor need not sign itself: Envoy takes any certificate of its bundle as the end of a chain.
 * @param others certificates that may stand between, in any order
 * @param anchors whoever is trusted
 * @throws never
 */
export function chainOf(
  leaf: Certificate,
  others: readonly Certificate[],
  anchors: readonly Certificate[],
): Chain {
  const best = climb([leaf], others, anchors);
  return { ...best, flaws: flawsOf(best, others) };
}

function climb(
  path: readonly Certificate[],
  others: readonly Certificate[],
  anchors: readonly Certificate[],
): Omit<Chain, "flaws"> {
  const top = path.at(-1);
  if (top === undefined) return { path, anchor: null };
  const own = anchors.find((a) => a.sha256 === top.sha256);
  if (own !== undefined) return { path, anchor: own };
  const direct = anchors.filter((a) => signedBy(top, a));
  // Of a signer that was renewed with the same key the one that lasts longest counts, as for who verifies.
  const anchor = direct.toSorted((a, b) => b.notAfter - a.notAfter)[0];
  if (anchor !== undefined) return { path: [...path, anchor], anchor };
  let best: Omit<Chain, "flaws"> = { path, anchor: null };
  if (path.length >= longest) return best;
  for (const next of others) {
    if (path.some((p) => p.sha256 === next.sha256) || !signedBy(top, next)) continue;
    const found = climb([...path, next], others, anchors);
    if (found.anchor !== null) return found;
    if (found.path.length > best.path.length) best = found;
  }
  return best;
}

function flawsOf(
  { path, anchor }: Omit<Chain, "flaws">,
  others: readonly Certificate[],
): readonly ChainFlaw[] {
  const flaws: ChainFlaw[] = [];
  for (const [i, signer] of path.entries()) {
    if (i === 0) continue;
    if (!signer.isAuthority || signer.maySign === false) flaws.push({ kind: "notAuthority", at: signer });
    // Authorities below it, without the leaf; those that sign themselves do not count.
    const below = path.slice(1, i).filter((c) => !c.selfSigned).length;
    if (signer.pathLength !== null && below > signer.pathLength)
      flaws.push({ kind: "pathTooLong", at: signer });
  }
  const top = path.at(-1);
  if (anchor === null && top !== undefined && !(top.selfSigned && signedBy(top, top))) {
    const claimed = others.some(
      (o) => o.sha256 !== top.sha256 && o.subject !== "" && o.subject === top.issuer,
    );
    flaws.push({ kind: claimed ? "brokenSignature" : "incomplete", at: top });
  }
  return flaws;
}
