/**
 * The path of the map that a line of block YAML belongs to, read from the indentation alone, so that it is found in text that is
 * still being typed.
 * @param index of the line, from 0
 * @param inner also the list items that open on the line itself, such as `- from:`
 * @returns names and indices; `[]` at the top
 */
export function pathAtLine(
  lines: readonly string[],
  index: number,
  inner: boolean,
): readonly (string | number)[] {
  const path: (string | number)[] = [];
  let depth = keyColumn(lines[index] ?? "");
  if (inner) for (const item of dashes(lines, index).toReversed()) path.unshift(item.index);
  let least = dashes(lines, index)[0]?.column ?? depth;
  if (!inner) least = depth;
  for (let i = index - 1; i >= 0; i--) {
    const line = lines[i] ?? "";
    if (/^\s*(#.*)?$/.test(line)) continue;
    const items = dashes(lines, i);
    const key = keyColumn(line);
    const name = /^[\s-]*([\w./-]+):/.exec(line)?.[1];
    // A list may stand as far in as its key.
    if (name !== undefined && (key < least || (key === least && typeof path[0] === "number"))) {
      path.unshift(name);
      least = key;
      depth = key;
    }
    for (const item of items.toReversed())
      if (item.column < least) {
        path.unshift(item.index);
        least = item.column;
      }
  }
  return path;
}

const keyColumn = (line: string): number => /^[\s-]*/.exec(line)?.[0].length ?? 0;

/** The dashes at the head of a line, with the index of the item that each opens. */
function dashes(lines: readonly string[], at: number): { readonly column: number; readonly index: number }[] {
  const line = lines[at] ?? "";
  const found: { column: number; index: number }[] = [];
  for (let column = 0; column < line.length; column++) {
    if (line[column] === " ") continue;
    if (line[column] !== "-" || (line[column + 1] !== " " && column + 1 < line.length)) break;
    found.push({ column, index: itemIndex(lines, at, column) });
  }
  return found;
}

/** How many items of the same list stand above. */
function itemIndex(lines: readonly string[], at: number, column: number): number {
  let count = 0;
  for (let i = at - 1; i >= 0; i--) {
    const line = lines[i] ?? "";
    if (/^\s*(#.*)?$/.test(line)) continue;
    const start = /^ */.exec(line)?.[0].length ?? 0;
    if (
      line[column] === "-" &&
      (line[column + 1] === " " || line.length === column + 1) &&
      /^[\s-]*$/.test(line.slice(0, column))
    )
      count++;
    if (start < column && line[column] !== "-") return count;
    if (start === column && line[column] !== "-") return count;
  }
  return count;
}
