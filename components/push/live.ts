import type { RevisionEvent } from "../../server/contract/events.ts";
import { shareStream } from "./share-stream.ts";
import { store } from "./store.ts";

/** Whether changes come by themselves. */
export interface Live {
  /** `opening` only at the start; `lost` when the stream is down for more than a moment. */
  readonly state: "opening" | "live" | "lost";
  /** The last revision that was told. */
  readonly last: RevisionEvent | null;
}

/** A stream that comes back within so long was never gone: another tab took it over, or a proxy cut it. */
const momentMilliseconds = 1500;
/** The first stream opens while the page itself still loads. */
const openingMilliseconds = 4000;

export const live = store<Live>({ state: "opening", last: null });

/**
 * Opens the stream, or follows the one of another tab.
 * @param told a revision came
 * @param back the stream is open again after it was lost: something may have been missed
 * @returns closes it
 */
export function startLive(told: (event: RevisionEvent) => void, back: () => void): () => void {
  let moment: ReturnType<typeof setTimeout> | undefined;
  const lose = () => {
    moment = undefined;
    live.set({ ...live.get(), state: "lost" });
  };
  const lost = () => {
    const { state } = live.get();
    if (state !== "lost")
      moment ??= setTimeout(lose, state === "live" ? momentMilliseconds : openingMilliseconds);
  };
  const stream = shareStream({
    told: (event) => {
      live.set({ ...live.get(), last: event });
      told(event);
    },
    alive: () => {
      clearTimeout(moment);
      moment = undefined;
      const { state, last } = live.get();
      if (state === "live") return;
      live.set({ state: "live", last });
      if (state === "lost") back();
    },
    lost,
  });
  // Until it opens it is down too.
  lost();
  const again = () => stream.again();
  const seen = () => {
    if (document.visibilityState === "visible" && live.get().state === "lost") stream.again();
  };
  window.addEventListener("online", again);
  window.addEventListener("offline", again);
  document.addEventListener("visibilitychange", seen);
  return () => {
    clearTimeout(moment);
    window.removeEventListener("online", again);
    window.removeEventListener("offline", again);
    document.removeEventListener("visibilitychange", seen);
    stream.close();
  };
}
