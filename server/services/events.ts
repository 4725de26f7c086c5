import "server-only";
import { randomUUID } from "node:crypto";
import type { ClusterSource } from "../cluster/source.ts";
import type { RevisionEvent } from "../contract/events.ts";

/** One who is told. */
export interface Subscriber {
  readonly tell: (event: RevisionEvent) => void;
  /** The server stops; nothing is told any more. */
  readonly end: () => void;
}

/** Tells revisions to any number of subscribers. The source is watched while there is one. */
export interface Events {
  /**
   * @param after id of the last event that the subscriber knows; it is told at once when that is not the last one
   * @returns stops; may be called twice. null when the server stops
   */
  readonly subscribe: (subscriber: Subscriber, after: string | null) => (() => void) | null;
  /** Ends every subscriber and takes no more. */
  readonly close: () => void;
}

/** @param now the clock, in milliseconds since 1970 */
export function eventsOf(source: ClusterSource, now: () => number): Events {
  const start = randomUUID().slice(0, 8);
  const subscribers = new Set<Subscriber>();
  let sequence = 0;
  let last: (RevisionEvent & { readonly content: string }) | null = null;
  /** What the source holds is not known between two watches, so a subscriber waits for the first reading of a new one. */
  let current = false;
  let stopWatching: (() => void) | null = null;
  const waiting = new Map<Subscriber, string | null>();
  let closed = false;

  const tell = (subscriber: Subscriber, { id, revision, at }: RevisionEvent) =>
    subscriber.tell({ id, revision, at });

  const watch = () =>
    source.watch(({ snapshot, failure }) => {
      const content = `${snapshot.revision} ${failure?.kind}`;
      const changed = last?.content !== content;
      if (last === null || changed) {
        sequence++;
        const at = new Date(now()).toISOString();
        last = { id: `${start}.${sequence}`, revision: snapshot.revision, at, content };
      }
      current = true;
      for (const subscriber of [...subscribers]) {
        const after = waiting.get(subscriber);
        const knows = after === undefined ? !changed : after === last.id;
        waiting.delete(subscriber);
        if (!knows) tell(subscriber, last);
      }
    });

  const leave = (subscriber: Subscriber) => {
    subscribers.delete(subscriber);
    waiting.delete(subscriber);
    if (subscribers.size > 0) return;
    stopWatching?.();
    stopWatching = null;
    current = false;
  };

  return {
    subscribe: (subscriber, after) => {
      if (closed) return null;
      subscribers.add(subscriber);
      if (!current || last === null) waiting.set(subscriber, after);
      else if (after !== last.id) tell(subscriber, last);
      stopWatching ??= watch();
      return () => leave(subscriber);
    },
    close: () => {
      closed = true;
      for (const subscriber of [...subscribers]) {
        leave(subscriber);
        subscriber.end();
      }
    },
  };
}
