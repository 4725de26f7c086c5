import type { Metadata } from "next";
import { Suspense } from "react";
import { words } from "../../components/look/words.ts";
import { PoliciesPage } from "../../components/policies/PoliciesPage.tsx";

export const metadata: Metadata = { title: words.navigation.policies };

export default function Policies() {
  return (
    <Suspense>
      <PoliciesPage />
    </Suspense>
  );
}
