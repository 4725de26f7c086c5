import type { Preview } from "../../server/contract/preview.ts";
import type { Outcome } from "../../server/contract/verdict.ts";

/** How far a request gets: what goes down is refused, what goes up is opened. */
const height: Readonly<Record<Outcome, number>> = {
  refused: 0,
  denied: 0,
  unauthenticated: 0,
  unknown: 1,
  mixed: 1,
  depends: 2,
  allowed: 3,
};

/** The flips of a preview in numbers of callers by Service; those with traffic when there are any, else all. */
export interface Damage {
  readonly observed: boolean;
  /** Less passes than before. */
  readonly refused: number;
  /** More passes than before. */
  readonly opened: number;
  /** As much passes as before, in another way. */
  readonly other: number;
  readonly family: "denied" | "depends" | "allowed" | "none";
}

export function damageOf({ servers, counts }: Preview): Damage {
  const observed = counts.observed > 0;
  let [refused, opened, other] = [0, 0, 0];
  for (const { flips } of servers)
    for (const { via, before, after, callers, callerCount } of flips) {
      if (via !== "service") continue;
      const count = observed ? callers.filter(({ evidence }) => evidence === "observed").length : callerCount;
      const up = height[after.outcome] - height[before.outcome];
      if (up < 0) refused += count;
      else if (up > 0) opened += count;
      else other += count;
    }
  const family = refused > 0 ? "denied" : opened > 0 ? "depends" : other > 0 ? "allowed" : "none";
  return { observed, refused, opened, other, family };
}
