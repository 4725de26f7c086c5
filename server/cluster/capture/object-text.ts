import "server-only";
import { readFile } from "node:fs/promises";
import type { ObjectPlace, ObjectText, SourceReading } from "../source.ts";
import { findSpan, shownText } from "./object-span.ts";

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
  const place = placeOf(reading, kind, namespace, name);
  const path = place === undefined ? undefined : reading.files.get(place.file);
  if (place === undefined || path === undefined) return null;
  const text = (await readFile(path, "utf8").catch(() => "")).replace(/^\uFEFF/, "");
  const span = findSpan(text, place.line, place.itemPath);
  return span === null ? null : { file: place.file, firstLine: span.firstLine, text: shownText(text, span) };
}

/** Where an object stands; the last place counts. */
export function placeOf(
  reading: SourceReading,
  kind: string,
  namespace: string,
  name: string,
): ObjectPlace | undefined {
  return reading.places.findLast(
    (candidate) => candidate.kind === kind && candidate.namespace === namespace && candidate.name === name,
  );
}
