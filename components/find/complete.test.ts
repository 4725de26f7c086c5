import fc from "fast-check";
import { expect, it } from "vitest";
import { exampleAnswer } from "../graph/example.test-data.ts";
import { complete, completed } from "./complete.ts";
import { graphFacts } from "./facts.ts";
import { parse } from "./query.ts";

const facts = graphFacts(exampleAnswer);
/** `|` is the caret. */
const at = (marked: string) => {
  const text = marked.replace("|", "");
  return { text, ...complete(text, marked.indexOf("|"), facts) };
};
const labels = (marked: string) => at(marked).entries.map(({ label }) => label);
const take = (marked: string, label: string) => {
  const { text, range, entries } = at(marked);
  const entry = entries.find((each) => each.label === label);
  if (entry === undefined) return null;
  const next = completed(text, range, entry);
  return `${next.text.slice(0, next.caret)}|${next.text.slice(next.caret)}`;
};

it("where nothing is typed every field is offered, and nothing is taken by itself", () => {
  expect(labels("|")).toContain("verdict");
  expect(labels("ns:a |")).toContain("age");
  expect(at("|").sure).toBe(false);
});

it("the beginning of a field is completed with its operator", () => {
  expect(at("ver|").sure).toBe(true);
  expect(take("ver|", "verdict")).toBe("verdict:|");
  expect(take("ag|", "age")).toBe("age<|");
  expect(take("-tra|", "transport")).toBe("-transport:|");
  expect(take("(outc|", "verdict")).toBe("(verdict:|");
  expect(take("client.n|", "client.ns")).toBe("client.ns:|");
});

it("values are those of this mesh, with how many edges have them", () => {
  expect(at("ns:|").entries.map(({ label, count }) => [label, count])).toEqual([
    ["a", 3],
    ["b", 3],
    ["none", 1],
  ]);
  expect(at("verdict:re|").entries).toMatchObject([{ label: "refused", count: 1 }]);
});

it("a value takes the place of the one at the caret, also after a comma and in mid-text", () => {
  expect(take("verdict:denied,ref|", "refused")).toBe("verdict:denied,refused |");
  expect(take("verdict:den| ns:a", "denied")).toBe("verdict:denied| ns:a");
  expect(take("client.ns:|", "a")).toBe("client.ns:a |");
});

it("a bare word is offered as a value too, but not taken by itself", () => {
  expect(labels("b/z|")).toContain("server:b/z");
  expect(at("b/z|").sure).toBe(false);
});

it("what is written in full gets no list", () => {
  expect(labels("verdict:allowed|")).toEqual([]);
});

it("any text and caret is answered", () => {
  const piece = fc.constantFrom(
    "ns",
    ":",
    "verdict",
    "den",
    "-",
    "(",
    ")",
    " ",
    ",",
    '"',
    "or",
    "age",
    "<",
    "client.",
    "b/z",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), fc.nat(60), (all, where) => {
      const text = all.join("");
      const caret = Math.min(where, text.length);
      const { range, entries } = complete(text, caret, facts);
      expect(range.from).toBeLessThanOrEqual(range.to);
      for (const entry of entries.slice(0, 3)) {
        const next = completed(text, range, entry);
        expect(next.caret).toBeLessThanOrEqual(next.text.length);
        parse(next.text);
      }
    }),
  );
});
