import { describe, expect, it } from "vitest";
import { allWords } from "../look/all-words.ts";
import { buildScene } from "./build-scene.ts";
import { exampleAnswer, exampleEdge, exampleNode } from "./example.test-data.ts";
import { fold } from "./fold.ts";
import { nodeLooks } from "./node-look.ts";
import { type RouteEnd, searchLimit } from "./routes.ts";
import { shown } from "./shown.ts";

const words = allWords.en;
const filter = { namespaces: null, outcomes: [] };

function place(answer: typeof exampleAnswer, moved = 0) {
  const drawing = fold(shown(answer, filter), new Set(), words);
  const looks = nodeLooks(drawing.nodes, drawing.namespaces, words);
  const boxes = new Map(
    looks.map(({ id, width, height, kind }, i): [string, RouteEnd] => [
      id,
      { x: i * 260 + (i === 1 ? moved : 0), y: (i % 2) * 150, width, height, kind },
    ]),
  );
  return { drawing, looks, boxes };
}

const scene = (
  { drawing, looks, boxes }: ReturnType<typeof place>,
  before: Parameters<typeof buildScene>[5],
) => buildScene(drawing, looks, boxes, false, words, before);

describe("a picture made from the one before", () => {
  const before = scene(place(exampleAnswer), null);
  const last = exampleAnswer.edges.at(-1);
  const fewer = { ...exampleAnswer, edges: exampleAnswer.edges.slice(0, -1) };
  const other = {
    ...exampleAnswer,
    edges: exampleAnswer.edges.map((e) => (e === last ? { ...e, outcome: "denied" as const } : e)),
  };

  it.each([
    ["another verdict", place(other), before],
    ["a node that moved", place(exampleAnswer, 40), before],
    ["an edge less", place(fewer), before],
    ["an edge more", place(exampleAnswer), scene(place(fewer), null)],
  ])("is the one made from nothing: %s", (_, next, earlier) => {
    const { ways, scene: painted } = scene(next, earlier);
    const fresh = scene(next, null);
    expect(ways).toEqual(fresh.ways);
    expect(painted).toEqual(fresh.scene);
  });

  it("keeps its ways when only a verdict changed", () => {
    expect(scene(place(other), before).ways).toBe(before.ways);
    expect(scene(place(exampleAnswer, 40), before).ways).not.toBe(before.ways);
  });
});

describe("a picture of more lines than look for a way", () => {
  // The first and the last hold the namespace's header where it is.
  const ids = Array.from({ length: 26 }, (_, i) => `a/${String(i).padStart(2, "0")}`);
  const large = {
    ...exampleAnswer,
    nodes: ids.map((id) => exampleNode(id)),
    edges: ids.flatMap((a) => ids.flatMap((b) => (a === b ? [] : [exampleEdge(a, b)]))),
  };
  const before = scene(place(large), null);

  it("has new ways when a node moved within its namespace", () => {
    expect(before.ways.size).toBeGreaterThan(searchLimit);
    const moved = scene(place(large, 40), before);
    expect(moved.scene.namespaces).toEqual(before.scene.namespaces);
    expect(moved.ways).toEqual(scene(place(large, 40), null).ways);
    expect(moved.ways).not.toEqual(before.ways);
  });

  it("keeps its ways when only a header changed", () => {
    const chip = { ...large, namespaces: large.namespaces.map((n) => ({ ...n, denyAll: true })) };
    expect(scene(place(chip), before).ways).toBe(before.ways);
  });
});
