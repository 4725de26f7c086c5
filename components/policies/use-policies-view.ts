"use client";
import { useSearchParams } from "next/navigation";
import { useCallback, useMemo, useSyncExternalStore } from "react";
import { type PoliciesView, readPoliciesView, writePoliciesView } from "./policies-view.ts";

export type ChangePolicies = (change: Partial<PoliciesView>) => void;

const listeners = new Set<() => void>();

function subscribe(changed: () => void): () => void {
  listeners.add(changed);
  window.addEventListener("popstate", changed);
  return () => {
    listeners.delete(changed);
    window.removeEventListener("popstate", changed);
  };
}

/** The list as the address says it. Filters replace the entry of the history: Back leaves the list. */
export function usePoliciesView(): [PoliciesView, ChangePolicies] {
  useSearchParams();
  const search = useSyncExternalStore(
    subscribe,
    () => window.location.search,
    () => "",
  );
  const view = useMemo(() => readPoliciesView(new URLSearchParams(search)), [search]);
  const change = useCallback<ChangePolicies>((part) => {
    const now = readPoliciesView(new URLSearchParams(window.location.search));
    window.history.replaceState(
      null,
      "",
      `${window.location.pathname}${writePoliciesView({ ...now, ...part })}`,
    );
    for (const changed of listeners) changed();
  }, []);
  return [view, change];
}
