import { cookies, headers } from "next/headers";
import { allWords } from "../components/look/all-words.ts";
import type { Words } from "../components/look/words.ts";
import { type Language, languageCookie, languageOf } from "../server/contract/language.ts";

/** The language of this request: what the browser chose before, else what it accepts. */
export const requestLanguage = async (): Promise<Language> =>
  languageOf((await cookies()).get(languageCookie)?.value, (await headers()).get("accept-language"));

/** The sentences of the page in that language. */
export const requestWords = async (): Promise<Words> => allWords[await requestLanguage()];
