import type { Metadata } from "next";
import { Suspense } from "react";
import { NewPage } from "../../../components/change/NewPage.tsx";
import { requestWords } from "../../request-language.ts";

export async function generateMetadata({
  searchParams,
}: {
  searchParams: Promise<{ kind?: string }>;
}): Promise<Metadata> {
  const { kind = "AuthorizationPolicy" } = await searchParams;
  return { title: (await requestWords()).change.newTitle(kind) };
}

export default function New() {
  return (
    <Suspense>
      <NewPage />
    </Suspense>
  );
}
