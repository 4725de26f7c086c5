/**
 * The known word that a written one was most likely meant to be: singular for plural, another case, or up to two slips of the pen.
 * @returns undefined when none is near, or two are equally near
 */
export function nearest(known: readonly string[], written: string): string | undefined {
  const plain = (text: string) =>
    text
      .toLowerCase()
      .replaceAll(/[^a-z]/g, "")
      .replace(/s$/, "");
  const same = known.find((word) => plain(word) === plain(written));
  if (same !== undefined) return same;
  const most = written.length < 5 ? 1 : 2;
  const [first, second] = known
    .map((word) => ({ word, slips: slipsBetween(plain(word), plain(written)) }))
    .filter(({ slips }) => slips <= most)
    .toSorted((a, b) => a.slips - b.slips);
  return first === undefined || first.slips === second?.slips ? undefined : first.word;
}

/** How many letters must be put in, left out, changed or swapped with their neighbour. */
function slipsBetween(a: string, b: string): number {
  let [before, row] = [[] as number[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let least = Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      next.push(least);
    }
    [before, row] = [row, next];
  }
  return row[b.length] ?? 0;
}
