import type { Metadata } from "next";
import { Suspense } from "react";
import { ChangePage } from "../../../../../../components/change/ChangePage.tsx";
import { requestWords } from "../../../../../request-language.ts";
import { address, type Props } from "../address.ts";

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { kind, namespace, name } = await address(props);
  return { title: (await requestWords()).change.title(kind, `${namespace}/${name}`) };
}

export default async function Edit(props: Props) {
  return (
    <Suspense>
      <ChangePage address={await address(props)} />
    </Suspense>
  );
}
