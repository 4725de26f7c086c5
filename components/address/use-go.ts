"use client";
import { useRouter } from "next/navigation";
import { useMemo } from "react";
import { fromHere } from "./page-source.ts";

interface Go {
  /** Goes to an address of the same source, as an entry of the browser's history. */
  readonly to: (href: string) => void;
  /** The same in place of the present entry. */
  readonly instead: (href: string) => void;
  readonly back: () => void;
}

/** How a page leads to another one without a link. */
export function useGo(): Go {
  const router = useRouter();
  return useMemo(
    () => ({
      to: (href) => router.push(fromHere(href)),
      instead: (href) => router.replace(fromHere(href)),
      back: () => router.back(),
    }),
    [router],
  );
}
