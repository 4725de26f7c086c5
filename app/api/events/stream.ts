import "server-only";
import type { RevisionEvent } from "../../../server/contract/events.ts";
import type { Events } from "../../../server/services/events.ts";

const heartbeatMilliseconds = 15_000;
/** Chunks that may wait for a client; one that takes none for so long is dropped, and comes back when it can. */
const mostWaiting = 32;

/** As a browser waits before it comes back, in milliseconds. */
const retry = 1000;

const message = ({ id, revision, at }: RevisionEvent): string =>
  `id: ${id}\nevent: revision\ndata: ${JSON.stringify({ id, revision, at })}\n\n`;

// A comment keeps proxies from closing the stream; the page cannot see it, so an event without id says the same to the page.
const heartbeat = ": heartbeat\nevent: heartbeat\ndata: {}\n\n";

/**
 * The stream of one client. It ends when the client goes, is too slow, or the server stops.
 * @param after id of the last event that the client knows
 * @param gone aborted when the client goes
 * @returns null when the server stops already
 */
export function eventStream(
  events: Events,
  after: string | null,
  gone: AbortSignal,
): ReadableStream<Uint8Array> | null {
  const encoder = new TextEncoder();
  let stop = () => {};
  let refused = false;
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      let ended = false;
      let leave: (() => void) | null = null;
      const send = (text: string) => {
        if (ended) return;
        controller.enqueue(encoder.encode(text));
        if ((controller.desiredSize ?? 0) < -mostWaiting) stop();
      };
      const beat = setInterval(() => send(heartbeat), heartbeatMilliseconds);
      beat.unref();
      stop = () => {
        if (ended) return;
        ended = true;
        clearInterval(beat);
        gone.removeEventListener("abort", stop);
        leave?.();
        try {
          controller.close();
        } catch {
          // The reader cancelled: it is closed.
        }
      };
      gone.addEventListener("abort", stop);
      send(`retry: ${retry}\n\n`);
      leave = events.subscribe({ tell: (event) => send(message(event)), end: stop }, after);
      refused = leave === null;
      if (refused || gone.aborted) stop();
      if (ended) leave?.();
    },
    cancel: () => stop(),
  });
  return refused ? null : stream;
}
