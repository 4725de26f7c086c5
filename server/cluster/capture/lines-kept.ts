/**
 * The old text with other lines; those at its start and its end that stay keep their own line ends.
 * @param old what stands in the file, without a line end at its end
 * @param lines what shall stand there
 * @param eol for lines that are new
 */
export function linesKept(old: string, lines: readonly string[], eol: string): string {
  const had = old.split(/(?<=\n)/).map((line) => {
    const end = /\r?\n$/.exec(line)?.[0] ?? null;
    return { text: end === null ? line : line.slice(0, -end.length), end };
  });
  const shorter = Math.min(had.length, lines.length);
  let head = 0;
  while (head < shorter && had[head]?.text === lines[head]) head++;
  let tail = 0;
  while (tail < shorter - head && had[had.length - 1 - tail]?.text === lines[lines.length - 1 - tail]) tail++;
  const endOf = (index: number) => {
    const same =
      index < head
        ? had[index]
        : index >= lines.length - tail
          ? had[index - lines.length + had.length]
          : null;
    return same?.end ?? eol;
  };
  return lines.map((line, i) => (i === lines.length - 1 ? line : line + endOf(i))).join("");
}
