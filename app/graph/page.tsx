import type { Metadata } from "next";
import { Suspense } from "react";
import { GraphPage } from "../../components/graph/GraphPage.tsx";
import { words } from "../../components/look/words.ts";

export const metadata: Metadata = { title: words.navigation.graph };

export default function Graph() {
  return (
    <Suspense>
      <GraphPage />
    </Suspense>
  );
}
