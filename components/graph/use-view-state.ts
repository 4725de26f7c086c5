"use client";
import { useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import { readViewState, type ViewState, writeViewState } from "./view-state.ts";

export type ChangeView = (change: Partial<ViewState>, how?: "push" | "replace") => void;

/** The view as the address says it; a change is a new entry of the browser's history, so that Back undoes it. */
export function useViewState(): [ViewState, ChangeView] {
  const search = useSearchParams();
  const state = useMemo(() => readViewState(new URLSearchParams(search)), [search]);
  const change = useCallback<ChangeView>((part, how = "push") => {
    // The address, not the last render: two changes in one moment must not undo each other.
    const now = readViewState(new URLSearchParams(window.location.search));
    const address = `${window.location.pathname}${writeViewState({ ...now, ...part })}`;
    if (how === "push") window.history.pushState(null, "", address);
    else window.history.replaceState(null, "", address);
  }, []);
  return [state, change];
}
