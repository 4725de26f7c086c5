import fc from "fast-check";
import { expect, it } from "vitest";
import { allWords } from "../look/all-words.ts";
import { exampleAnswer, exampleEdge, exampleNode } from "./example.test-data.ts";
import { fold } from "./fold.ts";
import { membersOf, rolledEnds } from "./members.ts";
import { shown } from "./shown.ts";

const ids = ["a/1", "a/2", "ab/1", "b/1", "b/2", "outside"];
const mesh = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids.slice(0, -1))), {
    selector: ([client, server]) => `${client}>${server}`,
  })
  .map((pairs) => ({
    ...exampleAnswer,
    namespaces: ["a", "ab", "b"].map((name) => ({
      name,
      mode: "STRICT" as const,
      denyAll: false,
      unreadable: [],
      workloads: 2,
    })),
    nodes: ids.map((id) =>
      id === "outside" ? exampleNode(id, { namespace: null, kind: "outside" }) : exampleNode(id),
    ),
    edges: pairs.map(([client, server]) => exampleEdge(client, server)),
  }));

it("a line's id leads to the very edges that the fold rolled into it", () =>
  fc.assert(
    fc.property(mesh, fc.subarray(["a", "ab", "b"]), (answer, folded) => {
      const whole = shown(answer, { namespaces: null, outcomes: [] });
      const drawing = fold(whole, new Set(folded), allWords.en);
      for (const { id, rolled } of drawing.edges)
        if (rolled !== undefined) expect(membersOf(whole.edges, id)).toEqual(rolled.members);
      for (const { id, inside } of drawing.folded) expect(membersOf(whole.edges, id)).toEqual(inside);
    }),
  ));

it("the id of an edge is no line's", () => {
  expect(rolledEnds("a/x>b/y:80")).toBeNull();
  expect(rolledEnds("a/*>b/y")).toEqual({ client: "a/*", server: "b/y" });
});
