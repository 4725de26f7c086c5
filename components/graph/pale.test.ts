import { expect, it } from "vitest";
import { exampleEdge } from "./example.test-data.ts";
import { paleLines } from "./pale.ts";

const many = (count: number, change: Parameters<typeof exampleEdge>[2] = {}) =>
  Array.from({ length: count }, (_, i) =>
    exampleEdge(`a/${i}`, "b/z", { id: `${change.outcome ?? "allowed"} ${i}`, ...change }),
  );

it("one denied line among a thousand allowed ones stays loud, the others are pale", () => {
  const pale = paleLines([...many(1000), ...many(1, { outcome: "denied" })]);
  expect(pale.size).toBe(1000);
  expect(pale.has("denied 0")).toBe(false);
});

it("what disagrees stays loud while it is rare", () => {
  const disagrees = { share: 1, label: "", text: "" };
  const few = many(3, { outcome: "denied", disagrees });
  const denied = many(500, { outcome: "denied" }).map((edge) => ({ ...edge, id: `plain ${edge.id}` }));
  const pale = paleLines([...few, ...denied]);
  expect(few.some(({ id }) => pale.has(id))).toBe(false);
  expect(pale.size).toBe(500);
});

it("nothing is pale in a small picture", () => {
  expect(paleLines(many(399)).size).toBe(0);
});
