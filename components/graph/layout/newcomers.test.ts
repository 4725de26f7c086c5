import { expect, it } from "vitest";
import { newcomersOnly, placeNewcomers } from "./newcomers.ts";
import type { LayoutProblem } from "./problem.ts";

const node = (id: string) => ({ id, width: 104, height: 40 });
const problem = (blocks: Record<string, string[]>): LayoutProblem => ({
  blocks: Object.entries(blocks).map(([id, nodes]) => ({
    id,
    boxed: true,
    minWidth: 0,
    nodes: nodes.map(node),
  })),
  edges: [],
  window: { width: 1000, height: 600 },
  panel: { width: 0, height: 0 },
});
const known = { "a/x": { x: 10, y: 20 } };

it("what was there stays, a new workload goes under its namespace's last", () => {
  const positions = placeNewcomers(problem({ a: ["a/x", "a/y"] }), known);
  expect(positions["a/x"]).toEqual({ x: 10, y: 20 });
  expect(positions["a/y"]?.y).toBeGreaterThan(20 + 40);
});

it("a new namespace goes under the picture", () => {
  expect(placeNewcomers(problem({ a: ["a/x"], b: ["b/z"] }), known)["b/z"]?.y).toBeGreaterThan(100);
});

it("tells whether a layout is needed at all", () => {
  expect(newcomersOnly(problem({ a: ["a/x"] }), known)).toBe("none");
  expect(newcomersOnly(problem({ a: ["a/x", "a/y"] }), known)).toBe("some");
  expect(newcomersOnly(problem({ b: ["b/z"] }), known)).toBe("all");
});
