import { outcomeLook } from "../look/outcome.ts";
import { transportLook } from "../look/transport.ts";
import { words } from "../look/words.ts";
import type { Face, Flip } from "./flips.ts";

const transportWord = (face: Pick<Face, "transport">): string =>
  face.transport === null ? words.transport.none : transportLook[face.transport].word;

/**
 * What a flip says, in words: only what differs.
 * @returns `name` of the edge, and what it said before and says now
 */
export function flipWords({ client, server, workloadPort, before, after }: Flip): {
  readonly name: string;
  readonly before: string;
  readonly after: string;
} {
  const name = words.push.edge(client, server, workloadPort);
  if (before === null || after === null) {
    return {
      name,
      before: before === null ? words.push.notThere : whole(before),
      after: after === null ? words.push.gone : whole(after),
    };
  }
  const say = (face: Face): string => {
    const parts = [
      ...(before.outcome !== after.outcome ? [outcome(face)] : []),
      ...(before.transport !== after.transport ? [transportWord(face)] : []),
      ...(before.condition !== after.condition && face.condition !== null ? [face.condition] : []),
    ];
    // The same outcome without its condition, or endpoints that differ otherwise.
    return parts.length > 0 ? parts.join(", ") : outcome(face, true);
  };
  return { name, before: say(before), after: say(after) };
}

const whole = (face: Face): string => `${outcome(face)}, ${transportWord(face)}`;

function outcome(face: Face, endpoints = false): string {
  const word = outcomeLook[face.outcome].word.toLowerCase();
  if (!endpoints || face.endpoints.length === 0) return word;
  return face.endpoints
    .map((one) => `${one.count} ${outcomeLook[one.outcome].word.toLowerCase()} ${transportWord(one)}`)
    .join(", ");
}

/** One flip as a sentence. */
export function flipSentence(flip: Flip): string {
  const { name, before, after } = flipWords(flip);
  return words.push.flip(name, before, after);
}
