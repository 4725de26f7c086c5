import "server-only";
import type { IncomingMessage } from "node:http";
import { ApiError, type ApiFailure, failureOfError } from "./api-failure.ts";
import type { Connection } from "./connection.ts";
import { listPages } from "./list-pages.ts";
import { backOff, type Times } from "./times.ts";
import { type RawObject, type WatchEvent, watchEvents } from "./watch-events.ts";

/**
 * connecting: not read yet; synced: as the API server has it; stale: was read, may have changed since; failed: could not be read yet;
 * forbidden: may not be read; absent: the API server has no such kind.
 */
export type ReflectorState = "connecting" | "synced" | "stale" | "failed" | "forbidden" | "absent";

/** What keeps a copy of one collection. */
export interface Reflected {
  /** Everything that is there now; what is not among it is gone. */
  readonly replace: (items: readonly RawObject[]) => void;
  readonly apply: (events: readonly WatchEvent[]) => void;
  /**
   * @param failure why; null when all is well
   * @param since when it was last certain what is there, in milliseconds since 1970
   */
  readonly state: (state: ReflectorState, failure: ApiFailure | null, since: number) => void;
}

export interface ReflectorOptions {
  readonly connection: Connection;
  /** Path of the collection. */
  readonly path: string;
  /** What selects from it; "" for all. */
  readonly query: string;
  readonly into: Reflected;
  readonly times: Times;
  /** 0 to 1, for waits that differ from client to client. */
  readonly random: () => number;
  /** The clock, in milliseconds since 1970; only for sentences. */
  readonly now: () => number;
}

/** How far a copy is. Times are milliseconds since 1970. */
export interface Progress {
  /** When it was last certain what is there: a list, an event, a bookmark, or a watch that just opened. Null before the first list. */
  readonly certainAt: number | null;
  /** When the last change came by the watch; null when none came. */
  readonly changedAt: number | null;
  /** As the API server writes it; null when nothing is read. */
  readonly resourceVersion: string | null;
}

/** What keeps a copy, at work. */
export interface Reflector {
  readonly progress: () => Progress;
  /** May be called twice. */
  readonly stop: () => void;
  /** Something else says that the API server does not answer: an open watch has to prove itself by being begun again. */
  readonly doubt: (failure: ApiFailure) => void;
}

/** A watch that ends by itself in less than this was not worth its name, and the next one waits. */
const SHORT_WATCH = 1000;

/** Keeps a copy of one collection: lists it, watches it from there, and begins again after whatever happens. */
export function startReflector(options: ReflectorOptions): Reflector {
  const { connection, path, query, into, times, random, now } = options;
  const stop = new AbortController();
  const { signal } = stop;
  let resourceVersion: string | null = null;
  let state: ReflectorState = "connecting";
  let failures = 0;
  let staleTimer: NodeJS.Timeout | undefined;
  let lastFailure: ApiFailure | null = null;
  let heard = now();
  let listedOnce = false;
  let changedAt: number | null = null;
  let following: IncomingMessage | null = null;

  const enter = (next: ReflectorState, failure: ApiFailure | null) => {
    if (signal.aborted) return;
    clearTimeout(staleTimer);
    staleTimer = undefined;
    state = next;
    into.state(next, failure, heard);
  };

  /** The copy is no longer followed. It counts for a moment more, since most losses are made good at once. */
  const lost = (failure: ApiFailure) => {
    lastFailure = failure;
    // What was refused stays unknown, whatever the next try runs into.
    if (state === "forbidden") return;
    if (state !== "synced") {
      enter(state === "stale" ? "stale" : "failed", failure);
      return;
    }
    staleTimer ??= setTimeout(() => {
      enter("stale", lastFailure);
      // A watch that came too late to say that nothing was missed gives way to a list, which does.
      following?.destroy(new ApiError(failure));
    }, times.staleAfter);
  };

  const list = async () => {
    const listed = await listPages(connection, path, query, signal, times.answerWithin);
    if (signal.aborted) return;
    resourceVersion = listed.resourceVersion;
    heard = now();
    listedOnce = true;
    into.replace(listed.items);
    enter("synced", null);
  };

  const watch = async () => {
    const seconds = Math.round(between(times.watchShortest, times.watchLongest, random()) / 1000);
    const parameters = new URLSearchParams(query);
    parameters.set("watch", "1");
    parameters.set("allowWatchBookmarks", "true");
    parameters.set("resourceVersion", resourceVersion ?? "");
    parameters.set("timeoutSeconds", String(Math.max(1, seconds)));
    const began = performance.now();
    const response = await connection.open({ path: `${path}?${parameters}`, signal }, times.answerWithin);
    if (state !== "synced") {
      // It took so long that only a list tells for certain what was missed.
      response.destroy();
      return;
    }
    // What was missed comes at once. A watch that is cut off again before it says anything makes nothing good.
    const holds = setTimeout(followed, Math.min(times.staleAfter / 2, SHORT_WATCH));
    following = response;
    try {
      await follow(response);
    } finally {
      following = null;
      clearTimeout(holds);
    }
    if (performance.now() - began < Math.min(SHORT_WATCH, times.watchShortest)) failures += 1;
    else failures = 0;
  };

  const followed = () => {
    heard = now();
    failures = 0;
    clearTimeout(staleTimer);
    staleTimer = undefined;
  };

  const follow = async (response: IncomingMessage) => {
    for await (const events of watchEvents(response, times.watchSilent, connection.parties)) {
      if (signal.aborted) return;
      followed();
      resourceVersion = events.at(-1)?.resourceVersion ?? resourceVersion;
      const changes = events.filter(({ type }) => type !== "BOOKMARK");
      if (changes.length === 0) continue;
      // One moment: what is certain is never older than the last change.
      changedAt = heard;
      into.apply(changes);
    }
  };

  /** @returns how long to wait before the next try */
  const failed = (failure: ApiFailure): number => {
    if (failure.kind === "gone") {
      // Not a loss: what is there is read again.
      resourceVersion = null;
      failures += 1;
      return failures > 1 ? backOff(failures - 1, null, random(), times) : 0;
    }
    if (failure.kind === "forbidden" || failure.kind === "notFound") {
      resourceVersion = null;
      into.replace([]);
      enter(failure.kind === "forbidden" ? "forbidden" : "absent", failure);
      // A kind that is installed later is found by discovery; this is for those who may not ask it.
      const looks = failure.kind === "forbidden" ? 1 : 5;
      return looks * times.lookAgain * (0.75 + random() / 2);
    }
    failures += 1;
    lost(failure);
    return backOff(failures, failure.retryAfterSeconds, random(), times);
  };

  const run = async () => {
    while (!signal.aborted) {
      let wait = 0;
      try {
        // After a time without being followed only a list says for certain what is there.
        if (resourceVersion === null || state !== "synced") await list();
        await watch();
        if (failures > 0) wait = backOff(failures, null, random(), times);
      } catch (error) {
        if (signal.aborted) return;
        wait = failed(error instanceof ApiError ? error.failure : failureOfError(error, connection.parties));
      }
      if (wait > 0) await pause(wait, signal);
    }
  };

  into.state(state, null, heard);
  void run();
  return {
    progress: () => ({ certainAt: listedOnce ? heard : null, changedAt, resourceVersion }),
    stop: () => {
      stop.abort();
      clearTimeout(staleTimer);
    },
    doubt: (failure) => void following?.destroy(new ApiError(failure)),
  };
}

const between = (least: number, most: number, share: number) => least + (most - least) * share;

/** Waits, and ends at once when it is no longer wanted. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    if (signal.aborted) return done();
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      done();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener("abort", end);
  });
}
