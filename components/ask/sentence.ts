import type { AskAnswer, Check } from "../../server/contract/ask.ts";
import type { Words } from "../look/words.ts";

/** `…/ns/front/sa/web`: the trust domain says nothing where all are of one mesh. */
export const shortIdentity = (value: string): string =>
  value.replace(/^[^/\s]+\/ns\/([^/]+)\/sa\/(.+)$/, "…/ns/$1/sa/$2");

/** The values that a field wants, in words. */
export function wantedWords({ wanted, not, field }: Check, words: Words): string {
  const values = wanted.map(shortIdentity);
  const list =
    values.length <= 3 ? values.join(", ") : `${values.slice(0, 2).join(", ")} +${values.length - 2}`;
  // notPaths says by its name that it excludes.
  return not && !field.startsWith("not") ? words.ask.not(list) : list;
}

/** Who decides and why, in one sentence; where nobody allows it, by what the nearest policy missed. */
export function answerSentence(
  { decider, sentence, server, policies, answer }: AskAnswer,
  words: Words,
): string {
  if (answer.outcome !== "denied" || decider === null || !decider.nearest) return sentence;
  const { ref, rule } = decider;
  const policy = `${ref.kind} ${ref.namespace}/${ref.name}`;
  const miss = rule?.miss ?? null;
  const told =
    miss === null
      ? words.ask.emptyAllow(policy)
      : words.ask.nearest(policy, miss.field, wantedWords(miss, words), shortIdentity(miss.was));
  const others = policies.filter((p) => p.action === "ALLOW" && p.state === "missed").length > 1;
  return others && server !== null ? `${told} ${words.ask.noOther(server.id.split("/").at(-1) ?? "")}` : told;
}
