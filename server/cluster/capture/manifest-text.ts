import type { Coverage, Problem } from "../../contract/graph.ts";
import { isObject } from "../decode/field.ts";
import { findKind } from "../decode/kinds.ts";
import { type DecodeResult, decodeObject, type ObjectRef } from "../decode/object.ts";
import { brokenDocument } from "./broken-text.ts";
import { type DocumentPart, detached, itemParts, wholePart } from "./document-part.ts";
import type { ItemLines } from "./plain-yaml.ts";
import { isSkippable } from "./skip.ts";
import { parseText, splitDocuments, type TextDocument } from "./yaml-text.ts";

/** One object as a file gives it: decoded, or known to be there but undecodable. */
export interface ManifestObject {
  readonly ref: ObjectRef;
  readonly result: Extract<DecodeResult, { readonly kind: "decoded" | "undecodable" }>;
  readonly file: string;
  /** 1-based line of the object. */
  readonly line: number;
  /** Path of the object within its document: "" or, in a list, `items[3]`. */
  readonly itemPath: string;
  readonly problems: readonly Problem[];
}

/** Everything that one manifest file holds. */
export interface ManifestContents {
  readonly objects: readonly ManifestObject[];
  readonly problems: readonly Problem[];
  /** What is unknown because a part could not be parsed. */
  readonly coverage: readonly Coverage[];
  /** Documents, with the entries of lists counted one by one. */
  readonly documents: number;
}

interface Collector {
  readonly file: string;
  readonly strict: boolean;
  readonly objects: ManifestObject[];
  readonly problems: Problem[];
  readonly coverage: Coverage[];
  documents: number;
}

/** Lists in lists are unfolded so deep. */
export const MAX_LIST_DEPTH = 8;

/**
 * Reads the text of one manifest file.
 * @param file name for origins and problems
 * @param strict true where every document should be an object, so that another one is worth a word
 * @throws never
 */
export function readManifestText(text: string, file: string, strict: boolean): ManifestContents {
  const into: Collector = { file, strict, objects: [], problems: [], coverage: [], documents: 0 };
  for (const document of splitDocuments(text)) {
    into.documents += 1;
    if (!isSkippable(document.text)) readDocument(document, into);
  }
  return into;
}

function readDocument(document: TextDocument, into: Collector): void {
  const parsed = parseText(document.text);
  if (parsed.kind === "broken") {
    const broken = brokenDocument(document, parsed, into.file);
    into.problems.push(broken.problem);
    into.coverage.push(...broken.coverage);
    return;
  }
  if (parsed.duplicateKey !== null && isObject(parsed.value) && Object.hasOwn(parsed.value, "kind"))
    into.problems.push(duplicateKey(into.file, document.firstLine + parsed.duplicateKey.line - 1));
  readValue(parsed.value, wholePart(document), parsed.items, into, 0);
}

function readValue(
  value: unknown,
  part: DocumentPart,
  lines: readonly ItemLines[] | undefined,
  into: Collector,
  depth: number,
): void {
  const items = depth < MAX_LIST_DEPTH ? listItems(value) : null;
  if (items === null) {
    readObject(value, part, into);
    return;
  }
  into.documents += items.length;
  const parts = itemParts(part, items.length, lines);
  for (const [index, item] of items.entries())
    readValue(item, parts[index] ?? part, undefined, into, depth + 1);
}

/** Entries of a `List` or `XList`, with kind and apiVersion filled in where the API leaves them to the list. */
export function listItems(list: unknown): readonly unknown[] | null {
  if (!isObject(list)) return null;
  const { kind, apiVersion, items } = list;
  if (typeof kind !== "string" || !kind.endsWith("List") || typeof apiVersion !== "string") return null;
  if (!Array.isArray(items)) return items === undefined || items === null ? [] : null;
  if (kind === "List") return items;
  return items.map((item: unknown) =>
    isObject(item) ? { kind: kind.slice(0, -4), apiVersion, ...item } : item,
  );
}

function readObject(value: unknown, given: DocumentPart, into: Collector): void {
  const isPolicy = isPolicyObject(value);
  // Lines inside an object are kept for policies only: the text of ten thousand pods is worth more as memory.
  const part = isPolicy ? detached(given) : given;
  const inside = (path: string) =>
    path === "" ? part.inside : part.inside === "" ? path : `${part.inside}.${path}`;
  const line = part.inside === "" || !isPolicy ? part.document.contentLine : part.lineOf(part.inside);
  const lineOf = isPolicy ? (path: string) => (path === "" ? line : part.lineOf(inside(path))) : () => line;
  const result = decodeObject(value, { origin: { file: into.file, line }, lineOf }, parseInner);
  if (result.kind === "ignored") return;
  if (result.kind === "noObject") {
    if (into.strict && value !== null) into.problems.push(noObject(into.file, line));
    return;
  }
  const found =
    result.kind === "undecodable"
      ? [{ path: result.path, found: result.found, cure: result.cure }]
      : result.notes;
  const problems = found.map((note) => ({
    file: into.file,
    line: note.path === "" ? line : part.lineOf(inside(note.path)),
    object: objectName(result.ref),
    path: note.path === "" ? null : note.path,
    text: `${note.path === "" ? "It" : note.path} ${note.found}.`,
    cure: note.cure,
  }));
  into.objects.push({ ref: result.ref, result, file: into.file, line, itemPath: part.itemPath, problems });
}

/** `Kind namespace/name`, as far as it is known. */
export function objectName(ref: Pick<ObjectRef, "kind" | "namespace" | "name">): string {
  const name = ref.name === "" ? "(no name)" : ref.name;
  return ref.namespace === "" ? `${ref.kind} ${name}` : `${ref.kind} ${ref.namespace}/${name}`;
}

function isPolicyObject(value: unknown): boolean {
  if (!isObject(value) || typeof value.kind !== "string" || typeof value.apiVersion !== "string")
    return false;
  return findKind(value.apiVersion.split("/")[0] ?? "", value.kind)?.policy ?? false;
}

function parseInner(text: string): { readonly value: unknown } | { readonly error: string } {
  const parsed = parseText(text);
  return parsed.kind === "broken"
    ? { error: `line ${parsed.line}: ${parsed.text}` }
    : { value: parsed.value };
}

function duplicateKey(file: string, line: number): Problem {
  return {
    file,
    line,
    object: null,
    path: null,
    text: "A key stands twice in one object: kubectl reads the last one, other tools refuse the document.",
    cure: "Remove one of the two.",
  };
}

function noObject(file: string, line: number): Problem {
  return {
    file,
    line,
    object: null,
    path: null,
    text: "The document is no Kubernetes object: it has no apiVersion or no kind.",
    cure: "Add both, or move the file out of manifests/.",
  };
}
