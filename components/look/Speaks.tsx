"use client";
import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import type { Language } from "../../server/contract/language.ts";

// Each is a file of its own that the page names in its head. Without `loading` no boundary stands around the page: what the server
// says comes in one piece, and the page listens once its words are there.
const speaks = {
  en: dynamic(() => import("./SpeaksEnglish.tsx").then((module) => module.SpeaksEnglish)),
  ja: dynamic(() => import("./SpeaksJapanese.tsx").then((module) => module.SpeaksJapanese)),
};

/** Around the whole page: brings the dictionary of its language, and only that one. */
export function Speaks({ language, children }: { language: Language; children: ReactNode }) {
  const Dictionary = speaks[language];
  return <Dictionary>{children}</Dictionary>;
}
