"use client";
import { useSearchParams } from "next/navigation";
import { useCallback, useMemo, useSyncExternalStore } from "react";
import { readViewState, type ViewState, writeViewState } from "./view-state.ts";

export type ChangeView = (change: Partial<ViewState>, how?: "push" | "replace") => void;

const listeners = new Set<() => void>();

function subscribe(changed: () => void): () => void {
  listeners.add(changed);
  window.addEventListener("popstate", changed);
  return () => {
    listeners.delete(changed);
    window.removeEventListener("popstate", changed);
  };
}

/**
 * The view as the address says it; a change is a new entry of the browser's history, so that Back undoes it.
 * The address is read directly: Next's own copy follows a moment later, which would lose letters of a fast typist.
 */
export function useViewState(): [ViewState, ChangeView] {
  // Tells of navigations that are not ours, such as a link to this page.
  useSearchParams();
  const search = useSyncExternalStore(
    subscribe,
    () => window.location.search,
    () => "",
  );
  const state = useMemo(() => readViewState(new URLSearchParams(search)), [search]);
  const change = useCallback<ChangeView>((part, how = "push") => {
    const now = readViewState(new URLSearchParams(window.location.search));
    const address = `${window.location.pathname}${writeViewState({ ...now, ...part })}`;
    if (how === "push") window.history.pushState(null, "", address);
    else window.history.replaceState(null, "", address);
    for (const changed of listeners) changed();
  }, []);
  return [state, change];
}
