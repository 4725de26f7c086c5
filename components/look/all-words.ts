import type { Language } from "../../server/contract/language.ts";
import { en } from "./en/index.ts";
import { ja } from "./ja/index.ts";
import type { Words } from "./words.ts";

/** Both dictionaries, for the server and for tests; the browser loads the one it needs (words.ts). */
export const allWords: Readonly<Record<Language, Words>> = { en, ja };
