import type { Metadata } from "next";
import { Suspense } from "react";
import { FocusPage } from "../../../components/focus/FocusPage.tsx";
import { requestWords } from "../../request-language.ts";

interface Props {
  readonly params: Promise<{ id: string[] }>;
}

/** A part that is not decodable stays as it is: no node has that name, and the page says so. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

const idOf = async ({ params }: Props): Promise<string> => (await params).id.map(decoded).join("/");

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await requestWords()).focus.titleOf(await idOf(props)) };
}

export default async function Focus(props: Props) {
  return (
    <Suspense>
      <FocusPage id={await idOf(props)} />
    </Suspense>
  );
}
