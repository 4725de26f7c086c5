"use client";
import type { ReactNode } from "react";
import { en } from "./en/index.ts";
import { learnWords } from "./words.ts";

learnWords("en", en);

/** Around a page in English: brings its dictionary with it. */
export const SpeaksEnglish = ({ children }: { children: ReactNode }) => children;
