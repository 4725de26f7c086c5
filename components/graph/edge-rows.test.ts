import { expect, it } from "vitest";
import { en } from "../look/en/index.ts";
import { rate, sortEdges, splitId } from "./edge-rows.ts";
import { exampleAnswer, exampleEdge } from "./example.test-data.ts";

it("rates sort as numbers, what was not seen stands lowest", () => {
  const edges = [2, null, 10].map((perSecond, i) =>
    exampleEdge("a/x", `b/${i}`, {
      evidence: { observed: perSecond !== null, perSecond, named: [], asked: false },
    }),
  );
  const order = sortEdges(edges, { column: "perSecond", descending: true }, en).map(({ server }) => server);
  expect(order).toEqual(["b/2", "b/0", "b/1"]);
});

it("verdicts sort in the order of the strip", () => {
  const outcomes = sortEdges(exampleAnswer.edges, { column: "verdict", descending: false }, en).map(
    ({ outcome }) => outcome,
  );
  expect(outcomes).toEqual(["allowed", "allowed", "denied", "refused"]);
});

it("a rate has at most three figures", () => {
  expect([0.4, 12.34, 104.2, 2345].map((perSecond) => rate(perSecond, en))).toEqual([
    "0.4",
    "12",
    "104",
    "2,350",
  ]);
});

it("an id without a namespace has only a name", () => {
  expect(splitId("outside")).toEqual({ namespace: null, name: "outside" });
  expect(splitId("shop/cart")).toEqual({ namespace: "shop", name: "cart" });
});
