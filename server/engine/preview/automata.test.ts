import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inBlock } from "../match/address.ts";
import { normalizePath } from "../match/normalize-path.ts";
import { isPathTemplate, pathTemplate } from "../match/path-template.ts";
import { matchString } from "../match/string.ts";
import { addressClasses } from "./address-classes.ts";
import {
  type Automaton,
  anyPattern,
  foldedLiteral,
  inFrontOf,
  literal,
  many,
  starPieces,
} from "./automaton.ts";
import { authoritiesOf, paths } from "./domains.ts";
import { stringClasses } from "./string-classes.ts";
import { pathPieces } from "./test-automata.ts";

const anything = anyPattern([[many(() => true)]]);
const most = 20_000;

function runs(a: Automaton, text: string): boolean {
  return a.accepts([...text].reduce((state, c) => (state < 0 ? state : a.next(state, c)), a.start));
}

/** Every text of up to some characters. */
function textsOf(characters: string, length: number): readonly string[] {
  const all = [""];
  let last = [""];
  for (let i = 0; i < length; i += 1) {
    last = last.flatMap((t) => [...characters].map((c) => t + c));
    all.push(...last);
  }
  return all;
}

const short = (characters: string, maxLength = 4) =>
  fc.string({ unit: fc.constantFrom(...characters), maxLength });

describe("an automaton", () => {
  it("of a star pattern accepts what Istio's string match does", () => {
    const texts = textsOf("ab*", 4);
    fc.assert(
      fc.property(fc.array(short("ab*"), { minLength: 1, maxLength: 3 }), (patterns) => {
        const a = anyPattern(patterns.map((p) => starPieces(p)));
        const wanted = (text: string) => patterns.some((p) => matchString(p, text));
        expect(texts.filter((t) => runs(a, t) !== wanted(t))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it("of a folded text accepts it in either case", () => {
    const a = anyPattern([starPieces("aB*", foldedLiteral)]);
    for (const text of textsOf("aAbB", 3)) expect(runs(a, text)).toBe(matchString("ab*", text.toLowerCase()));
  });

  it("of a path template accepts what the template does", () => {
    const texts = textsOf("a/.*^", 5);
    const piece = fc.constantFrom("/", "a", "{*}", "{**}", "/{*}", "*");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 4 }), (parts) => {
        const pattern = parts.join("");
        const a = anyPattern([pathPieces(pattern)]);
        const wanted = (text: string) =>
          isPathTemplate(pattern) ? pathTemplate(pattern).test(text) : matchString(pattern, text);
        expect(texts.filter((t) => runs(a, t) !== wanted(t))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it("that reads in front of a character does not look behind it", () => {
    const a = inFrontOf("?", anyPattern([literal("/a")]));
    expect(["/a", "/a?b", "/a?", "/b?/a", "/ab", "?"].map((t) => runs(a, t))).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it.each(["NONE", "BASE", "MERGE_SLASHES", "DECODE_AND_MERGE_SLASHES"] as const)(
    "of paths accepts what normalising by %s leaves as it is",
    (mode) => {
      const a = paths(mode, { query: false, percent: true });
      const stays = (text: string) =>
        text.startsWith("/") && !/[?#]/.test(text) && normalizePath(text, mode) === text;
      expect(textsOf("/.%2fa\\?#", 5).filter((t) => runs(a, t) !== stays(t))).toEqual([]);
    },
  );

  it("of hosts accepts them in any case, with a port or without", () => {
    const a = authoritiesOf(["a.b"]);
    expect(["a.b", "A.b", "a.b:80", "a.b:", "a.b:x", "a", "xa.b"].map((t) => runs(a, t))).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});

describe("the classes of texts", () => {
  it("are all combinations that short texts have, each with a witness that has it", () => {
    const texts = textsOf("abx", 6);
    fc.assert(
      fc.property(
        fc.array(fc.array(short("ab*", 3), { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 3 }),
        (tests) => {
          const automata = tests.map((patterns) => anyPattern(patterns.map((p) => starPieces(p))));
          const { classes, complete } = stringClasses(automata, anything, [], most);
          const answers = (text: string) =>
            tests.map((patterns) => patterns.some((p) => matchString(p, text)));
          expect(complete).toBe(true);
          for (const c of classes) expect(answers(c.witness)).toEqual(c.answers);
          const keys = (all: readonly (readonly boolean[])[]) =>
            [...new Set(all.map((a) => a.join()))].toSorted();
          const brute = keys(texts.map(answers));
          expect(keys(classes.map((c) => c.answers))).toEqual(expect.arrayContaining(brute));
        },
      ),
      { numRuns: 100 },
    );
  });

  it("have the shortest witness, unless a preferred one fits", () => {
    const a = [anyPattern([starPieces("/api/*")])];
    expect(stringClasses(a, anything, [], most).classes.map((c) => c.witness)).toEqual(["", "/api/"]);
    const liked = stringClasses(a, anything, ["/", "/api/cart"], most).classes;
    expect(liked.map((c) => c.witness)).toEqual(["/", "/api/cart"]);
  });

  it("are told to be incomplete when there are too many states", () => {
    expect(stringClasses([anyPattern([literal("abcdef")])], anything, [], 3).complete).toBe(false);
  });

  it("have another character even where every letter is one of its own", () => {
    const letters = [..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"];
    const { classes } = stringClasses([anyPattern(letters.map((l) => literal(l)))], anything, [], most);
    expect(classes.some((c) => !c.answers[0] && c.witness.length === 1)).toBe(false);
    expect(classes.map((c) => c.answers[0]).toSorted()).toEqual([false, true]);
  });
});

describe("the classes of addresses", () => {
  const block = fc
    .tuple(fc.integer({ min: 0, max: 3 }), fc.constantFrom(8, 9, 10, 16, 30, 31, 32, 0))
    .map(([n, bits]) => `10.${n * 64}.0.${n}/${bits}`);

  it("are all combinations that addresses have", () => {
    const samples = [0, 1, 2, 3].flatMap((n) =>
      ["0.0", "0.1", "0.2", "0.3", "0.4", "1.0", "255.255"].map((rest) => `10.${n * 64}.${rest}`),
    );
    const all = [...samples, "9.255.255.255", "11.0.0.0", "0.0.0.0", "255.255.255.255", "::", "2001:db8::1"];
    fc.assert(
      fc.property(
        fc.array(fc.array(block, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 3 }),
        (lists) => {
          const answers = (ip: string) => lists.map((blocks) => blocks.some((b) => inBlock(ip, b)));
          const classes = addressClasses(lists, null);
          for (const c of classes) expect(answers(c.witness)).toEqual(c.answers);
          const keys = classes.map((c) => c.answers.join());
          for (const ip of all) expect(keys).toContain(answers(ip).join());
        },
      ),
      { numRuns: 100 },
    );
  });

  it("are those of the known addresses where only these can be", () => {
    expect(addressClasses([["10.0.0.0/8"]], ["10.1.1.1", "10.2.2.2"]).map((c) => c.witness)).toEqual([
      "10.1.1.1",
    ]);
  });
});
