import type { LayoutProblem } from "./problem.ts";

/**
 * A drawing as a person would sketch it: columns of blocks from left to right, each block a small grid of nodes.
 * Numbers are indices into the problem; `null` in a grid column is an empty cell.
 */
export interface State {
  readonly columns: number[][];
  /** Extra space above a block, in steps of 16 px. */
  readonly drop: number[];
  /** Of each block: its grid columns, each a list of node numbers from the top. */
  readonly grids: (number | null)[][][];
}

/** Deterministic pseudo-random numbers (mulberry32), so that the same mesh gives the same picture. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Longest-path layers of a directed graph of `size` vertices; an edge that closes a cycle is left out. */
function layers(size: number, edges: readonly (readonly [number, number])[]): number[] {
  const out: number[][] = Array.from({ length: size }, () => []);
  const incoming = new Array<number>(size).fill(0);
  for (const [from, to] of edges) {
    if (from === to) continue;
    out[from]?.push(to);
    incoming[to] = (incoming[to] ?? 0) + 1;
  }
  const layer = new Array<number>(size).fill(0);
  const colour = new Array<0 | 1 | 2>(size).fill(0);
  const order: number[] = [];
  const visit = (v: number): void => {
    colour[v] = 1;
    for (const w of out[v] ?? []) if (colour[w] === 0) visit(w);
    colour[v] = 2;
    order.push(v);
  };
  // Sources first: a cycle is then cut where it leads back towards them.
  const starts = [...Array(size).keys()].sort((a, b) => (incoming[a] ?? 0) - (incoming[b] ?? 0) || a - b);
  for (const v of starts) if (colour[v] === 0) visit(v);
  const position = new Array<number>(size).fill(0);
  order.reverse().forEach((v, i) => {
    position[v] = i;
  });
  for (const v of order) {
    for (const w of out[v] ?? []) {
      if ((position[w] ?? 0) > (position[v] ?? 0)) layer[w] = Math.max(layer[w] ?? 0, (layer[v] ?? 0) + 1);
    }
  }
  return layer;
}

/** Groups 0..n-1 by layer, layers without members dropped. */
function grouped(layer: readonly number[]): number[][] {
  const groups: number[][] = [];
  layer.forEach((l, i) => {
    groups[l] = [...(groups[l] ?? []), i];
  });
  return groups.filter((group) => group !== undefined && group.length > 0);
}

/** The first drawing: blocks by layer of the calls between them, nodes of a block by layer of the calls inside. */
export function firstState(
  problem: LayoutProblem,
  blockOf: readonly number[],
  links: readonly (readonly [number, number])[],
): State {
  const between = links.map(([a, b]) => [blockOf[a] ?? 0, blockOf[b] ?? 0] as const);
  const columns = grouped(layers(problem.blocks.length, between));
  let first = 0;
  const grids = problem.blocks.map((block) => {
    const start = first;
    first += block.nodes.length;
    const inside = links.filter(([a, b]) => a >= start && a < first && b >= start && b < first);
    const inner = layers(
      block.nodes.length,
      inside.map(([a, b]) => [a - start, b - start] as const),
    );
    return grouped(inner).map((column) => column.map((i) => i + start));
  });
  return { columns, drop: problem.blocks.map(() => 0), grids };
}

export const copyState = (s: State): State => ({
  columns: s.columns.map((c) => [...c]),
  drop: [...s.drop],
  grids: s.grids.map((g) => g.map((c) => [...c])),
});

/** Changes `s` in one small way chosen by `random`. */
export function mutate(s: State, random: () => number): void {
  const pick = (n: number): number => Math.floor(random() * n);
  const dice = random();
  if (dice < 0.18) moveItem(s.columns, pick, 1);
  else if (dice < 0.28) swapItems(s.columns, pick);
  else if (dice < 0.33) reorder(s.columns, pick);
  else if (dice < 0.52) {
    const block = pick(s.drop.length);
    const step = (random() < 0.5 ? -1 : 1) * (1 + pick(4));
    s.drop[block] = Math.max(0, Math.min(14, (s.drop[block] ?? 0) + step));
  } else {
    const grid = s.grids[pick(s.grids.length)];
    if (grid === undefined) return;
    const inner = random();
    if (inner < 0.38) moveItem(grid, pick, 0.5);
    else if (inner < 0.7) swapItems(grid, pick);
    else if (inner < 0.82) reorder(grid, pick);
    else if (inner < 0.9) refold(grid, pick);
    else toggleGap(grid, pick);
  }
}

/** Turns one column upside down, or swaps two whole columns: steps that single moves would have to climb to. */
function reorder<T>(columns: T[][], pick: (n: number) => number): void {
  const [i, j] = [pick(columns.length), pick(columns.length)];
  const [a, b] = [columns[i], columns[j]];
  if (a === undefined || b === undefined) return;
  if (i === j) a.reverse();
  else {
    columns[i] = b;
    columns[j] = a;
  }
}

/** Folds the nodes of a block into another number of columns, in their order. */
function refold(grid: (number | null)[][], pick: (n: number) => number): void {
  const nodes = grid.flat().filter((n) => n !== null);
  if (nodes.length < 2) return;
  const rows = Math.ceil(nodes.length / (1 + pick(Math.min(4, nodes.length))));
  grid.length = 0;
  for (let i = 0; i < nodes.length; i += rows) grid.push(nodes.slice(i, i + rows));
}

/** Moves one item to another place, sometimes into a column of its own. */
function moveItem<T>(columns: T[][], pick: (n: number) => number, newColumn: number): void {
  const from = pick(columns.length);
  const column = columns[from];
  if (column === undefined || column.length === 0) return;
  const [item] = column.splice(pick(column.length), 1);
  if (item === undefined) return;
  if (pick(100) < 18 * newColumn) columns.splice(pick(columns.length + 1), 0, [item]);
  else {
    const target = columns[pick(columns.length)];
    target?.splice(pick(target.length + 1), 0, item);
  }
  for (let i = columns.length - 1; i >= 0; i--)
    if (columns[i]?.every((x) => x === null)) columns.splice(i, 1);
}

function swapItems<T>(columns: T[][], pick: (n: number) => number): void {
  const a = columns[pick(columns.length)];
  const b = columns[pick(columns.length)];
  if (a === undefined || b === undefined) return;
  const i = pick(a.length);
  const j = pick(b.length);
  const x = a[i];
  const y = b[j];
  if (x === undefined || y === undefined) return;
  a[i] = y;
  b[j] = x;
}

function toggleGap(grid: (number | null)[][], pick: (n: number) => number): void {
  const column = grid[pick(grid.length)];
  if (column === undefined) return;
  const gap = column.indexOf(null);
  if (gap >= 0) column.splice(gap, 1);
  else if (column.length < 8) column.splice(pick(column.length), 0, null);
}
