"use client";
import { useSearchParams } from "next/navigation";
import { useCallback, useMemo, useSyncExternalStore } from "react";
import { type MatrixView, readMatrixView, writeMatrixView } from "./matrix-view.ts";

export type ChangeMatrix = (change: Partial<MatrixView>, how?: "push" | "replace") => void;

const listeners = new Set<() => void>();

function subscribe(changed: () => void): () => void {
  listeners.add(changed);
  window.addEventListener("popstate", changed);
  return () => {
    listeners.delete(changed);
    window.removeEventListener("popstate", changed);
  };
}

/** The matrix as the address says it. What opens, folds or filters is a new entry of the history; the cursor is not. */
export function useMatrixView(): [MatrixView, ChangeMatrix] {
  useSearchParams();
  const search = useSyncExternalStore(
    subscribe,
    () => window.location.search,
    () => "",
  );
  const view = useMemo(() => readMatrixView(new URLSearchParams(search)), [search]);
  const change = useCallback<ChangeMatrix>((part, how = "push") => {
    const now = readMatrixView(new URLSearchParams(window.location.search));
    const address = `${window.location.pathname}${writeMatrixView({ ...now, ...part })}`;
    if (how === "push") window.history.pushState(null, "", address);
    else window.history.replaceState(null, "", address);
    for (const changed of listeners) changed();
  }, []);
  return [view, change];
}
