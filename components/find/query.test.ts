import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { en } from "../look/en/index.ts";
import { errorText } from "./error-text.ts";
import { allFieldNames } from "./fields.ts";
import { pieces } from "./pieces.ts";
import { parse, print } from "./query.ts";

const parts = [
  ...allFieldNames,
  ...[
    ":",
    "=",
    "!=",
    ">",
    ">=",
    "<",
    "<=",
    "-",
    "(",
    ")",
    ",",
    " ",
    '"',
    "\\",
    "*",
    "?",
    "or",
    " or ",
    "and",
    "not",
    "not:",
  ],
  ...[
    "cart",
    "shop/cart",
    "spiffe://cluster.local/ns/shop/sa/cart",
    "denied",
    "true",
    "none",
    "10",
    "20%",
    "1h30m",
  ],
];
/** Queries with parentheses in each other. */
const nested: fc.Arbitrary<string> = fc.letrec<{ query: string }>((tie) => ({
  query: fc.oneof(
    { depthSize: "medium" },
    fc.constantFrom("a", "ns:b", "-c", "rate>1,2"),
    fc.tuple(tie("query"), tie("query")).map(([a, b]) => `(${a} ${b})`),
    fc.tuple(tie("query"), tie("query")).map(([a, b]) => `(${a} or ${b})`),
    fc.tuple(tie("query"), tie("query")).map(([a, b]) => `${a} or ${b}`),
    tie("query").map((a) => `-(${a})`),
  ),
})).query;
/** Texts that are likely to be queries, and any others. */
const anyText = fc.oneof(
  nested,
  fc.array(fc.constantFrom(...parts), { maxLength: 30 }).map((all) => all.join("")),
  fc.string(),
  fc.string({ unit: "binary" }),
);

describe("any text is a query", () => {
  it("is read, with each error inside of the text and said in words", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const error of parse(text).errors) {
          expect(error.from).toBeGreaterThanOrEqual(0);
          expect(error.from).toBeLessThan(error.to);
          expect(error.to).toBeLessThanOrEqual(text.length);
          expect(errorText(error, en)).not.toMatch(/undefined|null|function/);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("is the same query when it is printed and read again, and then without an error", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { query } = parse(text);
        const again = parse(print(query));
        expect(again.query).toEqual(query);
        expect(again.errors).toEqual([]);
      }),
      { numRuns: 4000 },
    );
  });

  it("is drawn letter by letter as it was typed", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(
          pieces(text, parse(text).errors)
            .map((piece) => piece.text)
            .join(""),
        ).toBe(text);
      }),
    );
  });

  it("also when it is long and deep", () => {
    expect(parse("(".repeat(20_000)).errors.some(({ code }) => code === "tooDeep")).toBe(true);
    expect(print(parse(`${"-".repeat(20_001)}a`).query)).toBe("-a");
  });
});

describe("what is written", () => {
  it.each([
    ["ns:shop verdict:denied", "ns:shop verdict:denied"],
    ["a b or c", "a b or c"],
    ["a (b or c)", "a (b or c)"],
    ["NOT a", "-a"],
    ["not:ns:shop", "-ns:shop"],
    ["ns!=shop", "-ns:shop"],
    ["--a", "a"],
    ["namespace:shop", "ns:shop"],
    ["from.account=web", "client.sa:web"],
    ["to:cart", "server:cart"],
    ['ns:"my ns",b', 'ns:"my ns",b'],
    ["a and b", "a b"],
    ["web>shop/cart:80", "web>shop/cart:80"],
    ["shop/cart:8080", "shop/cart:8080"],
    ["spiffe://cluster.local/ns/a/sa/b", "spiffe://cluster.local/ns/a/sa/b"],
  ])("%s means %s", (text, meaning) => {
    const { query, errors } = parse(text);
    if (text !== "web>shop/cart:80") expect(errors).toEqual([]);
    if (text !== "web>shop/cart:80") expect(print(query)).toBe(meaning);
  });
});

describe("what is wrong", () => {
  const told = (text: string) =>
    parse(text).errors.map((error) => [text.slice(error.from, error.to), errorText(error, en)]);
  it.each([
    [
      "foo:bar cart",
      "foo",
      "There is no field foo. ? lists the fields. To look for the text itself, put it in quotes.",
    ],
    [
      "transprot:mtls",
      "transprot",
      "There is no field transprot. Did you mean transport? To look for the text itself, put it in quotes.",
    ],
    ["verdict:deneid", "deneid", "verdict is never deneid. Did you mean denied?"],
    ["ns:", "ns:", "ns needs a value after it."],
    ["ns>shop", ">", "ns cannot be compared with >. Write ns: instead."],
    ["age:1h", "age:1h", "age needs < or > instead of a colon."],
    ["age<soon", "soon", "soon is no duration. Write age<1h, age>30m or age<2d."],
    ["cert<200%", "200%", "200% is no share. Write cert<20%, for example."],
    ["port:http", "http", "http is no number. Write port>10, for example."],
    ['"open', '"open', "A quote is open. Close it with another one."],
    ["(a", "(", "A parenthesis is open. Close it with another one."],
    ["a)", ")", "This parenthesis closes nothing. Take it out, or open one before it."],
    ["a or", "or", "or stands between two terms. One is missing here."],
    ["a -", "-", "A term must follow what negates it."],
  ])("%s", (text, where, sentence) => {
    expect(told(text)).toEqual([[where, sentence]]);
  });

  it("is left out, and the rest counts", () => {
    expect(print(parse("foo:bar ns:shop").query)).toBe("ns:shop");
    expect(print(parse("ns:shop verdict:deneid,refused").query)).toBe("ns:shop verdict:refused");
    expect(print(parse("foo:bar").query)).toBe("");
  });
});
