"use client";
import type { ReactNode } from "react";
import { ja } from "./ja/index.ts";
import { learnWords } from "./words.ts";

learnWords("ja", ja);

/** Around a page in Japanese: brings its dictionary with it. */
export const SpeaksJapanese = ({ children }: { children: ReactNode }) => children;
