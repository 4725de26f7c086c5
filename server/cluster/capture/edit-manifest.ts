import { isDeepStrictEqual } from "node:util";
import { isObject } from "../decode/field.ts";
import { linesKept } from "./lines-kept.ts";
import { listItems, MAX_LIST_DEPTH } from "./manifest-text.ts";
import { findSpan, isJson, type ObjectSpan } from "./object-span.ts";
import { documentWithout, entryRange } from "./remove-part.ts";
import { parseText, splitDocuments } from "./yaml-text.ts";

/** Which object of a file, as its place says. */
export interface Spot {
  /** 1-based line of the object. */
  readonly line: number;
  /** "" or, in a list, `items[3]`. */
  readonly itemPath: string;
}

/** A file's text after an edit; `unsafe` when something else in the file would read differently then. */
export type Edited = { readonly kind: "edited"; readonly text: string } | { readonly kind: "unsafe" };

/**
 * Puts another text in the place of one object. Everything else stays as it is, byte for byte: other documents, comments, line ends,
 * a byte order mark, the end of the file.
 * @param next the object as a YAML or JSON document of its own
 */
export function replaceObject(file: string, spot: Spot, next: string): Edited {
  const [mark, text] = withoutMark(file);
  const span = findSpan(text, spot.line, spot.itemPath);
  if (span === null) return { kind: "unsafe" };
  const old = text.slice(span.start, span.end);
  const eol = old.includes("\r\n") || (!old.includes("\n") && text.includes("\r\n")) ? "\r\n" : "\n";
  const lines = formed(next, span, text);
  // On the line of a `---` no block may begin.
  const onMarker = span.start > 0 && text[span.start - 1] === "-" && span.start === span.document.start;
  const piece = (onMarker ? eol : "") + linesKept(old, lines, eol);
  const edited = text.slice(0, span.start) + piece + text.slice(span.end);
  return checked(mark, text, edited, spot, parsed(next));
}

/**
 * Takes one object out of its file, with the separator of its document or the comma of its entry.
 * @returns text "" when nothing is left that anybody reads
 */
export function removeObject(file: string, spot: Spot): Edited {
  const [mark, text] = withoutMark(file);
  const span = findSpan(text, spot.line, spot.itemPath);
  if (span === null) return { kind: "unsafe" };
  const range = spot.itemPath === "" ? null : entryRange(text, span, spot.itemPath);
  if (range === "broken") return { kind: "unsafe" };
  const edited =
    range === null ? documentWithout(text, span) : text.slice(0, range.start) + text.slice(range.end);
  if (/^(?:[ \t\r\n]|---(?=[ \t\r\n]|$))*$/.test(edited)) return { kind: "edited", text: "" };
  return checked(mark, text, edited, spot, undefined);
}

/** The lines of a text in the form of the place where it will stand. */
function formed(next: string, { form, margin }: ObjectSpan, text: string): readonly string[] {
  const plain = next
    .replace(/^\uFEFF/, "")
    .replaceAll("\r\n", "\n")
    .replace(/^(?:[ \t]*\n)*(?:---[ \t]*\n(?:[ \t]*\n)*)?/, "")
    .trimEnd();
  const own = form === "json" && !isJson(plain) ? JSON.stringify(parsed(plain), null, stepOf(text)) : plain;
  const [first = "", ...rest] = own.split("\n");
  return [first, ...rest.map((line) => (line === "" ? line : margin + line))];
}

/** What JSON of a file is indented by at each level; "" for JSON in one line. */
function stepOf(text: string): string {
  const margins = [...text.matchAll(/\n([ \t]+)\S/g)].map((found) => found[1] ?? "");
  return margins.toSorted((a, b) => a.length - b.length)[0] ?? "";
}

function parsed(text: string): unknown {
  const result = parseText(text.replace(/^\uFEFF/, ""));
  return result.kind === "value" ? result.value : result;
}

function withoutMark(file: string): readonly [string, string] {
  return file.startsWith("\uFEFF") ? ["\uFEFF", file.slice(1)] : ["", file];
}

/** An anchor, a directive or a slip of ours could change how a neighbour is read, so the whole file is read again before it counts. */
function checked(mark: string, before: string, after: string, spot: Spot, wanted: unknown): Edited {
  const old = objectsOf(before);
  const document = old.findLast(({ line }) => line <= spot.line)?.line;
  const index = old.findIndex(({ line, itemPath }) => line === document && itemPath === spot.itemPath);
  if (index < 0) return { kind: "unsafe" };
  const alone =
    old.filter(({ line, itemPath }) => line === document && /^items\[\d+\]$/.test(itemPath)).length === 1;
  const list = (found: Found) => alone && found.line === document && found.itemPath === "#";
  const expected = old.flatMap((found, i) =>
    wanted === undefined
      ? i === index || list(found)
        ? []
        : [found.value]
      : [i === index ? wanted : found.value],
  );
  const now = objectsOf(after).map(({ value }) => value);
  return isDeepStrictEqual(now, expected) ? { kind: "edited", text: mark + after } : { kind: "unsafe" };
}

interface Found {
  /** Of the document's first line with content. */
  readonly line: number;
  readonly itemPath: string;
  readonly value: unknown;
}

/** Every object of a file as it is read; a document that is no YAML stands for itself as a text. */
function objectsOf(text: string): readonly Found[] {
  return splitDocuments(text).flatMap(({ text: document, contentLine: line }) => {
    const result = parseText(document);
    if (result.kind === "broken") return [{ line, itemPath: "", value: document }];
    const unfold = (value: unknown, itemPath: string, depth: number): readonly Found[] => {
      const items = depth < MAX_LIST_DEPTH ? listItems(value) : null;
      if (items === null || !isObject(value)) return [{ line, itemPath, value }];
      const { items: raw, ...list } = value;
      const entries: readonly unknown[] = Array.isArray(raw) ? raw : [];
      const path = (i: number) => `${itemPath}${itemPath === "" ? "" : "."}items[${i}]`;
      return [
        ...entries.flatMap((entry, i) => unfold(entry, path(i), depth + 1)),
        { line, itemPath: `${itemPath}#`, value: list },
      ];
    };
    return unfold(result.value, "", 0);
  });
}
