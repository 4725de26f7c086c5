import { itemRange } from "./yaml-lines.ts";
import { contentIndex, countLines, type DocumentSpan, documentSpans } from "./yaml-text.ts";

/** Where the text of one object stands in the text of its file. */
export interface ObjectSpan {
  readonly document: DocumentSpan;
  /** Offsets of what is shown of it, without the white space around. */
  readonly start: number;
  readonly end: number;
  /** White space that its lines after the first have before them in the file, and do not have when it is shown alone. */
  readonly margin: string;
  /** `json`: an entry in braces, or a document that is JSON. */
  readonly form: "block" | "json";
  /** 1-based line in the file of its first line. */
  readonly firstLine: number;
}

/**
 * Finds an object in the text of its file.
 * @param text without a byte order mark
 * @param line 1-based line of the object, as its place says
 * @param itemPath "" or, in a list, `items[3]`
 * @returns null when nothing stands there
 */
export function findSpan(text: string, line: number, itemPath: string): ObjectSpan | null {
  const document = documentAt(text, line);
  if (document === null) return null;
  return itemPath === "" ? wholeDocument(text, document) : itemOf(text, document, itemPath);
}

/** What is shown of an object: its lines as a document of its own. */
export function shownText(text: string, { start, end, margin, form }: ObjectSpan): string {
  const [first = "", ...rest] = text.slice(start, end).split("\n");
  const before = form === "json" ? new RegExp(`^${margin}`) : new RegExp(`^ {0,${margin.length}}`);
  return `${[first, ...rest.map((line) => line.replace(before, ""))].join("\n")}\n`;
}

/** The last document whose content begins at or before a line. */
function documentAt(text: string, line: number): DocumentSpan | null {
  let found: DocumentSpan | null = null;
  let at = 1;
  for (const span of documentSpans(text)) {
    const part = text.slice(span.start, span.end);
    const content = contentIndex(part);
    if (content !== null && at + countLines(part.slice(0, content)) <= line) found = span;
    at += countLines(part);
  }
  return found;
}

function wholeDocument(text: string, document: DocumentSpan): ObjectSpan {
  const part = text.slice(document.start, document.end);
  // What stands on the line of the `---` itself belongs to no one, if it is nothing or a comment.
  const lead = /^[ \t]*(?:#[^\n]*)?\r?\n/.exec(part)?.[0] ?? "";
  const blank = /^(?:[ \t]*\r?\n)*/.exec(part.slice(lead.length))?.[0] ?? "";
  const first = document.start === 0 && !/^[ \t]*\r?\n/.test(part);
  const start = document.start + (first ? 0 : lead.length + blank.length);
  const end = document.start + part.trimEnd().length;
  return {
    document,
    start,
    end,
    margin: "",
    form: isJson(text.slice(start, end)) ? "json" : "block",
    firstLine: 1 + countLines(text.slice(0, start)),
  };
}

function itemOf(text: string, document: DocumentSpan, path: string): ObjectSpan | null {
  const part = text.slice(document.start, document.end);
  const range = itemRange(part, path);
  if (range === null) return null;
  const start = document.start + range.start;
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const json = text[start] === "{";
  const margin = json
    ? (/^[ \t]*/.exec(text.slice(lineStart, start))?.[0] ?? "")
    : " ".repeat(start - lineStart);
  return {
    document,
    start,
    end: start + part.slice(range.start, range.end).trimEnd().length,
    margin,
    form: json ? "json" : "block",
    firstLine: 1 + countLines(text.slice(0, start)),
  };
}

/** Whether a text is JSON, and not only YAML. */
export function isJson(text: string): boolean {
  if (!/^\s*[{[]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
