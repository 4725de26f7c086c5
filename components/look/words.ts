import type { Language } from "../../server/contract/language.ts";
import { en } from "./en/index.ts";
import { ja } from "./ja/index.ts";

/** The shape of a dictionary: each sentence is any text, each function says what it takes. */
type Dictionary<T> = T extends string
  ? string
  : T extends (...values: infer V) => string
    ? (...values: V) => string
    : { readonly [K in keyof T]: Dictionary<T[K]> };

/** Every sentence of the page, in one language. A missing one is an error of the compiler. */
export type Words = Dictionary<typeof en>;

const dictionaries: Readonly<Record<Language, Words>> = { en, ja };

export const wordsOf = (language: Language): Words => dictionaries[language];
