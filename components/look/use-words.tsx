"use client";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from "react";
import { type Language, languageCookie } from "../../server/contract/language.ts";
import { fetchWords, type Words, wordsOf } from "./words.ts";

interface Spoken {
  readonly language: Language;
  /** Fetches its words first. @throws when they cannot be fetched; the page stays as it is */
  readonly choose: (language: Language) => Promise<void>;
}

const Spoken = createContext<Spoken>({ language: "en", choose: async () => undefined });

const year = 365 * 24 * 3600;

/** The language of the page: what the request asked for, until another is chosen. The browser remembers the choice. */
export function LanguageProvider({
  asked,
  onChange,
  children,
}: {
  asked: Language;
  /** The sentences of the server are asked for anew. */
  onChange: () => void;
  children: ReactNode;
}) {
  const [language, setLanguage] = useState(asked);
  // Screen readers and hyphenation go by the page's own word.
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const choose = useCallback(
    async (next: Language) => {
      await fetchWords(next);
      // biome-ignore lint/suspicious/noDocumentCookie: the CookieStore needs a secure context, which plain http has not
      document.cookie = `${languageCookie}=${next}; path=/; max-age=${year}; samesite=lax`;
      // Questions that follow are asked in the new language.
      document.documentElement.lang = next;
      setLanguage(next);
      onChange();
    },
    [onChange],
  );
  const spoken = useMemo(() => ({ language, choose }), [language, choose]);
  return <Spoken value={spoken}>{children}</Spoken>;
}

/** The sentences of the page, in the language that was chosen. */
export const useWords = (): Words => wordsOf(useContext(Spoken).language);

export const useLanguage = (): Spoken => useContext(Spoken);
