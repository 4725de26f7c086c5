import type { Metadata } from "next";
import { Suspense } from "react";
import { FocusPage } from "../../components/focus/FocusPage.tsx";
import { requestWords } from "../request-language.ts";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await requestWords()).focus.title,
});

export default function Focus() {
  return (
    <Suspense>
      <FocusPage id={null} />
    </Suspense>
  );
}
