import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePlainYaml } from "./plain-yaml.ts";
import { parseAnyYaml } from "./yaml-library.ts";
import { splitDocuments } from "./yaml-text.ts";

const world = join(import.meta.dirname, "..", "..", "engine", "conformance", "corpus", "world");
const documents = readdirSync(world).flatMap((file) =>
  splitDocuments(readFileSync(join(world, file), "utf8")).map(({ text }) => text),
);
// Every style that the subset has, and the ones around it.
const styles = [
  "a: |\n  x\n   y\n\nb: |-\n  z\nc: |+\n  w\n\n\nd:\n- |\n  e\n- f: |\n    g\nh: >\n  folded\n  text\n",
  "a: \"x # y\"\nb: 'it''s'\nc: x # why\nd: [a, b,\n  c]\ne: {a: 1}\nf: -1\nh: 1.5\ni: 0x1F\nj: 010\n\"n o\": yes\n8080: x\n",
  'a:\n- b\n- c: 1\n  d: 2\n-\n  e: 3\n- - f\n  - g\n- "q\n  r"\n- p\n  l\nb:\n    c:\n      - d\n# e\n\n"f": \n',
];

/** The library alone, as the plain reader asks it for values out of the ordinary. */
function fragment(text: string): { readonly value: unknown } | undefined {
  const value = libraryValue(text);
  if (typeof value !== "object" || value === null || Object.keys(value).join() !== "k" || !("k" in value))
    return undefined;
  return { value: value.k };
}

const broken = Symbol("broken");

function libraryValue(text: string): unknown {
  const parsed = parseAnyYaml(text);
  return parsed.kind === "value" && parsed.duplicateKey === null ? parsed.value : broken;
}

/** What the plain reader takes, it reads as the library does. */
function agrees(text: string): boolean {
  const plain = parsePlainYaml(text, fragment);
  if (plain !== null) expect(plain.value).toEqual(libraryValue(text));
  return plain !== null;
}

const pieces = fc.constantFrom(
  ...[
    " ",
    "  ",
    "\n",
    "#",
    " # ",
    ":",
    ": ",
    "-",
    "- ",
    '"',
    "'",
    "|",
    "|-\n",
    ">+\n",
    "[",
    "]",
    "{",
    "}",
    "&",
    "*",
  ],
  ...[
    "!",
    "%",
    "@",
    "`",
    "\t",
    "\\",
    "\\n",
    "?",
    "---",
    "...",
    "<<",
    "=",
    ",",
    "a",
    "e",
    "x",
    "0",
    "1",
    "_",
    ".",
    "+",
  ],
  ...[
    "~",
    "null",
    "yes",
    "y",
    "off",
    "0x",
    "0b1",
    ".inf",
    "1_0",
    "22:30",
    "2026-11-24",
    "é",
    "\u00a0",
    "😀",
    "\r\n",
  ],
);

describe("the plain reader", () => {
  it("takes what programs write", () => {
    expect(documents.every(agrees)).toBe(true);
    expect(agrees(styles.join(""))).toBe(false);
    expect(styles.map(agrees)).toEqual([true, true, true]);
  });

  it("reads scalars as the library does, or leaves them", () => {
    const forms = fc.constantFrom(
      "a: %\n",
      "- %\n",
      "%: 1\n",
      "a:\n- %\n- x\nb: y\n",
      "a: |\n  %\n   %\n\n  q\nb: % # c\n",
    );
    const scalar = fc.array(pieces, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(""));
    const quoted = fc
      .tuple(fc.constantFrom("", '"', "'"), scalar)
      .map(([quote, text]) => quote + text + quote);
    fc.assert(
      fc.property(forms, quoted, (form, text) => {
        agrees(form.replaceAll("%", () => text));
      }),
      { numRuns: 5000 },
    );
  });

  it("reads damaged documents as the library does, or leaves them", () => {
    const edit = fc.record({ at: fc.nat(), insert: pieces, remove: fc.nat({ max: 3 }) });
    const source = fc.constantFrom(...documents, ...styles, ...styles, ...styles);
    fc.assert(
      fc.property(source, fc.nat(), fc.array(edit, { maxLength: 2 }), (document, from, edits) => {
        const lines = document.split("\n");
        const start = from % lines.length;
        const cut = `${lines.slice(start, start + 25).join("\n")}\n`;
        const text = edits.reduce((text, { at, insert, remove }) => {
          const place = at % (text.length + 1);
          return text.slice(0, place) + insert + text.slice(place + remove);
        }, cut);
        agrees(text);
      }),
      { numRuns: 2000 },
    );
  });
});
