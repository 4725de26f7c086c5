import type { Link } from "./cost.ts";
import type { Box } from "./geometry.ts";
import { type LayoutProblem, measures } from "./problem.ts";
import type { State } from "./state.ts";

export interface Placed {
  readonly nodes: Box[];
  /** Box of each block; of a node that stands alone, the node's own. */
  readonly blocks: Box[];
  /** Upper edge of the picture. */
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

type Size = { readonly width: number; readonly height: number };
type Grid = readonly (readonly (number | null)[])[];

const step = 16;
const rowHeight = 40;

/**
 * Coordinates of a drawing: columns are centred on each other, blocks in a column are stacked from the top. The gap
 * between two columns is as wide as the marks and labels on the lines across it need.
 */
export function place(
  problem: LayoutProblem,
  flat: readonly Size[],
  links: readonly Link[],
  state: State,
): Placed {
  const nodes: Box[] = new Array<Box>(flat.length);
  const blocks: Box[] = new Array<Box>(problem.blocks.length);
  const { outer, inner } = gaps(flat.length, links, state);
  const widths = state.grids.map((grid, b) => innerWidth(flat, grid, inner[b] ?? []));
  const sizes = problem.blocks.map((block, b) =>
    blockSize(block.boxed, block.minWidth, widths[b] ?? 0, state.grids[b] ?? []),
  );
  let left = 0;
  let height = 0;
  state.columns.forEach((column, c) => {
    const width = Math.max(...column.map((b) => sizes[b]?.width ?? 0));
    let top = 0;
    column.forEach((b, i) => {
      const size = sizes[b];
      const block = problem.blocks[b];
      if (size === undefined || block === undefined) return;
      top += (i === 0 ? 0 : measures.blockGap) + (state.drop[b] ?? 0) * step;
      const box = { x: left + width / 2, y: top + size.height / 2, width: size.width, height: size.height };
      blocks[b] = box;
      placeGrid(block.boxed, box, widths[b] ?? 0, flat, state.grids[b] ?? [], inner[b] ?? [], nodes);
      top += size.height;
    });
    height = Math.max(height, top);
    left += width + (outer[c] ?? measures.columnGap);
  });
  // Space above every block is no part of the picture.
  const lead = Math.min(...state.columns.map((column) => state.drop[column[0] ?? 0] ?? 0)) * step;
  return { nodes, blocks, top: lead, width: Math.max(0, left - measures.columnGap), height: height - lead };
}

/** Gap behind each column of blocks, and behind each grid column of each block. */
function gaps(size: number, links: readonly Link[], state: State): { outer: number[]; inner: number[][] } {
  const outerOf = new Array<number>(size).fill(0);
  const innerOf = new Array<number>(size).fill(0);
  const blockOf = new Array<number>(size).fill(0);
  state.columns.forEach((column, c) => {
    for (const b of column) {
      state.grids[b]?.forEach((gridColumn, g) => {
        for (const n of gridColumn) {
          if (n === null) continue;
          outerOf[n] = c;
          innerOf[n] = g;
          blockOf[n] = b;
        }
      });
    }
  });
  const outer = state.columns.map((_, c): number =>
    c === state.columns.length - 1 ? measures.columnGap : measures.columnGapLeast,
  );
  const inner = state.grids.map((grid) => grid.map((): number => measures.innerGapLeast));
  for (const { client, server, room } of links) {
    const a = outerOf[client] ?? 0;
    const b = outerOf[server] ?? 0;
    // The namespace's own padding on both sides is room for marks too.
    if (Math.abs(a - b) === 1)
      outer[Math.min(a, b)] = Math.max(outer[Math.min(a, b)] ?? 0, room - 2 * measures.boxPadding);
    if (blockOf[client] !== blockOf[server]) continue;
    const i = innerOf[client] ?? 0;
    const j = innerOf[server] ?? 0;
    const row = inner[blockOf[client] ?? 0];
    if (Math.abs(i - j) === 1 && row !== undefined)
      row[Math.min(i, j)] = Math.max(row[Math.min(i, j)] ?? 0, room);
  }
  return { outer, inner };
}

const columnWidth = (flat: readonly Size[], column: readonly (number | null)[]): number =>
  Math.max(...column.map((n) => (n === null ? 0 : (flat[n]?.width ?? 0))));

const innerWidth = (flat: readonly Size[], grid: Grid, gap: readonly number[]): number =>
  grid.reduce((sum, c, i) => sum + columnWidth(flat, c) + (i === 0 ? 0 : (gap[i - 1] ?? 0)), 0);

function blockSize(boxed: boolean, minWidth: number, width: number, grid: Grid): Size {
  const rows = Math.max(0, ...grid.map((c) => c.length));
  const height = rows * rowHeight + Math.max(0, rows - 1) * measures.rowGap;
  if (!boxed) return { width, height };
  return {
    width: Math.max(width, minWidth) + 2 * measures.boxPadding,
    height: height + measures.boxHeader + 2 * measures.boxPadding,
  };
}

function placeGrid(
  boxed: boolean,
  box: Box,
  width: number,
  flat: readonly Size[],
  grid: Grid,
  gap: readonly number[],
  nodes: Box[],
): void {
  let left = box.x - width / 2;
  const top = box.y - box.height / 2 + (boxed ? measures.boxHeader + measures.boxPadding : 0);
  grid.forEach((column, c) => {
    const wide = columnWidth(flat, column);
    column.forEach((n, row) => {
      const size = n === null ? undefined : flat[n];
      if (n === null || size === undefined) return;
      nodes[n] = {
        x: left + wide / 2,
        y: top + row * (rowHeight + measures.rowGap) + rowHeight / 2,
        width: size.width,
        height: size.height,
      };
    });
    left += wide + (gap[c] ?? 0);
  });
}
