import type { Flip } from "./flips.ts";

/** What one revision changed on this page. */
export interface Change {
  readonly revision: string;
  /** When this page saw it, milliseconds since 1970. */
  readonly at: number;
  /** Empty: the files changed, and no edge did. */
  readonly flips: readonly Flip[];
}

const mostChanges = 100;
/** Flips kept over all changes; the oldest changes go first. */
const mostFlips = 2000;

/**
 * The changes of this session with one more, newest first. Two questions are answered for one revision (the graph, and the graph with asked
 * workloads): what they tell of the same revision is one change.
 */
export function addChange(history: readonly Change[], change: Change): readonly Change[] {
  const [newest, ...older] = history;
  const all =
    newest !== undefined && newest.revision === change.revision
      ? [{ ...newest, flips: merge(newest.flips, change.flips) }, ...older]
      : [change, ...history];
  let left = mostFlips;
  return all.slice(0, mostChanges).filter(({ flips }, index) => {
    left -= flips.length;
    return index === 0 || left >= 0;
  });
}

function merge(known: readonly Flip[], more: readonly Flip[]): readonly Flip[] {
  const ids = new Set(known.map(({ edge }) => edge));
  const news = more.filter(({ edge }) => !ids.has(edge));
  return news.length === 0 ? known : [...known, ...news];
}
