import fc from "fast-check";
import { expect, it } from "vitest";
import { countLines, lineDiff } from "./line-diff.ts";

it("both texts are in their comparison, in order, and equal texts have no difference", () => {
  const text = fc
    .array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 8 })
    .map((lines) => lines.join("\n"));
  fc.assert(
    fc.property(text, text, (was, now) => {
      const lines = lineDiff(was, now);
      const side = (not: string) =>
        lines
          .filter(({ kind }) => kind !== not)
          .map((line) => line.text)
          .join("\n");
      expect(side("added")).toBe(was);
      expect(side("removed")).toBe(now);
      const { added, removed } = countLines(was, now);
      expect(added + removed === 0).toBe(was === now);
    }),
  );
});

it("one line in place of another is one of each", () => {
  expect(countLines("a\nb\nc\n", "a\nx\nc\n")).toEqual({ added: 1, removed: 1 });
});
