/** The languages in which the page and the sentences of the server are written. */
export type Language = "en" | "ja";

const languages: readonly Language[] = ["en", "ja"];

/** The cookie that remembers the choice of a browser; it holds nothing else. */
export const languageCookie = "sekisho-language";

const isLanguage = (text: string): text is Language => languages.some((language) => language === text);

/**
 * The language that a request asks for: its choice, else the first of its `Accept-Language` header that there is.
 * @param chosen value of the cookie, when the browser has one
 */
export function languageOf(chosen: string | undefined, accepted: string | null): Language {
  if (chosen !== undefined && isLanguage(chosen)) return chosen;
  const wanted = (accepted ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().toLowerCase().split(";");
      const weight = parameters.map((p) => /^\s*q=([\d.]+)/.exec(p)?.[1]).find((q) => q !== undefined);
      return { tag: tag.split("-")[0] ?? "", weight: Number(weight ?? "1") };
    })
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight);
  return wanted.map(({ tag }) => tag).find(isLanguage) ?? "en";
}
