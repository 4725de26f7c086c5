import { isMap, isScalar, isSeq, type YAMLSeq } from "yaml";
import type { ObjectSpan } from "./object-span.ts";
import { parseTree } from "./yaml-library.ts";
import { nodeAt } from "./yaml-lines.ts";
import { contentIndex, documentSpans } from "./yaml-text.ts";

interface Range {
  readonly start: number;
  readonly end: number;
}

/** A file's text without one document and its separator. */
export function documentWithout(text: string, { document }: ObjectSpan): string {
  if (document.start > document.marker) return text.slice(0, document.marker) + text.slice(document.end);
  // The first one has no separator before it, so the one behind it goes, unless it says something.
  const separator = /^---[ \t]*(?:\r?\n|$)/.exec(text.slice(document.end))?.[0] ?? "";
  const next = documentSpans(text).find(({ marker }) => marker === document.end);
  const blank = next === undefined || contentIndex(text.slice(next.start, next.end)) === null;
  return text.slice(document.end + (blank ? 0 : separator.length));
}

/**
 * What has to go so that an entry of a list is gone.
 * @returns null when it is the only entry: then the list goes; broken when it cannot be told
 */
export function entryRange(
  text: string,
  { document }: ObjectSpan,
  itemPath: string,
): Range | null | "broken" {
  const part = text.slice(document.start, document.end);
  const cut = /^(?:(.*)\.)?items\[(\d+)\]$/.exec(itemPath);
  const tree = parseTree(part);
  if (cut === null || tree === null) return "broken";
  const [, list = "", digits] = cut;
  const seq = nodeAt(tree.document, list === "" ? "items" : `${list}.items`);
  if (!isSeq(seq)) return "broken";
  if (seq.items.length === 1) return list === "" ? null : "broken";
  const index = Number(digits);
  const range = seq.flow ? flowEntry(seq, index) : blockEntry(part, seq, index);
  if (range === null) return "broken";
  return { start: document.start + range.start, end: document.start + range.end };
}

/** An entry in brackets goes with one comma. */
function flowEntry(seq: YAMLSeq, index: number): Range | null {
  const [before, own, after] = [seq.items[index - 1], seq.items[index], seq.items[index + 1]].map(rangeOf);
  if (own === undefined || own === null) return null;
  if (after !== undefined && after !== null) return { start: own.start, end: after.start };
  return before === undefined || before === null ? null : { start: before.end, end: own.end };
}

/** The lines of an entry, from its dash on; comments above it stay. */
function blockEntry(part: string, seq: YAMLSeq, index: number): Range | null {
  const own = rangeOf(seq.items[index]);
  const before = index === 0 ? rangeOf(seq)?.start : rangeOf(seq.items[index - 1])?.end;
  if (own === null || before === undefined) return null;
  // Of the entry before this one, its own dash may stand on the same line.
  const from = index === 0 ? part.lastIndexOf("\n", before - 1) + 1 : before;
  const dash = [...part.slice(from, own.start).matchAll(/^[ \t]*-(?=[ \t\r\n]|$)/gm)].at(-1);
  if (dash === undefined) return null;
  const end = part.slice(0, own.end).trimEnd().length;
  const line = part.indexOf("\n", end);
  return { start: from + dash.index, end: line < 0 ? part.length : line + 1 };
}

function rangeOf(node: unknown): Range | null {
  if (!isMap(node) && !isSeq(node) && !isScalar(node)) return null;
  const [start, end] = node.range ?? [];
  return start === undefined || end === undefined ? null : { start, end };
}
