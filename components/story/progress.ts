"use client";
import { useSyncExternalStore } from "react";
import { type Ends, storySteps } from "./steps.ts";

/** How far somebody is, kept in this browser. */
export interface Progress {
  /** Id of the story's copy. */
  readonly source: string;
  /** Index of the step. */
  readonly step: number;
  /** How the requests ended when the step began. */
  readonly before: Ends;
  /** Only the title of the step is shown. */
  readonly folded: boolean;
}

const key = "sekisho.story";
const changed = "sekisho-story";

/** Where storage is refused, progress lasts as long as the page. */
let unsaved: string | null = null;
let text: string | null = null;
let parsed: Progress | null = null;

function read(): Progress | null {
  let now = unsaved;
  try {
    now = localStorage.getItem(key) ?? unsaved;
  } catch {
    // Storage is refused.
  }
  if (now === text) return parsed;
  text = now;
  parsed = now === null ? null : progressOf(now);
  return parsed;
}

function progressOf(json: string): Progress | null {
  try {
    const { source, step, before, folded } = JSON.parse(json) as Partial<Progress>;
    if (typeof source !== "string" || !Number.isInteger(step)) return null;
    const at = Math.min(Math.max(step ?? 0, 0), storySteps.length - 1);
    return { source, step: at, before: before ?? {}, folded: folded === true };
  } catch {
    return null;
  }
}

/** Remembers how far one is; null when the story is left. */
export function writeProgress(progress: Progress | null): void {
  unsaved = progress === null ? null : JSON.stringify(progress);
  try {
    if (unsaved === null) localStorage.removeItem(key);
    else localStorage.setItem(key, unsaved);
  } catch {
    // Storage is refused or full.
  }
  dispatchEvent(new Event(changed));
}

function watch(onChange: () => void): () => void {
  addEventListener(changed, onChange);
  addEventListener("storage", onChange);
  return () => {
    removeEventListener(changed, onChange);
    removeEventListener("storage", onChange);
  };
}

/** How far the reader is in the story that this browser last began; null without one. */
export const useProgress = (): Progress | null => useSyncExternalStore(watch, read, () => null);
