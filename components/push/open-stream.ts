import type { RevisionEvent } from "../../server/contract/events.ts";
import { fromHere } from "../address/page-source.ts";

/** Who hears a stream. */
export interface Hearer {
  /** A revision, the first of a stream too. */
  readonly told: (event: RevisionEvent) => void;
  /** The stream is open: said when it opens, and again and again while it is. */
  readonly alive: () => void;
  /** The stream is down; it is tried again by itself. */
  readonly lost: () => void;
}

export interface Stream {
  /** Opens it anew at once: the network changed. */
  readonly again: () => void;
  readonly close: () => void;
}

/** The part of EventSource that is used. */
type Source = Pick<EventTarget, "addEventListener"> & Pick<EventSource, "close">;

/** The server says something every 15 s; a stream that is silent for so long is dead, though nobody said so. */
const silenceMilliseconds = 40_000;
const waits = { first: 500, longest: 8000 };

/**
 * Keeps an event stream open. The browser's own way to come back gives up for good on some answers and never sees a
 * connection that died silently, so each stream that fails is replaced by a new one.
 * @param after id of the last event that is known already
 */
export function openStream(
  hearer: Hearer,
  after: string | null,
  make: (address: string) => Source = (address) => new EventSource(address),
): Stream {
  let known = after;
  let source: Source | null = null;
  let wait = waits.first;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;

  const failed = () => {
    source?.close();
    source = null;
    hearer.lost();
    clearTimeout(timer);
    // Not all browsers at the same moment.
    timer = setTimeout(open, wait * (0.75 + Math.random() / 2));
    wait = Math.min(wait * 2, waits.longest);
  };

  const heard = () => {
    wait = waits.first;
    clearTimeout(timer);
    timer = setTimeout(failed, silenceMilliseconds);
    hearer.alive();
  };

  function open(): void {
    if (closed) return;
    clearTimeout(timer);
    source?.close();
    const after = known === null ? "" : `?after=${encodeURIComponent(known)}`;
    const opened = make(fromHere(`/api/events${after}`));
    source = opened;
    const mine = (act: () => void) => () => {
      if (source === opened) act();
    };
    opened.addEventListener("open", mine(heard));
    opened.addEventListener("heartbeat", mine(heard));
    opened.addEventListener("error", mine(failed));
    opened.addEventListener("revision", (message: Event) => {
      if (source !== opened || !(message instanceof MessageEvent)) return;
      heard();
      const event = JSON.parse(String(message.data)) as RevisionEvent;
      known = event.id;
      hearer.told(event);
    });
  }

  open();
  return {
    again: () => {
      wait = waits.first;
      open();
    },
    close: () => {
      closed = true;
      clearTimeout(timer);
      source?.close();
      source = null;
    },
  };
}
