"use client";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { Push } from "../push/Push.tsx";

/** One query cache for the page. A refused answer is not asked again by itself: the page shows its cure and a button. */
export function Providers({ children }: { children: ReactNode }) {
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
    <QueryClientProvider client={client}>
      <Push />
      {children}
    </QueryClientProvider>
  );
}
