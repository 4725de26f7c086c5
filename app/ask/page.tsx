import type { Metadata } from "next";
import { Suspense } from "react";
import { AskPage } from "../../components/ask/AskPage.tsx";
import { requestWords } from "../request-language.ts";

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await requestWords()).ask.title });

export default function Ask() {
  return (
    <Suspense>
      <AskPage />
    </Suspense>
  );
}
