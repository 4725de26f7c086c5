import type { Metadata } from "next";
import { Suspense } from "react";
import { GraphPage } from "../../components/graph/GraphPage.tsx";
import { requestWords } from "../request-language.ts";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await requestWords()).navigation.graph,
});

export default function Graph() {
  return (
    <Suspense>
      <GraphPage />
    </Suspense>
  );
}
