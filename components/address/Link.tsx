"use client";
import NextLink from "next/link";
import type { ComponentProps } from "react";
import { withSource } from "./page-source.ts";
import { useSource } from "./use-source.tsx";

/** A link within the source that the page shows: it can be opened in another tab, or sent to somebody. */
export function Link({
  href,
  ...rest
}: Omit<ComponentProps<typeof NextLink>, "href"> & { readonly href: string }) {
  return <NextLink href={withSource(href, useSource())} {...rest} />;
}
