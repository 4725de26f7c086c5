const CONTEXT = 3;

/**
 * A unified diff of one change, as `git apply` takes it.
 * @param before null for a file that there is not yet; after null for one that goes
 */
export function unifiedDiff(file: string, before: string | null, after: string | null): string {
  const [old, now] = [linesOf(before), linesOf(after)];
  const shorter = Math.min(old.length, now.length);
  let head = 0;
  while (head < shorter && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < shorter - head && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
  if (head === old.length && head === now.length) return "";
  const from = Math.max(0, head - CONTEXT);
  const lead = old.slice(from, head);
  const trail = old.slice(old.length - tail, old.length - tail + CONTEXT);
  const gone = old.slice(head, old.length - tail);
  const come = now.slice(head, now.length - tail);
  const range = (count: number) => `${count === 0 ? from : from + 1},${count}`;
  const counts = [gone, come].map(({ length }) => lead.length + length + trail.length);
  const mark = (sign: string, lines: readonly string[]) =>
    lines
      .map((line) =>
        line.endsWith("\n") ? `${sign}${line}` : `${sign}${line}\n\\ No newline at end of file\n`,
      )
      .join("");
  return [
    `--- ${before === null ? "/dev/null" : `a/${file}`}\n`,
    `+++ ${after === null ? "/dev/null" : `b/${file}`}\n`,
    `@@ -${range(counts[0] ?? 0)} +${range(counts[1] ?? 0)} @@\n`,
    mark(" ", lead),
    mark("-", gone),
    mark("+", come),
    mark(" ", trail),
  ].join("");
}

/** Lines with their ends. */
function linesOf(text: string | null): readonly string[] {
  return text === null || text === "" ? [] : text.split(/(?<=\n)/);
}
