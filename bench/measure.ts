import { type SizeName, sizes } from "./sizes.ts";

/** One line of the table; the form that other programs read. */
export interface Measured {
  readonly measure: string;
  readonly size: SizeName;
  readonly value: number;
  readonly unit: "ms" | "s" | "MiB" | "kB" | "fps" | "/min";
  /** Null where no goal is set for this size. */
  readonly goal: number | null;
  readonly holds: boolean;
}

/** What a measure found, in its unit, and a few words about it for the table. */
export interface Found {
  readonly value: number;
  readonly note: string;
}

/** Something that can be measured. */
export interface Measure {
  readonly name: string;
  readonly unit: Measured["unit"];
  /** Set where a larger value is the better one. */
  readonly more?: true;
  readonly goals: Partial<Readonly<Record<SizeName, number>>>;
  /** Sizes that it is measured at when nobody names any. */
  readonly at: readonly SizeName[];
  readonly run: (size: SizeName) => Found | Promise<Found>;
}

/** Runs one measure. The value keeps three significant digits: more would be noise. */
export async function measured(
  measure: Measure,
  size: SizeName,
): Promise<Measured & { readonly note: string }> {
  const { value, note } = await measure.run(size);
  const goal = measure.goals[size] ?? null;
  const rounded = Number(value.toPrecision(3));
  return {
    measure: measure.name,
    size,
    value: rounded,
    unit: measure.unit,
    goal,
    holds: goal === null || (measure.more === true ? rounded >= goal : rounded <= goal),
    note,
  };
}

/**
 * Times of several runs.
 * @returns best, median and 95th percentile in milliseconds; the best one says most on a machine that does other work too
 */
export function timed(runs: number, prepare: (run: number) => () => unknown) {
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const work = prepare(run);
    const before = performance.now();
    work();
    times.push(performance.now() - before);
  }
  const first = times[0] ?? 0;
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { first, best: at(0), median: at(0.5), p95: at(0.95) };
}

export const isSize = (text: string): text is SizeName => Object.hasOwn(sizes, text);
