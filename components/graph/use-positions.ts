"use client";
import { useCallback, useEffect, useMemo, useRef } from "react";
import type { Positions } from "./layout/problem.ts";
import { recallPositions, rememberPositions } from "./positions-store.ts";

/** Changes within so long are written together, in ms. */
const pause = 400;

/** Where everything of one picture stood, in this visit and the ones before. */
export interface Memory {
  readonly get: () => Positions;
  readonly add: (positions: Positions) => void;
}

/** A browser may forbid its storage altogether. */
function storage(): Pick<Storage, "getItem" | "setItem"> {
  try {
    return localStorage;
  } catch {
    return { getItem: () => null, setItem: () => undefined };
  }
}

/** The browser's memory of a picture's positions; written a moment after they change, and when the page goes. */
export function usePositions(name: string): Memory {
  const now = useRef<{ readonly name: string; positions: Positions; changed: boolean } | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const write = useCallback(() => {
    clearTimeout(timer.current);
    if (now.current?.changed !== true) return;
    now.current.changed = false;
    rememberPositions(storage(), now.current.name, now.current.positions);
  }, []);
  useEffect(() => {
    window.addEventListener("pagehide", write);
    return () => {
      window.removeEventListener("pagehide", write);
      write();
    };
  }, [write]);
  const current = useCallback(() => {
    if (now.current?.name !== name) {
      write();
      now.current = { name, positions: recallPositions(storage(), name), changed: false };
    }
    return now.current;
  }, [name, write]);
  const get = useCallback(() => current().positions, [current]);
  const add = useCallback(
    (positions: Positions) => {
      const known = current();
      known.positions = { ...known.positions, ...positions };
      known.changed = true;
      clearTimeout(timer.current);
      timer.current = setTimeout(write, pause);
    },
    [current, write],
  );
  return useMemo(() => ({ get, add }), [get, add]);
}
