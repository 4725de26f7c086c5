"use client";
import { useCallback, useState } from "react";
import type { BatchAnswer } from "../../server/contract/ask.ts";
import { askBatch } from "../queries/ask.ts";
import { problemOf } from "../queries/fetch-json.ts";

export interface BatchState {
  readonly file: string;
  readonly rows: BatchAnswer["rows"];
  readonly problem: { readonly detail: string; readonly cure: string } | null;
  /** Shown as one line above the answer of one of its rows. */
  readonly folded: boolean;
}

/** A requests file and its answers. */
export function useBatch() {
  const [state, setState] = useState<BatchState | null>(null);
  const [dropping, setDropping] = useState(false);
  const read = useCallback(async (file: File) => {
    const about = { file: file.name, folded: false };
    try {
      const { rows } = await askBatch(await file.text());
      setState({ ...about, rows, problem: null });
    } catch (error) {
      const { detail, cure } = problemOf(error instanceof Error ? error : new Error(String(error)));
      setState({ ...about, rows: [], problem: { detail, cure } });
    }
  }, []);
  const fold = useCallback((folded: boolean) => setState((s) => (s === null ? s : { ...s, folded })), []);
  return {
    state,
    dropping,
    setDropping,
    read,
    close: useCallback(() => setState(null), []),
    fold: useCallback(() => fold(true), [fold]),
    unfold: useCallback(() => fold(false), [fold]),
  };
}
