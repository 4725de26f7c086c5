import { expect, it } from "vitest";
import { Crowd, Dots } from "./crowd.ts";
import { type Box, boxesOverlap } from "./layout/geometry.ts";

/** The same row of numbers from 0 to 1 each time. */
function numbers(): () => number {
  let n = 7;
  return () => {
    n = (n * 48271) % 2147483647;
    return n / 2147483647;
  };
}

it("a crowd counts what looking at every box counts", () => {
  const next = numbers();
  const box = (): Box => ({
    x: next() * 3000 - 1500,
    y: next() * 3000 - 1500,
    width: 4 + next() * 220,
    height: 4 + next() * 60,
  });
  const boxes = Array.from({ length: 300 }, box);
  const crowd = new Crowd(boxes.slice(0, 200));
  for (const later of boxes.slice(200)) crowd.add(later);
  const counts = Array.from({ length: 2000 }, () => {
    const [spot, grow] = [box(), next() * 90];
    const found = crowd.count(spot, grow);
    expect(found).toBe(boxes.filter((other) => boxesOverlap(spot, other, grow)).length);
    return found;
  });
  expect(Math.max(...counts)).toBeGreaterThan(2);
  expect(Math.min(...counts)).toBe(0);
});

it("dots count each line once that comes near, and never the own one", () => {
  const next = numbers();
  const point = () => ({ x: next() * 600 - 300, y: next() * 600 - 300 });
  const lines = Array.from({ length: 120 }, (_, i) => ({
    id: `line ${i}`,
    points: Array.from({ length: 25 }, point),
  }));
  const dots = new Dots(lines, 11);
  const counts = Array.from({ length: 2000 }, (_, i) => {
    const [spot, own] = [point(), `line ${i % 120}`];
    const found = dots.count(spot, own);
    const near = lines.filter(
      ({ id, points }) => id !== own && points.some((p) => Math.hypot(p.x - spot.x, p.y - spot.y) < 11),
    );
    expect(found).toBe(near.length);
    return found;
  });
  expect(Math.max(...counts)).toBeGreaterThan(2);
});
