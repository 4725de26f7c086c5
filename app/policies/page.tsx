import type { Metadata } from "next";
import { Suspense } from "react";
import { PoliciesPage } from "../../components/policies/PoliciesPage.tsx";
import { requestWords } from "../request-language.ts";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await requestWords()).navigation.policies,
});

export default function Policies() {
  return (
    <Suspense>
      <PoliciesPage />
    </Suspense>
  );
}
