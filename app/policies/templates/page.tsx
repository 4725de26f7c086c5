import type { Metadata } from "next";
import { Suspense } from "react";
import { TemplatesPage } from "../../../components/starts/TemplatesPage.tsx";
import { requestWords } from "../../request-language.ts";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await requestWords()).starts.title,
});

export default function Templates() {
  return (
    <Suspense>
      <TemplatesPage />
    </Suspense>
  );
}
