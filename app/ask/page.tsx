import type { Metadata } from "next";
import { Suspense } from "react";
import { AskPage } from "../../components/ask/AskPage.tsx";
import { words } from "../../components/look/words.ts";

export const metadata: Metadata = { title: words.ask.title };

export default function Ask() {
  return (
    <Suspense>
      <AskPage />
    </Suspense>
  );
}
