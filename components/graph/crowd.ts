import { type Box, boxesOverlap, type Point } from "./layout/geometry.ts";

/** Things that are asked by place: what is near is found without looking at all of them. */
class Grid<Thing> {
  readonly #cells = new Map<number, Thing[]>();
  readonly #side: number;

  constructor(side: number) {
    this.#side = side;
  }

  add({ x, y, width, height }: Box, thing: Thing): void {
    for (const key of this.#keys(x, y, width / 2, height / 2)) {
      const known = this.#cells.get(key);
      if (known === undefined) this.#cells.set(key, [thing]);
      else known.push(thing);
    }
  }

  /** What stands in the cells around a place; what stands in several of them comes as often. */
  *near({ x, y, width, height }: Box, grow: number): Iterable<Thing> {
    for (const key of this.#keys(x, y, width / 2 + grow, height / 2 + grow))
      yield* this.#cells.get(key) ?? [];
  }

  *#keys(x: number, y: number, right: number, down: number): Iterable<number> {
    const to = (value: number) => Math.floor(value / this.#side);
    const [lastColumn, lastRow] = [to(x + right), to(y + down)];
    for (let column = to(x - right); column <= lastColumn; column++)
      // Far enough apart for any picture: two cells of one number are looked at both, and found to be far away.
      for (let row = to(y - down); row <= lastRow; row++) yield column * 1_000_003 + row;
  }
}

/** Boxes, asked by place. */
export class Crowd {
  // A cell is about as large as a workload's box.
  readonly #grid = new Grid<Box>(96);

  constructor(boxes: Iterable<Box>) {
    for (const box of boxes) this.add(box);
  }

  add(box: Box): void {
    this.#grid.add(box, box);
  }

  /** How many of them overlap `spot`, or come nearer than `grow`. */
  count(spot: Box, grow: number): number {
    const found = new Set<Box>();
    for (const other of this.#grid.near(spot, grow)) if (boxesOverlap(spot, other, grow)) found.add(other);
    return found.size;
  }
}

/** A line by some points of it. */
export interface Dotted {
  readonly id: string;
  readonly points: readonly Point[];
}

/** Lines, asked by place. */
export class Dots {
  readonly #reach: number;
  readonly #grid: Grid<{ readonly line: string; readonly at: Point }>;

  /** @param reach how near a point of a line has to come to count */
  constructor(lines: readonly Dotted[], reach: number) {
    this.#reach = reach;
    this.#grid = new Grid(reach * 2);
    for (const { id, points } of lines)
      for (const at of points) this.#grid.add({ ...at, width: 0, height: 0 }, { line: id, at });
  }

  /** How many lines but `own` come near. */
  count(spot: Point, own: string): number {
    const found = new Set<string>();
    for (const { line, at } of this.#grid.near({ ...spot, width: 0, height: 0 }, this.#reach))
      if (line !== own && Math.hypot(at.x - spot.x, at.y - spot.y) < this.#reach) found.add(line);
    return found.size;
  }
}
