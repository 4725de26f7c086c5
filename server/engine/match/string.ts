/**
 * Istio's string match: `*` present and not empty, `*abc` suffix, `abc*` prefix, otherwise equal.
 * Only a leading or else a trailing star is special; further stars are literal.
 * @source Istio AuthorizationPolicy reference, "Authorization policy supports exact, prefix, suffix, presence"
 */
export function matchString(pattern: string, value: string): boolean {
  if (pattern === "*") return value !== "";
  if (pattern.startsWith("*")) return value.endsWith(pattern.slice(1));
  if (pattern.endsWith("*")) return value.startsWith(pattern.slice(0, -1));
  return value === pattern;
}

/** True when some pattern matches; a missing value (null or undefined inside `value`) matches none. */
export function matchSome(patterns: readonly string[], value: string | null): boolean {
  return value !== null && patterns.some((p) => matchString(p, value));
}

/** A regular expression that takes `*` anywhere as "any text" and everything else literally; full match. */
export function starPattern(value: string): RegExp {
  const escaped = value.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${escaped.join(".*")}$`, "s");
}
