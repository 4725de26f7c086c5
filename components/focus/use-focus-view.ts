"use client";
import { useSearchParams } from "next/navigation";
import { useCallback, useMemo, useSyncExternalStore } from "react";
import { type FocusView, readFocusView, writeFocusView } from "./focus-view.ts";

export type ChangeFocus = (change: Partial<FocusView>) => void;

const listeners = new Set<() => void>();

function subscribe(changed: () => void): () => void {
  listeners.add(changed);
  window.addEventListener("popstate", changed);
  return () => {
    listeners.delete(changed);
    window.removeEventListener("popstate", changed);
  };
}

/** The page as the address says it. Filters replace the entry of the history: Back leads to the node before. */
export function useFocusView(): [FocusView, ChangeFocus] {
  useSearchParams();
  const search = useSyncExternalStore(
    subscribe,
    () => window.location.search,
    () => "",
  );
  const view = useMemo(() => readFocusView(new URLSearchParams(search)), [search]);
  const change = useCallback<ChangeFocus>((part) => {
    const now = readFocusView(new URLSearchParams(window.location.search));
    window.history.replaceState(
      null,
      "",
      `${window.location.pathname}${writeFocusView({ ...now, ...part })}`,
    );
    for (const changed of listeners) changed();
  }, []);
  return [view, change];
}
