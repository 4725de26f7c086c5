import { join } from "node:path";
import { expect, it } from "vitest";
import { readSources } from "./directions.ts";

const root = join(import.meta.dirname, "..", "..");
const sources = readSources(root, /\.(tsx?|css)$/);
const longest = 400;

it(`no file has more than ${longest} lines, unless it says at its top why`, () => {
  const reason = `Longer than ${longest} lines because`;
  const tooLong = sources
    .map(({ path, text }) => ({ path, lines: text.trimEnd().split("\n") }))
    .filter(({ lines }) => lines.length > longest && !lines.slice(0, 5).join("\n").includes(reason))
    .map(({ path, lines }) => `${path}: ${lines.length} lines`);
  expect(tooLong).toEqual([]);
});

it("nothing is announced that is not there", () => {
  // Put together here, so that this file does not hold the words itself.
  const announcement = new RegExp(["coming", "soon"].join("[\\s-]+"), "i");
  expect(sources.filter(({ text }) => announcement.test(text)).map(({ path }) => path)).toEqual([]);
});
