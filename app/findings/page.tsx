import type { Metadata } from "next";
import { Suspense } from "react";
import { FindingsPage } from "../../components/findings/FindingsPage.tsx";
import { requestWords } from "../request-language.ts";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await requestWords()).navigation.findings,
});

export default function Findings() {
  return (
    <Suspense>
      <FindingsPage />
    </Suspense>
  );
}
