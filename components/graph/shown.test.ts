import { describe, expect, it } from "vitest";
import { graphFacts } from "../find/facts.ts";
import { findsOf } from "../find/find.ts";
import { parse } from "../find/query.ts";
import { exampleAnswer } from "./example.test-data.ts";
import { shown } from "./shown.ts";

const all = { namespaces: null, outcomes: [] } as const;
const never = { now: 0, flipped: new Map(), since: null };
const finding = (text: string) => findsOf(parse(text).query, graphFacts(exampleAnswer), never);
const ids = (edges: readonly { id: string }[]) => edges.map(({ id }) => id);

describe("what the filters leave", () => {
  it("is everything without a filter, and the counts add up", () => {
    const result = shown(exampleAnswer, all, null);
    expect(result.edges).toHaveLength(4);
    expect(Object.values(result.counts).reduce((a, b) => a + b, 0)).toBe(result.total);
    expect(result.disagreeing).toBe(1);
  });

  it("keeps an outside caller only while it speaks with something that is drawn", () => {
    expect(shown(exampleAnswer, { ...all, namespaces: ["a"] }, null).nodes.map(({ id }) => id)).toEqual([
      "a/x",
      "a/y",
    ]);
    expect(shown(exampleAnswer, { ...all, namespaces: ["b"] }, null).nodes.map(({ id }) => id)).toEqual([
      "b/z",
      "outside",
    ]);
  });

  it("hides by text but lays out the same nodes, so that typing moves nothing", () => {
    const result = shown(exampleAnswer, all, finding("OUTSIDE"));
    expect(ids(result.edges)).toEqual(["outside>b/z:80"]);
    expect(result.nodes).toHaveLength(4);
    expect([...result.hidden]).toEqual(["a/x", "a/y"]);
  });

  it("finds a workload by its service account", () => {
    expect(shown(exampleAnswer, all, finding("zed")).total).toBe(3);
  });

  it("shows no edge of which what is asked for is not known, and says which", () => {
    const result = shown(exampleAnswer, all, finding("age<1h"));
    expect(result.total).toBe(0);
    expect(result.undecided).toHaveLength(4);
    expect(shown(exampleAnswer, all, finding("-age<1h")).undecided).toHaveLength(4);
  });

  it("with Highlight keeps what is not found behind, and counts as before", () => {
    const hiding = shown(exampleAnswer, all, finding("outside"));
    const result = shown(exampleAnswer, { ...all, highlight: true }, finding("outside"));
    expect(result.counts).toEqual(hiding.counts);
    expect(ids(result.edges)).toEqual(ids(hiding.edges));
    expect(result.hidden.size).toBe(0);
    expect(result.paleNodes).toEqual(hiding.hidden);
    expect(ids(result.behind)).toEqual(["a/x>a/y:80", "a/y>b/z:80", "a/x>b/z:80"]);
    expect(
      shown(exampleAnswer, { ...all, highlight: true, outcomes: ["denied"] }, finding("outside")).behind,
    ).toHaveLength(1);
  });

  it("filters by outcome without changing the counts", () => {
    const result = shown(exampleAnswer, { ...all, outcomes: ["denied", "disagrees"] }, null);
    expect(ids(result.edges)).toEqual(["a/y>b/z:80", "a/x>b/z:80"]);
    expect(result.total).toBe(4);
    expect(result.counts.allowed).toBe(2);
  });

  it("leaves only the edges that the address names, between the same nodes", () => {
    const result = shown(exampleAnswer, { ...all, only: ["outside>b/z:80", "gone>b/z:80"] }, null);
    expect(ids(result.edges)).toEqual(["outside>b/z:80"]);
    expect(result.nodes).toHaveLength(4);
    expect(result.hidden.size).toBe(0);
  });
});
