import type { Group, Item } from "./axis.ts";
import type { Span } from "./GroupLabels.tsx";

/** Where each item begins, in px, and last where they all end. */
export function startsOf(
  items: readonly Item[],
  size: (item: Item) => number,
  from: number,
): readonly number[] {
  const starts = [from];
  for (const item of items) starts.push((starts.at(-1) ?? from) + size(item));
  return starts;
}

export const spansOf = (groups: readonly Group[], starts: readonly number[]): readonly Span[] =>
  groups.map((group) => {
    const start = starts[group.first] ?? 0;
    return { group, start, size: (starts[group.last + 1] ?? start) - start };
  });
