"use client";
import { useSearchParams } from "next/navigation";
import { useCallback, useMemo, useSyncExternalStore } from "react";
import { fromHere } from "./page-source.ts";

export type ChangeAddress<View> = (change: Partial<View>, how?: "push" | "replace") => void;

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
 * What a page shows, as its address says it. The address is read directly: Next's own copy follows a moment later, which would lose
 * letters of a fast typist.
 * @param read pure, and of one identity for all renders; so is `write`, its inverse: "" or a text that starts with "?"
 * @param usual whether a change is an entry of the browser's history, which Back undoes
 */
export function useAddress<View>(
  read: (search: URLSearchParams) => View,
  write: (view: View) => string,
  usual: "push" | "replace",
): [View, ChangeAddress<View>] {
  // Tells of navigations that are not ours, such as a link to this page.
  useSearchParams();
  const search = useSyncExternalStore(
    subscribe,
    () => window.location.search,
    () => "",
  );
  const view = useMemo(() => read(new URLSearchParams(search)), [read, search]);
  const change = useCallback<ChangeAddress<View>>(
    (part, how = usual) => {
      const now = read(new URLSearchParams(window.location.search));
      const address = fromHere(`${window.location.pathname}${write({ ...now, ...part })}`);
      if (how === "push") window.history.pushState(null, "", address);
      else window.history.replaceState(null, "", address);
      for (const changed of listeners) changed();
    },
    [read, write, usual],
  );
  return [view, change];
}
