"use client";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { Language } from "../../server/contract/language.ts";
import { SourceProvider } from "../address/use-source.tsx";
import { LanguageProvider } from "../look/use-words.tsx";
import { Push } from "../push/Push.tsx";

/** One query cache for the document, and so for one source. A refused answer is not asked again by itself: the page shows its cure and a button. */
export function Providers({
  language,
  source,
  children,
}: {
  language: Language;
  /** Null for the start source. */
  source: string | null;
  children: ReactNode;
}) {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          queries: {
            retry: false,
            staleTime: 10_000,
            refetchOnWindowFocus: true,
            // A server on this machine answers without any network.
            networkMode: "always",
          },
        },
      }),
  );
  return (
    <SourceProvider source={source}>
      <QueryClientProvider client={client}>
        <LanguageProvider asked={language} onChange={() => void client.invalidateQueries()}>
          <Push />
          {children}
        </LanguageProvider>
      </QueryClientProvider>
    </SourceProvider>
  );
}
