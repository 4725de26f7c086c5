/** A stretch of time, in milliseconds since 1970. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

const hour = 3_600_000;
const day = 24 * hour;
/** Steps between two ticks that a reader counts in. */
const steps = [
  hour / 12,
  hour / 4,
  hour,
  3 * hour,
  6 * hour,
  12 * hour,
  day,
  2 * day,
  7 * day,
  14 * day,
  30 * day,
  91 * day,
  365 * day,
  730 * day,
  1826 * day,
];

/** The stretch of so many hours around a time. */
export const stretchOf = (now: number, hours: number, offset: number): Stretch => {
  const middle = now + offset * hour;
  return { from: middle - (hours * hour) / 2, to: middle + (hours * hour) / 2 };
};

/** Where a time stands in a stretch: 0 at its begin, 1 at its end. */
export const placeIn = ({ from, to }: Stretch, time: number): number => (time - from) / (to - from);

/** Times to mark, at most so many; whole hours or days of UTC. `whole`: the mark is of a day. */
export function ticksOf(
  { from, to }: Stretch,
  most: number,
): readonly { readonly time: number; readonly whole: boolean }[] {
  const step = steps.find((s) => (to - from) / s <= most) ?? (to - from) / most;
  const first = Math.ceil(from / step) * step;
  const count = Math.max(0, Math.floor((to - first) / step) + 1);
  return Array.from({ length: count }, (_, i) => {
    const time = first + i * step;
    return { time, whole: time % day === 0 };
  });
}

/** The visible part of a bar, as shares of the stretch; null when nothing of it is visible. */
export function barIn(
  stretch: Stretch,
  begin: number,
  end: number,
): { readonly x: number; readonly width: number } | null {
  const x = Math.max(0, placeIn(stretch, begin));
  const width = Math.min(1, placeIn(stretch, end)) - x;
  return width > 0 ? { x, width } : null;
}
