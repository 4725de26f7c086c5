/** When a source asks again, in milliseconds. */
export interface Times {
  /** First wait after a failure; doubled at each further one. */
  readonly backOffFirst: number;
  readonly backOffLongest: number;
  /** A lost watch is made good without a word for so long; then its kind is stale. */
  readonly staleAfter: number;
  /**
   * A watch without an event or bookmark for so long may have stalled, so it is begun again. The API server sends a bookmark about once a
   * minute, but none of a kind that did not change since it started itself.
   */
  readonly watchSilent: number;
  /** An answer that is not there after so long has stalled. */
  readonly answerWithin: number;
  /** Which kinds are served is asked often and answered in a few bytes; when that takes so long, nothing that is open is trusted. */
  readonly pulseWithin: number;
  /** A watch is asked to end after a random time between the two. */
  readonly watchShortest: number;
  readonly watchLongest: number;
  /** Between looks at what was refused, and at which kinds are served. */
  readonly lookAgain: number;
  readonly discoverAgain: number;
  /** Without another event for so long, a burst is over. */
  readonly quiet: number;
  /** A burst that does not end is told all the same after so long. */
  readonly longestBurst: number;
  /** The first answer waits so long for lists that are still on their way. */
  readonly firstReading: number;
  /** Between looks at a kubeconfig that could not be used. */
  readonly accessAgain: number;
}

/** For clusters as they are. */
export const usualTimes: Times = {
  backOffFirst: 500,
  backOffLongest: 30_000,
  staleAfter: 3000,
  watchSilent: 100_000,
  answerWithin: 60_000,
  pulseWithin: 10_000,
  watchShortest: 300_000,
  watchLongest: 600_000,
  lookAgain: 60_000,
  discoverAgain: 15_000,
  quiet: 40,
  longestBurst: 250,
  firstReading: 20_000,
  accessAgain: 2000,
};

/**
 * How long to wait before the next try.
 * @param failures how many in a row, from 1
 * @param random 0 to 1; many clients of one API server must not come back at the same moment
 * @returns milliseconds, at least what the API server asked for
 */
export function backOff(
  failures: number,
  retryAfterSeconds: number | null,
  random: number,
  times: Pick<Times, "backOffFirst" | "backOffLongest">,
): number {
  const full = Math.min(times.backOffFirst * 2 ** Math.min(failures - 1, 20), times.backOffLongest);
  const jittered = full * (0.5 + random / 2);
  const asked = (retryAfterSeconds ?? 0) * 1000;
  return asked > jittered ? asked * (1 + random / 10) : jittered;
}
