import type { Metadata } from "next";
import { Suspense } from "react";
import { PolicySourcePage } from "../../../../../components/policies/PolicySourcePage.tsx";
import { requestWords } from "../../../../request-language.ts";
import { address, type Props } from "./address.ts";

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { kind, namespace, name } = await address(props);
  return { title: (await requestWords()).policy.source(kind, namespace, name) };
}

export default async function Policy(props: Props) {
  return (
    <Suspense>
      <PolicySourcePage address={await address(props)} />
    </Suspense>
  );
}
