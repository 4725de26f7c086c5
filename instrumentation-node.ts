import { currentEvents } from "./server/services/events.ts";

/** A server that is asked to stop waits for its open answers, and an event stream never ends by itself: so it is ended. */
export function endStreamsOnSignal(): void {
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => currentEvents().close());
}
