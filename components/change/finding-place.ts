import { isMap, isNode, isPair, isScalar, isSeq } from "yaml";
import { readYaml } from "./yaml-edit.ts";

/** `spec.rules[0].to[1]` as its steps. A name in brackets may hold dots: `labels[app.kubernetes.io/name]`. */
export const stepsOf = (path: string): readonly (string | number)[] =>
  [...path.matchAll(/\[([^\]]*)\]|([^.[\]]+)/g)].map(([, inBrackets, name]) =>
    inBrackets === undefined ? (name ?? "") : /^\d+$/.test(inBrackets) ? Number(inBrackets) : inBrackets,
  );

/**
 * Where a field stands in a text: a value with its quotes, a map or list by its key alone, so that no more is marked than is meant.
 * @param path as findings and refusals name it; null for the whole object
 * @returns offsets; of what stands nearest above it when the field is not there, of the first line when nothing is
 */
export function placeOfPath(
  text: string,
  path: string | null,
): { readonly from: number; readonly to: number } {
  const firstLine = { from: 0, to: Math.max(text.indexOf("\n"), 0) };
  const document = readYaml(text);
  let node: unknown = document.contents;
  let found: { from: number; to: number } | null = null;
  for (const step of path === null ? ["kind"] : stepsOf(path)) {
    if (isMap(node)) {
      const pair = node.items.find(
        (item) => isPair(item) && isScalar(item.key) && `${item.key.value}` === `${step}`,
      );
      if (pair === undefined) break;
      node = pair.value;
      found = rangeOf(isScalar(node) ? node : pair.key) ?? found;
    } else if (isSeq(node) && typeof step === "number") {
      node = node.items[step];
      const range = rangeOf(node);
      if (range === null) break;
      // Of an item that holds more than a value its first line.
      const end = text.indexOf("\n", range.from);
      found = isScalar(node)
        ? range
        : { from: range.from, to: Math.min(range.to, end < 0 ? text.length : end) };
    } else break;
  }
  return found ?? firstLine;
}

function rangeOf(node: unknown): { from: number; to: number } | null {
  if (!isNode(node) || !node.range) return null;
  const [from, to] = node.range;
  return to > from ? { from, to } : { from, to: from + 1 };
}
