import { describe, expect, it } from "vitest";
import type { Meta } from "./objects.ts";
import { byAge, isEmptySelector, selects } from "./selectors.ts";

describe("a selector", () => {
  it.each([
    [null, { a: "b" }, true],
    [{}, { a: "b" }, true],
    [{ a: "b" }, { a: "b", c: "d" }, true],
    [{ a: "b", c: "d" }, { a: "b" }, false],
    [{ a: "b" }, { a: "B" }, false],
    [{ a: "*" }, { a: "b" }, false],
    [{ a: "" }, {}, false],
    [{ constructor: "b" }, {}, false],
  ])("%j on labels %j: %s", (selector, labels, expected) => {
    expect(selects(selector as Readonly<Record<string, string>> | null, labels)).toBe(expected);
  });

  it("is empty when it is missing or holds nothing", () => {
    expect(
      [null, {}, { a: "b" }].map((s) => isEmptySelector(s as Readonly<Record<string, string>> | null)),
    ).toEqual([true, true, false]);
  });
});

describe("age", () => {
  const object = (creationTimestamp: string, name: string, namespace = "a") =>
    ({ meta: { creationTimestamp, name, namespace } as Meta }) as const;
  it("goes by time, then by name, then by namespace; without a time an object is the youngest", () => {
    const ordered = [
      object("2026-01-01T00:00:00Z", "z"),
      object("2026-01-02T00:00:00Z", "a", "a"),
      object("2026-01-02T00:00:00Z", "a", "b"),
      object("2026-01-02T00:00:00Z", "b"),
      object("", "a"),
      object("", "b"),
    ];
    expect(ordered.toReversed().toSorted(byAge)).toEqual(ordered);
    expect(byAge(object("", "a"), object("", "a"))).toBe(0);
  });
});
