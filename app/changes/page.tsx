import type { Metadata } from "next";
import { Suspense } from "react";
import { ChangeSetPage } from "../../components/changes/ChangeSetPage.tsx";
import { requestWords } from "../request-language.ts";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await requestWords()).changeSet.title,
});

export default function Changes() {
  return (
    <Suspense>
      <ChangeSetPage />
    </Suspense>
  );
}
