import type { Language } from "../../server/contract/language.ts";

/** The language that the page is in now, for what is no component. On the server: English. */
export const pageLanguage = (): Language =>
  typeof document !== "undefined" && document.documentElement.lang === "ja" ? "ja" : "en";
