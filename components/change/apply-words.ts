import type { Words } from "../look/words.ts";
import type { Damage } from "./damage.ts";

/** The words of a button that writes: what it does, and the damage when there is any. */
export const applyWords = (words: Words["change"], verb: string, damage: Damage | null): string =>
  damage === null || damage.family === "none"
    ? verb
    : words.withDamage(
        verb,
        words.flips.sentence(damage.refused, damage.opened, damage.other, damage.observed),
      );
