import { describe, expect, it } from "vitest";
import { lineFinder } from "./yaml-lines.ts";
import { parseText, splitDocuments } from "./yaml-text.ts";

function plain(text: string): unknown {
  const parsed = parseText(text);
  if (parsed.kind !== "value") throw new Error(parsed.text);
  return parsed.value;
}

describe("a file of several documents", () => {
  it("is split at the lines that kubectl splits at", () => {
    const text = "# head\n---\na: 1\n--- # next\nb: |\n  ---\n  x\n---\n# nothing\n---\n\nc: 3\n----: 4\n";
    expect(splitDocuments(text)).toEqual([
      { text: "\na: 1\n", firstLine: 2, contentLine: 3 },
      { text: " # next\nb: |\n  ---\n  x\n", firstLine: 4, contentLine: 5 },
      { text: "\n\nc: 3\n----: 4\n", firstLine: 10, contentLine: 12 },
    ]);
  });

  it("may have Windows line ends and a directive", () => {
    expect(
      splitDocuments("%YAML 1.1\r\n---\r\na: 1\r\n---\r\nb: 2\r\n").map(({ text }) => plain(text)),
    ).toEqual([{ a: 1 }, { b: 2 }]);
  });
});

describe("a document", () => {
  it.each([
    ["a: [yes, no, on, off, 'on']", { a: [true, false, true, false, "on"] }],
    [
      "a: [22:30, 1_000, 010, 2026-11-24, 2026-11-24T09:00:00Z]",
      { a: ["22:30", 1000, 8, "2026-11-24", "2026-11-24T09:00:00Z"] },
    ],
    ["x: &x {a: 1}\nz: {<<: *x, b: 2}", { x: { a: 1 }, z: { a: 1, b: 2 } }],
    ['{"a": 1, "b": [true, null]}', { a: 1, b: [true, null] }],
    ["{a: 1, b: [x]}", { a: 1, b: ["x"] }],
    ["8080: {mode: DISABLE}", { "8080": { mode: "DISABLE" } }],
    ["", null],
  ])("is read as kubectl reads it: %j", (text, value) => {
    expect(plain(text)).toEqual(value);
  });

  it.each([
    ["a: 1\n b: 2", 2],
    ["a: [1,\nb: 2", 2],
    ["{{- if .Values.on }}\nkind: Service\n{{- end }}", 2],
    ["a: *missing", 1],
    ["\tb: 1", 1],
    [`a: ${"[".repeat(20_000)}`, 1],
  ])("that is no YAML tells the line: %#", (text, line) => {
    const parsed = parseText(text);
    expect(parsed).toMatchObject({ kind: "broken", line: expect.any(Number), text: expect.any(String) });
    if (parsed.kind === "broken") expect(Math.abs(parsed.line - line)).toBeLessThanOrEqual(1);
  });

  it("whose aliases multiply is refused", () => {
    const lines = Array.from(
      { length: 12 },
      (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(", ")}]`,
    );
    expect(parseText(`a0: &a0 [x, x, x]\n${lines.join("\n")}`)).toEqual({
      kind: "broken",
      line: 1,
      text: "its aliases multiply beyond any sensible size",
    });
  });

  it("with a key that stands twice has the last value, and says so", () => {
    expect(parseText("a: 1\nb: 2\na: 3")).toMatchObject({
      kind: "value",
      value: { a: 3, b: 2 },
      duplicateKey: { line: 3 },
    });
  });
});

describe("the line of a field", () => {
  const text = [
    "kind: X",
    "spec:",
    "  rules:",
    "  - from:",
    "    - source:",
    '        principals: ["a", "b"]',
    "  - to: []",
  ];
  const lineOf = lineFinder(text.join("\n"));

  it.each([
    ["", 1],
    ["spec", 2],
    ["spec.rules", 3],
    ["spec.rules[0]", 4],
    ["spec.rules[0].from[0].source.principals", 6],
    ["spec.rules[0].from[0].source.principals[1]", 6],
    ["spec.rules[1].to", 7],
  ])("%s", (path, line) => {
    expect(lineOf(path)).toBe(line);
  });

  it("that is not there is the line of what is", () => {
    expect(lineOf("spec.rules[0].from[0].source.namespaces[3]")).toBe(5);
    expect(lineOf("spec.rules[9].to")).toBe(3);
    expect(lineOf("nothing")).toBe(1);
  });

  it("is found in JSON and under keys with dots", () => {
    expect(lineFinder('{\n "spec": {\n  "a": [\n   1,\n   2\n]}}')("spec.a[1]")).toBe(5);
    expect(
      lineFinder("labels:\n  app: a\n  app.kubernetes.io/name: b")('labels["app.kubernetes.io/name"]'),
    ).toBe(3);
  });
});
