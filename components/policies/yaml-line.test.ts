import { expect, it } from "vitest";
import { yamlPieces } from "./yaml-line.ts";

const kinds = (line: string) => yamlPieces(line).map(({ kind, text }) => `${kind}|${text}`);

it("keys, also behind dashes and in quotes", () => {
  expect(kinds("  - name: web")).toEqual(["plain|  - ", "key|name:", "plain| web"]);
  expect(kinds('"a: b": c')).toEqual(['key|"a: b":', "plain| c"]);
});

it("comments, but no hash inside a text", () => {
  expect(kinds("# whole line")).toEqual(["comment|# whole line"]);
  expect(kinds("a: b # why")).toEqual(["key|a:", "plain| b", "comment| # why"]);
  expect(kinds("a: b#c")).toEqual(["key|a:", "plain| b#c"]);
});

it("no piece is lost", () => {
  for (const line of ["a: 'x # y' # z", "- - deep: {flow: 1}", "plain", "", "  url: http://x:80/#a"]) {
    expect(
      yamlPieces(line)
        .map(({ text }) => text)
        .join(""),
    ).toBe(line);
  }
});
