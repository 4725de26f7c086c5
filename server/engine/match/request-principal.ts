import type { TokenClaims } from "../facts.ts";

/**
 * `requestPrincipals` against issuer and subject. Split at the last slash; only the first star counts,
 * so a star with a slash after it wants a literal star as subject and matches no real token.
 * @source Istio AuthorizationPolicy reference, Source.requestPrincipals; recorded outcomes
 */
export function matchRequestPrincipal(pattern: string, token: TokenClaims | null): boolean {
  if (token === null) return false;
  const { issuer, subject } = token;
  // Envoy compares claims: one that is not there equals nothing, not even an empty text.
  if (subject === null) return false;
  if (pattern === "*") return issuer !== "" && subject !== "";
  const slash = pattern.lastIndexOf("/");
  if (pattern.startsWith("*")) {
    if (slash < 0) return issuer !== "" && subject.endsWith(pattern.slice(1));
    const issuerSuffix = pattern.slice(1, slash);
    return issuer.endsWith(issuerSuffix) && issuer !== "" && subject === pattern.slice(slash + 1);
  }
  if (pattern.endsWith("*")) {
    if (slash < 0) return issuer.startsWith(pattern.slice(0, -1)) && subject !== "";
    return (
      issuer === pattern.slice(0, slash) && subject.startsWith(pattern.slice(slash + 1, -1)) && subject !== ""
    );
  }
  if (slash < 0) return issuer === pattern && subject === "";
  return issuer === pattern.slice(0, slash) && subject === pattern.slice(slash + 1);
}

/** The values of a claim that can match: a string, or the strings of a list; split at spaces where told. */
export function claimValues(token: TokenClaims, names: readonly string[]): readonly string[] {
  let value: unknown = token.claims;
  for (const name of names) {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
    if (!Object.hasOwn(value, name)) return [];
    value = (value as Record<string, unknown>)[name];
  }
  const first = names[0] ?? "";
  const split = names.length === 1 && token.spaceDelimited.has(first);
  if (typeof value === "string") return split ? value.split(" ").filter((x) => x !== "") : [value];
  if (Array.isArray(value)) return value.filter((x): x is string => typeof x === "string");
  return [];
}
