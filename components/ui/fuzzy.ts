/** How well one word fits a text as a run or as letters in order; null when it does not. Smaller is better. */
function wordScore(word: string, text: string): number | null {
  const at = text.indexOf(word);
  if (at >= 0) return at === 0 ? 0 : /[\s/.\->]/.test(text[at - 1] ?? "") ? 1 : 2 + at / 1000;
  let from = 0;
  let gaps = 0;
  for (const letter of word) {
    const next = text.indexOf(letter, from);
    if (next < 0) return null;
    gaps += next - from;
    from = next + 1;
  }
  return 4 + gaps / 100;
}

/**
 * Fuzzy match: each word of the query must fit, in any order.
 * @returns null when one does not; smaller is better
 */
export function fuzzyScore(query: string, text: string): number | null {
  const lower = text.toLowerCase();
  let sum = 0;
  for (const word of query
    .toLowerCase()
    .split(/\s+/)
    .filter((w) => w !== "")) {
    const score = wordScore(word, lower);
    if (score === null) return null;
    sum += score;
  }
  return sum + lower.length / 10_000;
}

/** The entries that fit, best first, at most `limit`. */
export function fuzzyFilter<T>(
  query: string,
  all: readonly T[],
  textOf: (entry: T) => string,
  limit: number,
): T[] {
  if (query.trim() === "") return all.slice(0, limit);
  return all
    .flatMap((entry) => {
      const score = fuzzyScore(query, textOf(entry));
      return score === null ? [] : [{ entry, score }];
    })
    .sort((a, b) => a.score - b.score)
    .slice(0, limit)
    .map(({ entry }) => entry);
}
