import { matchString, starPattern } from "./string.ts";

/** The parts of a principal `td/ns/<namespace>/sa/<account>`; null parts when it has another form. */
function principalParts(principal: string): {
  trustDomain: string;
  namespace: string | null;
  account: string | null;
} {
  const m = /^([^/]*)\/ns\/([^/]+)\/sa\/([^/]+)/.exec(principal);
  const slash = principal.indexOf("/");
  return {
    trustDomain: m?.[1] ?? (slash < 0 ? principal : principal.slice(0, slash)),
    namespace: m?.[2] ?? null,
    account: m?.[3] ?? null,
  };
}

/**
 * `principals` against the peer identity: a value with the scheme never matches, `*` is any identity.
 * @param principal without `spiffe://`; null without mTLS
 */
export function matchPrincipal(pattern: string, principal: string | null): boolean {
  if (principal === null) return false;
  if (pattern === "*") return true;
  const uri = `spiffe://${principal}`;
  // A leading star is put behind the scheme, so `*x` means spiffe:// + anything + x.
  if (pattern.startsWith("*")) return uri.startsWith("spiffe://") && principal.endsWith(pattern.slice(1));
  if (pattern.endsWith("*")) return uri.startsWith(`spiffe://${pattern.slice(0, -1)}`);
  return uri === `spiffe://${pattern}`;
}

/** `namespaces` against the identity: each `*`, wherever it stands, is any text. */
export function matchNamespace(pattern: string, principal: string | null): boolean {
  if (principal === null) return false;
  if (!pattern.includes("*")) return `spiffe://${principal}`.includes(`/ns/${pattern}/`);
  const body = starPattern(pattern).source.slice(1, -1);
  return new RegExp(`^.*/ns/${body}/.*$`, "s").test(`spiffe://${principal}`);
}

/** One question about many patterns: those without a star are looked up, the rest are tried. */
export function principalMatcher(patterns: readonly string[]): (principal: string) => boolean {
  const starred = patterns.filter((p) => p.startsWith("*") || p.endsWith("*"));
  const exact = new Set(patterns.filter((p) => !p.startsWith("*") && !p.endsWith("*")));
  return (principal) => exact.has(principal) || starred.some((p) => matchPrincipal(p, principal));
}

/** As `matchNamespace` for some pattern; a plain name is looked up among the parts of the identity. */
export function namespaceMatcher(patterns: readonly string[]): (principal: string) => boolean {
  const isPlain = (p: string) => !p.includes("*") && !p.includes("/");
  const plain = new Set(patterns.filter(isPlain));
  const rest = patterns.filter((p) => !isPlain(p));
  return (principal) => {
    if (plain.size > 0) {
      const parts = partsOf(principal);
      for (let i = 0; i + 2 < parts.length; i += 1)
        if (parts[i] === "ns" && plain.has(parts[i + 1] ?? "")) return true;
    }
    return rest.some((p) => matchNamespace(p, principal));
  };
}

/** The same principals are asked about by one policy after the other. */
const split = new Map<string, readonly string[]>();
const mostSplit = 20_000;
function partsOf(principal: string): readonly string[] {
  const known = split.get(principal);
  if (known !== undefined) return known;
  if (split.size >= mostSplit) split.clear();
  const parts = principal.split("/");
  split.set(principal, parts);
  return parts;
}

/** `serviceAccounts`: `ns/sa`, or `sa` in the policy's own namespace; no wildcards. */
export function matchServiceAccount(
  value: string,
  policyNamespace: string,
  principal: string | null,
): boolean {
  if (principal === null) return false;
  const slash = value.indexOf("/");
  const namespace = slash < 0 ? policyNamespace : value.slice(0, slash);
  const account = slash < 0 ? value : value.slice(slash + 1);
  if (!principal.includes(`/ns/${namespace}/`) || !principal.includes(`sa/${account}`)) return false;
  const literal = (s: string) => s.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^spiffe://.+/ns/${literal(namespace)}/(.+/|)sa/${literal(account)}(/.+)?$`).test(
    `spiffe://${principal}`,
  );
}

/** `trustDomains`: within the trust domain part only. */
export function matchTrustDomain(pattern: string, principal: string | null): boolean {
  if (principal === null) return false;
  return pattern === "*" ? true : matchString(pattern, principalParts(principal).trustDomain);
}

function overlaps(pattern: string, trustDomain: string): boolean {
  return pattern !== "*" && pattern.includes("*") && matchString(pattern, trustDomain);
}

/** By the list of a mesh's trust domains, which lives as long as its snapshot. */
const expanded = new WeakMap<readonly string[], Map<string, readonly string[]>>();

/**
 * Replaces the trust domain of a five-part principal by each name the mesh goes by.
 * `cluster.local` always means the local trust domain.
 * @source recorded outcomes (trust-domain-alias-*), Istio trust domain migration
 */
export function expandTrustDomain(value: string, trustDomains: readonly string[]): readonly string[] {
  const known = expanded.get(trustDomains) ?? new Map<string, readonly string[]>();
  expanded.set(trustDomains, known);
  const names = known.get(value) ?? expand(value, trustDomains);
  known.set(value, names);
  return names;
}

function expand(value: string, trustDomains: readonly string[]): readonly string[] {
  const parts = value.split("/");
  const first = parts[0] ?? "";
  if (parts.length !== 5 || first === "*" || first === "") return [value];
  const covered = trustDomains.some((td) => td === first || overlaps(first, td));
  if (!covered && first !== "cluster.local") return [value];
  const tail = parts.slice(1).join("/");
  // Only a leading star is left as written; a star at the end is replaced, since inside a principal it would be literal.
  const covers = (td: string) => first.startsWith("*") && td.endsWith(first.slice(1));
  return trustDomains.map((td) => (covers(td) ? value : `${td}/${tail}`));
}

/** Aliases of a plain trust domain value. */
export function expandTrustDomainValue(value: string, trustDomains: readonly string[]): readonly string[] {
  return trustDomains.includes(value) ? trustDomains : [value];
}
