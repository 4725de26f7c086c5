import {
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Tags,
} from "yaml";

import { isObject } from "../decode/field.ts";
import { parsePlainYaml } from "./plain-yaml.ts";
import { readYamlNumber } from "./yaml-number.ts";

/** One YAML or JSON document of a file. */
export interface TextDocument {
  readonly text: string;
  /** 1-based line in the file of the text's first line. */
  readonly firstLine: number;
  /** 1-based line in the file of the first line with content. */
  readonly contentLine: number;
}

/** What a document's text came to. */
export type Parsed =
  | { readonly kind: "value"; readonly value: unknown; readonly duplicateKey: TextError | null }
  | ({ readonly kind: "broken" } & TextError);

/** What the YAML reader said, and the 1-based line within the document. */
export interface TextError {
  readonly line: number;
  readonly text: string;
}

// Aliases are shared, not copied, so a thousand uses cost nothing; a bomb multiplies and passes the limit at once.
const MAX_ALIAS_COUNT = 1000;

// kubectl's reader is YAML 1.1 for booleans, octal numbers and merges, but has its own numbers and leaves times as texts.
const replaced = new Set(["int", "float", "timestamp"].map((name) => `tag:yaml.org,2002:${name}`));
const numberTag = {
  default: true,
  test: /^[-+.\d]/,
  resolve: (text: string) => readYamlNumber(text) ?? text,
} as const;
const kubectlTags = (tags: Tags): Tags => [
  ...tags.filter((tag) => typeof tag === "string" || !replaced.has(tag.tag)),
  { ...numberTag, tag: "tag:yaml.org,2002:float" },
  { ...numberTag, tag: "tag:yaml.org,2002:int" },
];

/**
 * Splits a file at its `---` lines, as kubectl does, so that a broken document leaves its neighbours whole.
 * Documents of comments only are left out.
 */
export function splitDocuments(text: string): readonly TextDocument[] {
  const documents: TextDocument[] = [];
  let start = 0;
  let line = 1;
  const push = (end: number) => {
    const part = text.slice(start, end);
    const content = /^[ \t]*[^\s#%]/m.exec(part);
    if (content !== null)
      documents.push({
        text: part,
        firstLine: line,
        contentLine: line + countLines(part.slice(0, content.index)),
      });
    line += countLines(part);
  };
  for (const marker of text.matchAll(/^---(?=[ \t\r\n]|$)/gm)) {
    push(marker.index);
    start = marker.index + marker[0].length;
  }
  push(text.length);
  return documents;
}

function countLines(text: string): number {
  let lines = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines += 1;
  return lines;
}

/**
 * Parses one document as kubectl would.
 * @returns the plain value, or what is wrong and where; duplicate keys leave the value of the last
 * @throws never
 */
export function parseText(text: string): Parsed {
  if (/^\s*[{[]/.test(text)) {
    try {
      return { kind: "value", value: JSON.parse(text), duplicateKey: null };
    } catch {
      // Not JSON after all: YAML's flow style, or an error that the YAML reader describes with its line.
    }
  }
  const plain = parsePlainYaml(text, parseFragment);
  return plain === null ? parseAnyYaml(text) : { kind: "value", value: plain.value, duplicateKey: null };
}

function parseFragment(text: string): { readonly value: unknown } | undefined {
  const parsed = parseAnyYaml(text);
  if (parsed.kind === "broken" || parsed.duplicateKey !== null || !isObject(parsed.value)) return undefined;
  const keys = Object.keys(parsed.value);
  return keys.length === 1 && keys[0] === "k" ? { value: parsed.value.k } : undefined;
}

/** By the YAML library: slow, and right about everything. */
export function parseAnyYaml(text: string): Parsed {
  try {
    const lines = new LineCounter();
    const document = parseYaml(text, lines);
    const errors = document.errors.map((error) => ({
      code: error.code,
      line: lines.linePos(error.pos[0]).line,
      text: sentence(error.message),
    }));
    const fatal = errors.find((error) => error.code !== "DUPLICATE_KEY");
    if (fatal !== undefined) return { kind: "broken", line: fatal.line, text: fatal.text };
    const value: unknown = document.toJS({ maxAliasCount: MAX_ALIAS_COUNT });
    return { kind: "value", value, duplicateKey: errors[0] ?? null };
  } catch (thrown) {
    return { kind: "broken", line: 1, text: thrownSentence(thrown) };
  }
}

function parseYaml(text: string, lineCounter: LineCounter): Document {
  return parseDocument(text, {
    version: "1.1",
    customTags: kubectlTags,
    prettyErrors: false,
    logLevel: "silent",
    lineCounter,
  });
}

function sentence(message: string): string {
  return message.split("\n")[0]?.replace(/[:.]$/, "") ?? message;
}

function thrownSentence(thrown: unknown): string {
  if (thrown instanceof RangeError) return "it is nested too deeply";
  if (thrown instanceof ReferenceError && /alias/i.test(thrown.message))
    return /excessive/i.test(thrown.message)
      ? "its aliases multiply beyond any sensible size"
      : "it has an alias without an anchor";
  return sentence(thrown instanceof Error ? thrown.message : String(thrown));
}

/**
 * The line of a field within one document; the document is parsed at the first question only.
 * @returns a function from a path such as `spec.rules[0].from` to the 1-based line within the document of the nearest
 * ancestor that is there
 */
export function lineFinder(text: string): (path: string) => number {
  let parsed: { readonly document: Document | null; readonly lines: LineCounter } | null = null;
  return (path) => {
    parsed ??= parseForLines(text);
    return parsed.document === null ? 1 : lineIn(parsed.document, parsed.lines, splitPath(path));
  };
}

/**
 * Offsets of a node within one document's text.
 * @param path e.g. `items[3]`
 * @returns null when it is not there
 */
export function itemRange(
  text: string,
  path: string,
): { readonly start: number; readonly end: number } | null {
  const { document } = parseForLines(text);
  let node: unknown = document?.contents;
  for (const segment of splitPath(path)) node = child(node, segment)?.node;
  if (!isMap(node) && !isSeq(node) && !isScalar(node)) return null;
  const [start, end] = node.range ?? [];
  return start === undefined || end === undefined ? null : { start, end };
}

function parseForLines(text: string) {
  const lines = new LineCounter();
  try {
    return { document: parseYaml(text, lines), lines };
  } catch {
    return { document: null, lines };
  }
}

function lineIn(document: Document, lines: LineCounter, path: readonly string[]): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const segment of path) {
    if (isAlias(node)) node = node.resolve(document);
    const step = child(node, segment);
    if (step === null) break;
    offset = step.offset ?? offset;
    node = step.node;
  }
  return lines.linePos(offset).line;
}

function child(
  node: unknown,
  segment: string,
): { readonly node: unknown; readonly offset: number | null } | null {
  if (isMap(node)) {
    const pair = node.items.find((item) => isPair(item) && keyText(item.key) === segment);
    return pair === undefined ? null : { node: pair.value, offset: startOf(pair.key) };
  }
  if (!isSeq(node)) return null;
  const item = node.items[Number(segment)];
  return item === undefined ? null : { node: item, offset: startOf(item) };
}

function keyText(key: unknown): string {
  return isScalar(key) ? String(key.value) : "";
}

function startOf(node: unknown): number | null {
  return isMap(node) || isSeq(node) || isScalar(node) || isAlias(node) ? (node.range?.[0] ?? null) : null;
}

function splitPath(path: string): readonly string[] {
  return [...path.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[([^\]]*)\]|([^.[\]]+)/g)].map(
    (part) => part[1] ?? part[2] ?? part[3] ?? "",
  );
}
