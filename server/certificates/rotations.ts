import type { Rotation, RotationHistory } from "../contract/certificates.ts";
import { isoTime } from "./issue.ts";

/** One reading of a gauge: seconds since 1970, and seconds left then. */
export interface GaugeSample {
  readonly at: number;
  readonly secondsLeft: number;
}

/** What was asked for: when it begins, seconds between two samples, and the present. */
export interface GaugeWindow {
  readonly from: number;
  readonly step: number;
  readonly now: number;
}

/**
 * Renewals that a gauge tells of: its end stays the same for one certificate, and moves at each renewal. Of what lies between samples that are
 * too far apart nothing is said.
 * @param samples the oldest first
 * @source istio-agent renews at half the life, ± 1 %
 */
export function rotationsOf(
  samples: readonly GaugeSample[],
  { from, step, now }: GaugeWindow,
): RotationHistory {
  const same = Math.max(2 * step, 60);
  // A gauge tells no begin: the most that was ever left is nearest to the whole life.
  const life = samples.reduce((most, { secondsLeft }) => Math.max(most, secondsLeft), 0);
  const rotations: Rotation[] = [];
  const gaps: { from: string; to: string }[] = [];
  const [first] = samples;
  if (first !== undefined && first.at - from > 5 * step) rotations.push(rotationAt(first, null, "start"));
  for (const [i, sample] of samples.entries()) {
    const before = samples[i - 1];
    if (before === undefined) continue;
    const isGap = sample.at - before.at > 5 * step;
    if (isGap) gaps.push({ from: isoTime(before.at), to: isoTime(sample.at) });
    const [old, ends] = [before.at + before.secondsLeft, sample.at + sample.secondsLeft];
    if (!isGap && Math.abs(ends - old) > same) rotations.push(rotationAt(sample, old, howOf(before, life)));
  }
  const last = samples.at(-1);
  const next = last === undefined || life <= 0 ? null : last.at + last.secondsLeft - life / 2;
  const known = last !== undefined && now - last.at <= 5 * step;
  return {
    rotations: rotations.toReversed(),
    gaps,
    nextExpected: next === null || !known ? null : isoTime(next),
  };
}

function rotationAt({ at, secondsLeft }: GaugeSample, old: number | null, how: Rotation["how"]): Rotation {
  return {
    seenAt: isoTime(at),
    before: null,
    after: null,
    notBefore: null,
    notAfter: isoTime(at + secondsLeft),
    endOfOld: old === null ? null : isoTime(old),
    // The new one was there when it was seen, at the latest.
    overlapSeconds: old === null ? null : Math.round(old - at),
    how,
    rootChanged: false,
  };
}

function howOf({ secondsLeft }: GaugeSample, life: number): Rotation["how"] {
  if (secondsLeft <= 0) return "afterExpiry";
  const share = secondsLeft / life;
  // Around the half, as the agent does; one step of the samples may lie between.
  if (share > 0.55) return "early";
  return share < 0.45 ? "late" : "scheduled";
}
