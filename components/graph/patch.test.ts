import { expect, it } from "vitest";
import { en } from "../look/en/index.ts";
import { elements } from "./elements.ts";
import { exampleAnswer, exampleEdge, exampleNode } from "./example.test-data.ts";
import { nodeLooks } from "./node-look.ts";
import { patch } from "./patch.ts";

const looks = nodeLooks(exampleAnswer.nodes, exampleAnswer.namespaces, en);
const before = elements(looks, exampleAnswer.edges);

it("an unchanged answer changes nothing", () => {
  expect(patch(before, elements(looks, exampleAnswer.edges))).toEqual({ remove: [], add: [], update: [] });
});

it("another outcome recolours in place", () => {
  const after = elements(looks, [
    exampleEdge("a/x", "a/y", { outcome: "denied" }),
    ...exampleAnswer.edges.slice(1),
  ]);
  const { remove, add, update } = patch(before, after);
  expect([remove, add]).toEqual([[], []]);
  expect(update.map(({ data, classes }) => [data.id, classes])).toEqual([
    ["a/x>a/y:80", "colour-denied mark-tee line-solid"],
  ]);
});

it("a workload that moved to another namespace is another element", () => {
  const moved = nodeLooks(
    [exampleNode("a/x", { namespace: "b" }), ...exampleAnswer.nodes.slice(1)],
    exampleAnswer.namespaces,
    en,
  );
  const { remove, add } = patch(before, elements(moved, exampleAnswer.edges));
  expect(remove).toEqual(["a/x"]);
  expect(add.map(({ data }) => data.id)).toEqual(["a/x"]);
});

it("what is gone is removed", () => {
  expect(patch(before, elements(looks, exampleAnswer.edges.slice(1))).remove).toEqual(["a/x>a/y:80"]);
});
