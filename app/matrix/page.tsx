import type { Metadata } from "next";
import { Suspense } from "react";
import { MatrixPage } from "../../components/matrix/MatrixPage.tsx";
import { requestWords } from "../request-language.ts";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await requestWords()).navigation.matrix,
});

export default function Matrix() {
  return (
    <Suspense>
      <MatrixPage />
    </Suspense>
  );
}
