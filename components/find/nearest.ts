/** Letters to change, add, leave out or swap to make one word of the other. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row.push(least);
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

/** The name that was probably meant; null when none is near. Long inputs are not looked at. */
export function nearest(wanted: string, names: Iterable<string>): string | null {
  const low = wanted.toLowerCase().slice(0, 60);
  let best: { readonly name: string; readonly cost: number } | null = null;
  for (const name of names) {
    const other = name.toLowerCase();
    if (Math.abs(other.length - low.length) > 8) continue;
    const begins = low.length >= 2 && other.startsWith(low);
    const cost = begins ? 0.5 : distance(low, other);
    if (cost > Math.max(1, Math.floor(low.length / 3)) || (best !== null && best.cost <= cost)) continue;
    best = { name, cost };
  }
  return best?.name ?? null;
}
