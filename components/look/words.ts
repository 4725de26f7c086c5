import type { Language } from "../../server/contract/language.ts";
import type { en } from "./en/index.ts";

/** The shape of a dictionary: each sentence is any text, each function says what it takes. */
type Dictionary<T> = T extends string
  ? string
  : T extends (...values: infer V) => string
    ? (...values: V) => string
    : { readonly [K in keyof T]: Dictionary<T[K]> };

/** Every sentence of the page, in one language. A missing one is an error of the compiler. */
export type Words = Dictionary<typeof en>;

/** Dictionaries that are here. A reader of one language never loads the other. */
const known = new Map<Language, Words>();

export const learnWords = (language: Language, words: Words): void => void known.set(language, words);

/** Fetches a dictionary that is not here yet. @throws when it cannot be fetched */
export async function fetchWords(language: Language): Promise<void> {
  if (known.has(language)) return;
  if (language === "ja") learnWords("ja", (await import("./ja/index.ts")).ja);
  else learnWords("en", (await import("./en/index.ts")).en);
}

/**
 * The dictionary of a language, or what is here in its place.
 * @throws Error before any dictionary is known, which Speaks*.tsx prevents
 */
export function wordsOf(language: Language): Words {
  const words = known.get(language) ?? [...known.values()][0];
  if (words === undefined) throw new Error("No dictionary is loaded.");
  return words;
}
