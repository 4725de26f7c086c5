import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareRules } from "./spec-view.ts";

const rows = (was: readonly string[], now: readonly string[]) =>
  compareRules(was, now).map((row) =>
    row.kind === "removed" ? `-${String(row.was)}@${row.after}` : `${row.kind} ${now[row.index]}`,
  );

describe("the rules of a draft beside those that are saved", () => {
  it("say what stayed, changed, came and went", () => {
    expect(rows(["a", "b", "c"], ["a", "x", "c"])).toEqual(["unchanged a", "changed x", "unchanged c"]);
    expect(rows(["a", "b", "c"], ["a", "c"])).toEqual(["unchanged a", "-b@0", "unchanged c"]);
    expect(rows(["a"], ["a", "b"])).toEqual(["unchanged a", "new b"]);
    expect(rows(["a", "b"], [])).toEqual(["-a@-1", "-b@-1"]);
    expect(rows(["a", "b"], ["b", "a"])).toHaveLength(3);
  });

  it("name every rule of both once", () => {
    const rules = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 6 });
    fc.assert(
      fc.property(rules, rules, (was, now) => {
        const all = compareRules(was, now);
        expect(all.flatMap((row) => (row.kind === "removed" ? [] : [row.index]))).toEqual(
          now.map((_, i) => i),
        );
        const old = all.flatMap((row) =>
          row.kind === "unchanged" ? [now[row.index]] : "was" in row ? [row.was] : [],
        );
        expect(old).toEqual(was);
      }),
    );
  });
});
