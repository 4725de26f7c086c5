import { isObject } from "../decode/field.ts";
import { parsePlainYaml } from "./plain-yaml.ts";
import { type Parsed, parseAnyYaml } from "./yaml-library.ts";

/** One YAML or JSON document of a file. */
export interface TextDocument {
  readonly text: string;
  /** 1-based line in the file of the text's first line. */
  readonly firstLine: number;
  /** 1-based line in the file of the first line with content. */
  readonly contentLine: number;
}

/** Offsets of one part of a file. */
export interface DocumentSpan {
  /** Of its `---`; for what stands before the first one, the start of the file. */
  readonly marker: number;
  /** Of its text, after the `---`. */
  readonly start: number;
  readonly end: number;
}

/** Where a file is cut at its `---` lines, empty parts included. */
export function documentSpans(text: string): readonly DocumentSpan[] {
  const spans: DocumentSpan[] = [];
  let [marker, start] = [0, 0];
  for (const found of text.matchAll(/^---(?=[ \t\r\n]|$)/gm)) {
    spans.push({ marker, start, end: found.index });
    marker = found.index;
    start = marker + found[0].length;
  }
  spans.push({ marker, start, end: text.length });
  return spans;
}

/**
 * Splits a file at its `---` lines, as kubectl does, so that a broken document leaves its neighbours whole.
 * Documents of comments only are left out.
 */
export function splitDocuments(text: string): readonly TextDocument[] {
  const documents: TextDocument[] = [];
  let line = 1;
  for (const { start, end } of documentSpans(text)) {
    const part = text.slice(start, end);
    const content = contentIndex(part);
    if (content !== null)
      documents.push({ text: part, firstLine: line, contentLine: line + countLines(part.slice(0, content)) });
    line += countLines(part);
  }
  return documents;
}

/** Offset of the first line that is neither blank nor a comment; null when there is none. */
export function contentIndex(part: string): number | null {
  return /^[ \t]*[^\s#%]/m.exec(part)?.index ?? null;
}

/** How many lines end in a text. */
export function countLines(text: string): number {
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
  return plain === null ? parseAnyYaml(text) : { kind: "value", duplicateKey: null, ...plain };
}

function parseFragment(text: string): { readonly value: unknown } | undefined {
  const parsed = parseAnyYaml(text);
  if (parsed.kind === "broken" || parsed.duplicateKey !== null || !isObject(parsed.value)) return undefined;
  const keys = Object.keys(parsed.value);
  return keys.length === 1 && keys[0] === "k" ? { value: parsed.value.k } : undefined;
}
