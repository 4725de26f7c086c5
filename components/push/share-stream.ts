import type { RevisionEvent } from "../../server/contract/events.ts";
import { pageSource } from "../address/page-source.ts";
import { type Hearer, openStream, type Stream } from "./open-stream.ts";

/** Tabs that show another source have a stream of their own. */
const streamName = () => `sekisho.events ${pageSource() ?? ""}`;

/** The tab that leads passes on a sign of life at least every 15 s; after so long without one another takes its place. */
const silenceMilliseconds = 50_000;

type Message =
  | { readonly kind: "told"; readonly event: RevisionEvent }
  | { readonly kind: "alive" | "lost" | "hello" | "again" };

/**
 * One stream for all tabs of a browser that show one source, since it opens no more than six connections to one server: the tab that holds the lock opens it
 * and passes on what it hears; when it closes, the next one gets the lock. Without locks (an address that is not secure) each tab has its own.
 */
export function shareStream(hearer: Hearer, open: typeof openStream = openStream): Stream {
  if (!("locks" in navigator) || typeof BroadcastChannel === "undefined") return open(hearer, null);
  const name = streamName();
  const channel = new BroadcastChannel(name);
  let stream: Stream | null = null;
  let release: (() => void) | null = null;
  let asking = new AbortController();
  let stopped = false;
  let last: RevisionEvent | null = null;
  let live = false;
  let watchdog: ReturnType<typeof setTimeout> | undefined;

  const say = (message: Message) => channel.postMessage(message);

  /** What this tab hears, whoever opened the stream. */
  const hear: Hearer = {
    told: (event) => {
      if (event.id === last?.id) return;
      last = event;
      hearer.told(event);
    },
    alive: () => {
      live = true;
      hearer.alive();
    },
    lost: () => {
      live = false;
      hearer.lost();
    },
  };

  const lead: Hearer = {
    told: (event) => {
      hear.told(event);
      say({ kind: "told", event });
    },
    alive: () => {
      hear.alive();
      say({ kind: "alive" });
    },
    lost: () => {
      hear.lost();
      say({ kind: "lost" });
    },
  };

  const ask = (steal: boolean) => {
    asking = new AbortController();
    // A lock that is taken away cannot be asked for with a signal.
    const options: LockOptions = steal ? { steal: true } : { signal: asking.signal };
    const held = navigator.locks.request(name, options, () => {
      if (stopped) return;
      clearTimeout(watchdog);
      stream = open(lead, last?.id ?? null);
      return new Promise<void>((done) => {
        release = done;
      });
    });
    held.catch((error: unknown) => {
      // Another tab took the lock: this one follows it.
      if (stopped || stream === null) return;
      if (!(error instanceof DOMException)) throw error;
      stream.close();
      stream = null;
      ask(false);
      follow();
    });
  };

  const follow = () => {
    clearTimeout(watchdog);
    watchdog = setTimeout(() => {
      if (stream !== null || stopped) return;
      asking.abort();
      ask(true);
    }, silenceMilliseconds);
  };

  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if (stream !== null) {
      if (data.kind === "again") stream.again();
      if (data.kind !== "hello") return;
      if (last !== null) say({ kind: "told", event: last });
      say({ kind: live ? "alive" : "lost" });
      return;
    }
    if (data.kind === "hello" || data.kind === "again") return;
    follow();
    if (data.kind === "told") hear.told(data.event);
    else hear[data.kind]();
  };
  ask(false);
  follow();
  say({ kind: "hello" });

  return {
    again: () => (stream === null ? say({ kind: "again" }) : stream.again()),
    close: () => {
      stopped = true;
      clearTimeout(watchdog);
      asking.abort();
      release?.();
      stream?.close();
      channel.close();
    },
  };
}
