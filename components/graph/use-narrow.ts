"use client";
import { useSyncExternalStore } from "react";

const narrow = "(max-width: 1100px)";

const subscribe = (changed: () => void): (() => void) => {
  const list = window.matchMedia(narrow);
  list.addEventListener("change", changed);
  return () => list.removeEventListener("change", changed);
};

/** True where the drawer covers the canvas and the legend starts closed. The server says no. */
export const useNarrow = (): boolean =>
  useSyncExternalStore(
    subscribe,
    () => window.matchMedia(narrow).matches,
    () => false,
  );
