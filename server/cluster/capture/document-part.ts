import type { ItemLines } from "./plain-yaml.ts";
import { lineFinder } from "./yaml-lines.ts";
import type { TextDocument } from "./yaml-text.ts";

/** The part of a file that one object stands in. */
export interface DocumentPart {
  readonly document: TextDocument;
  /** Path of the object within `document`: "", or `items[3]` where the entry's lines are not known. */
  readonly inside: string;
  /** Path of the object within the document of the file, `inside` or not. */
  readonly itemPath: string;
  /** Line in the file of a field of the document, 1-based. */
  readonly lineOf: (path: string) => number;
}

/** A whole document. */
export function wholePart(document: TextDocument): DocumentPart {
  return { document, inside: "", itemPath: "", lineOf: fileLines(document) };
}

/**
 * The parts of a list's entries. Where their lines are known, each is a small document of its own: a field is found without parsing the
 * whole list.
 */
export function itemParts(
  part: DocumentPart,
  count: number,
  known: readonly ItemLines[] | undefined,
): readonly DocumentPart[] {
  const lines = known?.length === count ? part.document.text.split("\n") : null;
  return Array.from({ length: count }, (_, index) => {
    const path = (prefix: string) => `${prefix}${prefix === "" ? "" : "."}items[${index}]`;
    const span = lines === null ? undefined : known?.[index];
    if (lines === null || span === undefined)
      return { ...part, inside: path(part.inside), itemPath: path(part.itemPath) };
    const firstLine = part.document.firstLine + span.start;
    // The dash becomes a space, so that the entry is a document by itself.
    const text = lines.slice(span.start, span.end).join("\n").replace("-", " ");
    const document = { text, firstLine, contentLine: firstLine };
    return { document, inside: "", itemPath: path(part.itemPath), lineOf: fileLines(document) };
  });
}

/** The same part with a text of its own, which does not keep the text of the whole file in memory. */
export function detached(part: DocumentPart): DocumentPart {
  if (part.inside !== "") return part;
  const document = { ...part.document, text: Buffer.from(part.document.text).toString() };
  return { ...part, document, lineOf: fileLines(document) };
}

function fileLines({ text, firstLine }: TextDocument): (path: string) => number {
  let finder: ((path: string) => number) | null = null;
  return (path) => {
    finder ??= lineFinder(text);
    return firstLine + finder(path) - 1;
  };
}
