import { expect, it } from "vitest";
import { MiniEdge } from "./MiniEdge.tsx";
import { outcomeLook, outcomeOrder } from "./outcome.ts";
import { dashPattern, observedWidth } from "./transport.ts";

it("every outcome stands once in the strip's order", () => {
  expect([...outcomeOrder].sort()).toEqual(Object.keys(outcomeLook).sort());
});

it("two outcomes of one colour never share an end mark, but for the two kinds of no", () => {
  const looks = Object.entries(outcomeLook).filter(([outcome]) => outcome !== "unauthenticated");
  const marks = looks.map(([, { family, mark }]) => `${family} ${mark}`);
  expect(new Set(marks).size).toBe(marks.length);
});

it("width grows with traffic up to a limit, dashes with the width", () => {
  expect(observedWidth(0)).toBe(1.5);
  expect(observedWidth(1e6)).toBe(4.6);
  expect(dashPattern("dashed", 2)).toEqual([7, 4.5]);
  expect(dashPattern("solid", 2)).toBeNull();
});

it("the small edge is decoration: words stand beside it", () => {
  expect(MiniEdge({ outcome: "denied" }).props).toMatchObject({ "aria-hidden": "true" });
});
