import { expect, it } from "vitest";
import type { Route } from "../routes.ts";
import { lineAt } from "./line-at.ts";

const none = new Set<string>();
const straight = (x: number) => ({ from: { x, y: 0 }, to: { x, y: 100 }, control: null });
const ways = new Map<string, Route>([
  ["left", straight(0)],
  ["right", straight(10)],
  ["bent", { from: { x: 200, y: 0 }, to: { x: 200, y: 100 }, control: { x: 260, y: 50 } }],
]);

it("the nearest line within reach is at a point", () => {
  expect(lineAt(ways, none, { x: 3, y: 50 }, 6)).toBe("left");
  expect(lineAt(ways, none, { x: 7, y: 50 }, 6)).toBe("right");
  expect(lineAt(ways, none, { x: 40, y: 50 }, 6)).toBeNull();
  expect(lineAt(ways, none, { x: 0, y: 120 }, 6)).toBeNull();
});

it("a curve is where it runs, not where its straight line would", () => {
  expect(lineAt(ways, none, { x: 229, y: 50 }, 6)).toBe("bent");
  expect(lineAt(ways, none, { x: 201, y: 50 }, 6)).toBeNull();
});

it("a pale line gives way to a loud one", () => {
  expect(lineAt(ways, new Set(["left"]), { x: 4, y: 50 }, 7)).toBe("right");
  expect(lineAt(ways, new Set(["left"]), { x: 0, y: 50 }, 6)).toBe("left");
});
