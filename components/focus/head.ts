import type { Words } from "../look/words.ts";
import type { ShownGroup } from "./shown.ts";

/** `cluster.local/ns/front/sa/web` as `front/web`; anything else as it is. */
function shortPrincipal(value: string): string {
  const parts = /^(?:[^/]+\/)?ns\/([^/]+)\/sa\/([^/]+)$/.exec(value);
  return parts === null ? value : `${parts[1]}/${parts[2]}`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** How the peers of a group pass, in words: "Any client, also without identity", "Only GET on /api/*". */
export function headOf(
  {
    side,
    way,
    outcome,
    condition,
    named,
  }: Pick<ShownGroup, "side" | "way" | "outcome" | "condition" | "named">,
  words: Words,
): string {
  if (way === "stopped") return words.outcome[outcome].word;
  // The condition says it better than the kind of it.
  if (condition !== null) return capital(condition);
  if (side === "calls") return words.focus.to[way];
  if (way === "namespace" || way === "address") return words.focus.by[way](named);
  if (way === "identity") return words.focus.by.identity(named.map(shortPrincipal));
  return words.focus.by[way];
}
