/** The plural of a kind as the API server names it in paths and rules, e.g. `authorizationpolicies`. */
export function pluralOf(kind: string): string {
  const lower = kind.toLowerCase();
  return /[^aeiou]y$/.test(lower)
    ? `${lower.slice(0, -1)}ies`
    : `${lower}${lower.endsWith("s") ? "es" : "s"}`;
}
