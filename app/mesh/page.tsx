import type { Metadata } from "next";
import { Suspense } from "react";
import { MeshPage } from "../../components/mesh/MeshPage.tsx";
import { requestWords } from "../request-language.ts";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await requestWords()).navigation.mesh,
});

export default function Mesh() {
  return (
    <Suspense>
      <MeshPage />
    </Suspense>
  );
}
