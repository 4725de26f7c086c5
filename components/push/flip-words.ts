import { transportWord } from "../look/transport.ts";
import type { Words } from "../look/words.ts";
import type { Face, Flip } from "./flips.ts";

/**
 * What a flip says, in words: only what differs.
 * @returns `name` of the edge, and what it said before and says now
 */
export function flipWords(
  { client, server, workloadPort, before, after }: Flip,
  words: Words,
): {
  readonly name: string;
  readonly before: string;
  readonly after: string;
} {
  const name = words.push.edge(client, server, workloadPort);
  if (before === null || after === null) {
    return {
      name,
      before: before === null ? words.push.notThere : whole(before, words),
      after: after === null ? words.push.gone : whole(after, words),
    };
  }
  const say = (face: Face): string => {
    const parts = [
      ...(before.outcome !== after.outcome ? [outcome(face, words)] : []),
      ...(before.transport !== after.transport ? [transportWord(face.transport, words)] : []),
      ...(before.condition !== after.condition && face.condition !== null ? [face.condition] : []),
    ];
    // The same outcome without its condition, or endpoints that differ otherwise.
    return parts.length > 0 ? parts.join(", ") : outcome(face, words, true);
  };
  return { name, before: say(before), after: say(after) };
}

const whole = (face: Face, words: Words): string =>
  `${outcome(face, words)}, ${transportWord(face.transport, words)}`;

function outcome(face: Face, words: Words, endpoints = false): string {
  const word = words.outcome[face.outcome].word.toLowerCase();
  if (!endpoints || face.endpoints.length === 0) return word;
  return face.endpoints
    .map(
      (one) =>
        `${one.count} ${words.outcome[one.outcome].word.toLowerCase()} ${transportWord(one.transport, words)}`,
    )
    .join(", ");
}

/** One flip as a sentence. */
export function flipSentence(flip: Flip, words: Words): string {
  const { name, before, after } = flipWords(flip, words);
  return words.push.flip(name, before, after);
}
