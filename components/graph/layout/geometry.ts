/** Plane geometry on plain numbers: y grows downwards, a box is given by its centre. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Does the segment touch the box, grown by `grow` on each side? Separating axes; the layout asks this millions of times. */
export function segmentHitsBox(a: Point, b: Point, box: Box, grow = 0): boolean {
  const halfWidth = box.width / 2 + grow;
  const halfHeight = box.height / 2 + grow;
  const ax = a.x - box.x;
  const ay = a.y - box.y;
  const bx = b.x - box.x;
  const by = b.y - box.y;
  if ((ax > halfWidth && bx > halfWidth) || (ax < -halfWidth && bx < -halfWidth)) return false;
  if ((ay > halfHeight && by > halfHeight) || (ay < -halfHeight && by < -halfHeight)) return false;
  const dx = bx - ax;
  const dy = by - ay;
  return Math.abs(ax * dy - ay * dx) <= halfWidth * Math.abs(dy) + halfHeight * Math.abs(dx);
}

const side = (a: Point, b: Point, c: Point): number => (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);

/** Do two segments cross in their inside? */
export function segmentsCross(a: Point, b: Point, c: Point, d: Point): boolean {
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

export const boxesOverlap = (a: Box, b: Box, grow = 0): boolean =>
  Math.abs(a.x - b.x) < (a.width + b.width) / 2 + grow &&
  Math.abs(a.y - b.y) < (a.height + b.height) / 2 + grow;

/** On which sides of two boxes a line between them starts and ends. */
export function facingSides(a: Box, b: Box): "horizontal" | "vertical" {
  const gapX = Math.abs(b.x - a.x) - (a.width + b.width) / 2;
  const gapY = Math.abs(b.y - a.y) - (a.height + b.height) / 2;
  if (gapX >= 20 && gapX * 1.6 >= gapY) return "horizontal";
  return gapY > 0 ? "vertical" : "horizontal";
}

/** Middle of the side of `box` that faces `other`. */
export function facingPoint(box: Box, other: Box, sides: "horizontal" | "vertical"): Point {
  return sides === "horizontal"
    ? { x: box.x + (Math.sign(other.x - box.x) * box.width) / 2, y: box.y }
    : { x: box.x, y: box.y + (Math.sign(other.y - box.y) * box.height) / 2 };
}

/** Bounding box of boxes; null when there are none. */
export function bounds(boxes: readonly Box[]): Box | null {
  if (boxes.length === 0) return null;
  const left = Math.min(...boxes.map((b) => b.x - b.width / 2));
  const right = Math.max(...boxes.map((b) => b.x + b.width / 2));
  const top = Math.min(...boxes.map((b) => b.y - b.height / 2));
  const bottom = Math.max(...boxes.map((b) => b.y + b.height / 2));
  return { x: (left + right) / 2, y: (top + bottom) / 2, width: right - left, height: bottom - top };
}
