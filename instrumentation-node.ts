import { currentSources } from "./server/services/current-sources.ts";

/** A server that is asked to stop waits for its open answers, and an event stream never ends by itself: so it is ended, and watches with it. */
export function endStreamsOnSignal(): void {
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => currentSources().close());
}
