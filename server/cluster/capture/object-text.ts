import "server-only";
import { readFile } from "node:fs/promises";
import type { ObjectText, SourceReading } from "../source.ts";
import { itemRange } from "./yaml-lines.ts";
import { splitDocuments, type TextDocument } from "./yaml-text.ts";

/**
 * The text of one object from its file.
 * @returns null when the reading has no such object, or the file changed since
 * @throws never
 */
export async function readObjectText(
  reading: SourceReading,
  kind: string,
  namespace: string,
  name: string,
): Promise<ObjectText | null> {
  const place = reading.places.findLast(
    (candidate) => candidate.kind === kind && candidate.namespace === namespace && candidate.name === name,
  );
  const path = place === undefined ? undefined : reading.files.get(place.file);
  if (place === undefined || path === undefined) return null;
  const text = await readFile(path, "utf8").catch(() => "");
  const document = splitDocuments(text).findLast((candidate) => candidate.contentLine <= place.line);
  if (document === undefined) return null;
  return place.itemPath === ""
    ? { file: place.file, ...wholeDocument(document) }
    : itemOf(document, place.itemPath, place.file);
}

function wholeDocument({ text, firstLine }: TextDocument): Omit<ObjectText, "file"> {
  // What stands on the line of the `---` itself belongs to no one, if it is nothing or a comment.
  const lead = /^[ \t]*(?:#[^\n]*)?\r?\n/.exec(text)?.[0] ?? "";
  const blank = /^(?:[ \t]*\r?\n)*/.exec(text.slice(lead.length))?.[0] ?? "";
  const skipped = firstLine === 1 && !/^[ \t]*\r?\n/.test(text) ? "" : lead + blank;
  return {
    firstLine: firstLine + skipped.split("\n").length - 1,
    text: `${text.slice(skipped.length).trimEnd()}\n`,
  };
}

function itemOf(document: TextDocument, path: string, file: string): ObjectText | null {
  const range = itemRange(document.text, path);
  if (range === null) return null;
  const before = document.text.slice(0, range.start);
  const indent = range.start - (before.lastIndexOf("\n") + 1);
  const lines = document.text.slice(range.start, range.end).trimEnd().split("\n");
  const margin = new RegExp(`^ {0,${indent}}`);
  const [first = "", ...rest] = lines;
  return {
    file,
    firstLine: document.firstLine + before.split("\n").length - 1,
    text: `${[first, ...rest.map((line) => line.replace(margin, ""))].join("\n")}\n`,
  };
}
