import type { Metadata } from "next";
import { Suspense } from "react";
import { CertificatesPage } from "../../components/certificates/CertificatesPage.tsx";
import { requestWords } from "../request-language.ts";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await requestWords()).certificates.title,
});

export default function Certificates() {
  return (
    <Suspense>
      <CertificatesPage />
    </Suspense>
  );
}
