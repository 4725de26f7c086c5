import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { began, changes } from "../push/changes.ts";
import type { Ages } from "./read-field.ts";

const everyMilliseconds = 10_000;

/** What this page saw flip and when; looked at anew every few seconds while a query asks for it. */
export function useAges(asked: boolean): Ages {
  const history = useSyncExternalStore(changes.subscribe, changes.get, changes.get);
  const since = useSyncExternalStore(began.subscribe, began.get, began.get);
  const [now, setNow] = useState(0);
  useEffect(() => {
    if (!asked) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), everyMilliseconds);
    return () => clearInterval(timer);
  }, [asked]);
  const heeded = asked ? history : null;
  return useMemo(() => {
    const flipped = new Map<string, number>();
    // Newest first: the first that names an edge is its last flip.
    for (const { at, flips } of heeded ?? [])
      for (const { edge, after } of flips) if (after !== null && !flipped.has(edge)) flipped.set(edge, at);
    const latest = Math.max(now, heeded?.[0]?.at ?? 0);
    return { now: latest, flipped, since: asked && now > 0 ? since : null };
  }, [heeded, now, since, asked]);
}
