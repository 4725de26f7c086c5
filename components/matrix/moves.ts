/** A place in the matrix, by index. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

interface Size {
  readonly rows: number;
  readonly columns: number;
  /** Rows that fit in the window. */
  readonly page: number;
}

/** Where a key leads; null when it is none that moves. @param far whether Ctrl is held: to the matrix's own first or last row */
export function moved({ row, column }: Place, key: string, far: boolean, size: Size): Place | null {
  const to = (r: number, c: number): Place => ({
    row: Math.max(0, Math.min(size.rows - 1, r)),
    column: Math.max(0, Math.min(size.columns - 1, c)),
  });
  if (key === "ArrowUp") return to(row - 1, column);
  if (key === "ArrowDown") return to(row + 1, column);
  if (key === "ArrowLeft") return to(row, column - 1);
  if (key === "ArrowRight") return to(row, column + 1);
  if (key === "Home") return to(far ? 0 : row, 0);
  if (key === "End") return to(far ? size.rows : row, size.columns);
  if (key === "PageUp") return to(row - size.page, column);
  if (key === "PageDown") return to(row + size.page, column);
  return null;
}

/** The next place, row after row and from the start again, that is wanted; null when there is none. */
export function nextPlace(
  { row, column }: Place,
  size: Pick<Size, "rows" | "columns">,
  wanted: (place: Place) => boolean,
): Place | null {
  const all = size.rows * size.columns;
  const from = row * size.columns + column;
  for (let step = 1; step <= all; step += 1) {
    const at = (from + step) % all;
    const place = { row: Math.floor(at / size.columns), column: at % size.columns };
    if (wanted(place)) return place;
  }
  return null;
}
