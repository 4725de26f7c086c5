"use client";
import { type ComponentType, type ReactNode, useEffect, useSyncExternalStore } from "react";

/** Loads that nobody has wanted yet; they begin when the page has nothing else to do. */
const waiting = new Set<() => void>();
let idle = false;

/** Fetches every part that was left for later, one after the other when the page is idle. Call it when the opening view stands. */
export function fetchWhenIdle(): void {
  if (idle) return;
  idle = true;
  next();
}

function next(): void {
  const [load] = waiting;
  if (!idle || load === undefined) return;
  waiting.delete(load);
  const go = () => {
    load();
    next();
  };
  if (typeof requestIdleCallback === "undefined") setTimeout(go, 200);
  else requestIdleCallback(go, { timeout: 2000 });
}

/**
 * A part of the page whose code is not in the opening view. Once fetched it is drawn at once, without a frame of nothing; until then
 * `Meanwhile` keeps its place.
 * @throws while drawing, when the code cannot be fetched
 */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  Meanwhile: ComponentType<Props> = () => null,
): (props: Props) => ReactNode {
  let Part: ComponentType<Props> | null = null;
  let failure: { readonly error: unknown } | null = null;
  let running = false;
  const hearers = new Set<() => void>();
  const tell = () => {
    for (const hear of hearers) hear();
  };
  const fetch = () => {
    if (running || Part !== null) return;
    running = true;
    waiting.delete(fetch);
    load()
      .then(
        (component) => {
          Part = component;
        },
        (error: unknown) => {
          // A part that nobody waits for may fail unseen: it is tried again when it is wanted.
          if (hearers.size > 0) failure = { error };
        },
      )
      .finally(() => {
        running = false;
        tell();
      });
  };
  waiting.add(fetch);
  if (idle) next();
  const subscribe = (hear: () => void) => {
    hearers.add(hear);
    return () => {
      hearers.delete(hear);
      failure = null;
    };
  };
  const state = () => Part ?? failure;
  return function Later(props: Props) {
    const now = useSyncExternalStore(subscribe, state, () => null);
    useEffect(fetch, []);
    if (now === null) return <Meanwhile {...props} />;
    if (typeof now === "object" && "error" in now) throw now.error;
    const Ready = now;
    return <Ready {...props} />;
  };
}
