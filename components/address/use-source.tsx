"use client";
import { createContext, type ReactNode, useContext, useState } from "react";

const Source = createContext<string | null>(null);

/** The source of the document, for what is drawn on the server too. */
export function SourceProvider({ source, children }: { source: string | null; children: ReactNode }) {
  // As it was when the document was loaded.
  const [fixed] = useState(source);
  return <Source value={fixed}>{children}</Source>;
}

/** Id of the source that this page shows; null for the start source. */
export const useSource = (): string | null => useContext(Source);
