import { expect, it } from "vitest";
import { exampleEdge } from "./example.test-data.ts";
import { marks } from "./marks.ts";
import type { Route } from "./routes.ts";

const line = (y: number): Route => ({ from: { x: 0, y }, to: { x: 400, y }, control: null });
const edge = exampleEdge("a/x", "b/z", { outcome: "depends", condition: "only GET", label: "GET" });

it("a mark gives way to lines that have marks, and not to thousands of others", () => {
  const own = line(0);
  const alone = marks([edge], new Map([[edge.id, own]]), [], [], false);
  const at = alone[0]?.at.x ?? Number.NaN;
  const crossing: Route = { from: { x: at, y: -40 }, to: { x: at, y: 40 }, control: null };
  const ways = new Map([
    [edge.id, own],
    ["other", crossing],
  ]);
  // The other line is there, but nothing stands on it.
  expect(marks([edge], ways, [], [], false)).toEqual(alone);
  const [first] = marks([edge, { ...edge, id: "other" }], ways, [], [], false);
  expect(Math.abs((first?.at.x ?? at) - at)).toBeGreaterThan(10);
});
