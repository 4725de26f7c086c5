import { type Document, isAlias, isMap, isPair, isScalar, isSeq, type LineCounter } from "yaml";
import { parseTree } from "./yaml-library.ts";

/**
 * The line of a field within one document; the document is parsed at the first question only.
 * @returns a function from a path such as `spec.rules[0].from` to the 1-based line within the document of the nearest
 * ancestor that is there
 */
export function lineFinder(text: string): (path: string) => number {
  let tree: ReturnType<typeof parseTree> | undefined;
  return (path) => {
    if (tree === undefined) tree = parseTree(text);
    return tree === null ? 1 : lineIn(tree.document, tree.lines, splitPath(path));
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
  const tree = parseTree(text);
  const node = tree === null ? undefined : nodeAt(tree.document, path);
  if (!isMap(node) && !isSeq(node) && !isScalar(node)) return null;
  const [start, end] = node.range ?? [];
  return start === undefined || end === undefined ? null : { start, end };
}

/** The node at a path such as `items[3]`; undefined when there is none. */
export function nodeAt(document: Document, path: string): unknown {
  let node: unknown = document.contents;
  for (const segment of splitPath(path)) node = child(node, segment)?.node;
  return node;
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
