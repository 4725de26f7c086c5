import { describe, expect, it } from "vitest";
import { allOf, anyOf, type Expression, no, not, reduce, unknownIn, yes } from "./expression.ts";
import type { Facts } from "./facts.ts";

const unknown: Expression = { op: "unknown", because: "It could not be read." };
/** Asks the method; open while that is not known. */
const open: Expression = {
  op: "test",
  test: {
    field: "methods",
    wanted: ["GET"],
    path: "",
    ask: (f) => (f.method === undefined ? undefined : f.method === "GET"),
    was: (f) => f.method ?? "not known",
  },
};
const facts = (method: string | undefined) => ({ method }) as Facts;
const values = { yes, no, open, unknown };
type Value = keyof typeof values;
const nameOf = (e: Expression) => (e.op === "test" || e.op === "not" ? "open" : e.op);

describe("three-valued logic, with a fourth value for what could not be read", () => {
  it.each<[Value, Value, string, string]>([
    // a, b, a and b, a or b
    ["yes", "yes", "yes", "yes"],
    ["yes", "no", "no", "yes"],
    ["no", "no", "no", "no"],
    ["yes", "open", "open", "yes"],
    ["no", "open", "no", "open"],
    ["yes", "unknown", "unknown", "yes"],
    ["no", "unknown", "no", "unknown"],
  ])("%s with %s: and is %s, or is %s", (a, b, and, or) => {
    for (const [x, y] of [
      [values[a], values[b]],
      [values[b], values[a]],
    ] as const) {
      expect(nameOf(allOf([x, y]))).toBe(and);
      expect(nameOf(anyOf([x, y]))).toBe(or);
      // De Morgan.
      expect(nameOf(not(allOf([x, y])))).toBe(nameOf(anyOf([not(x), not(y)])));
    }
  });

  it("has neutral elements", () => {
    expect(allOf([])).toEqual(yes);
    expect(anyOf([])).toEqual(no);
  });

  it("keeps what is not known through a negation", () => {
    expect(not(unknown)).toEqual(unknown);
    expect(not(not(open))).toEqual(open);
  });

  it("flattens what is nested", () => {
    expect(allOf([allOf([open, open]), open])).toMatchObject({ op: "all", of: [open, open, open] });
    expect(anyOf([anyOf([open, open]), open])).toMatchObject({ op: "any", of: [open, open, open] });
  });
});

describe("reducing by facts", () => {
  it("replaces what the facts answer and leaves the rest", () => {
    const e = allOf([open, anyOf([not(open), unknown])]);
    expect(reduce(e, facts("POST"))).toEqual(no);
    expect(reduce(e, facts("GET"))).toEqual(unknown);
    expect(reduce(e, facts(undefined))).toEqual(e);
  });

  it("finds why something is not known, however deep", () => {
    expect(unknownIn(allOf([open, anyOf([open, not(allOf([open, unknown]))])]))).toBe(
      "It could not be read.",
    );
    expect(unknownIn(allOf([open, open]))).toBeNull();
  });
});
