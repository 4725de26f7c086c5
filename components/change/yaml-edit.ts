import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  type Pair,
  parseDocument,
  stringify,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import { kubectlTags } from "../../server/contract/kubectl-yaml.ts";
import { applied, type Json, type Path, same, type YamlEdit } from "./yaml-value.ts";

// As kubectl writes lists. Version 1.1 quotes `no`, `on` and `22:30`, which kubectl would read as something else.
const style = { lineWidth: 0, indentSeq: false, flowCollectionPadding: false, version: "1.1" } as const;

/** A document as the server reads it. */
export const readYaml = (text: string): Document =>
  parseDocument(text, { version: "1.1", customTags: kubectlTags, logLevel: "silent" });

/**
 * Changes a document as a person would: only the lines concerned, comments, order, quotes and spaces of all others stay as they are.
 * @param text one YAML document without syntax errors
 * @param order of the keys of a map at a path; a new key comes before the first later one, else last
 * @returns the new text; the text as it was when the edit changes nothing
 */
export function editYaml(
  text: string,
  edit: YamlEdit,
  order: (path: Path) => readonly string[] = () => [],
): string {
  const document = readYaml(text);
  const before = document.toJS() as Json;
  const wanted = applied(before, edit);
  if (same(before, wanted)) return text;
  const spliced = splice(text, document, edit, order);
  if (spliced !== null && holds(spliced, wanted)) return spliced;
  // Anchors, flow style over lines and other rarities: the library rewrites the document; comments stay, spaces may not.
  const rewritten = reprinted(text, edit);
  if (rewritten !== null && holds(rewritten, wanted)) return rewritten;
  return stringify(wanted, style);
}

function holds(text: string, wanted: Json): boolean {
  const document = readYaml(text);
  return document.errors.length === 0 && same(document.toJS() as Json, wanted);
}

function reprinted(text: string, edit: YamlEdit): string | null {
  const document = readYaml(text);
  try {
    if (edit.kind === "set") document.setIn(edit.path, document.createNode(edit.value));
    else if (edit.kind === "delete") document.deleteIn(edit.path);
    else {
      const list = document.getIn(edit.path, true);
      if (!isSeq(list)) document.setIn(edit.path, document.createNode([edit.value]));
      else list.items.splice(edit.index, 0, document.createNode(edit.value));
    }
    return document.toString({ lineWidth: 0, indentSeq: false, flowCollectionPadding: false });
  } catch {
    return null;
  }
}

/** The text with only the lines concerned changed; null where that cannot be done. */
function splice(
  text: string,
  document: Document,
  edit: YamlEdit,
  order: (path: Path) => readonly string[],
): string | null {
  if (document.contents === null) return edit.path.length === 0 ? null : null;
  if (edit.kind === "delete") return deleted(text, document, edit.path);
  if (edit.kind === "insert") return inserted(text, document, edit.path, edit.index, edit.value, order);
  return set(text, document, edit.path, edit.value, order);
}

function set(
  text: string,
  document: Document,
  path: Path,
  value: Json,
  order: (path: Path) => readonly string[],
): string | null {
  // As far as the document goes.
  let depth = path.length;
  while (depth > 0 && !exists(document, path.slice(0, depth))) depth--;
  const node = nodeAt(document, path.slice(0, depth));
  if (depth === path.length) {
    if (isNode(node) && node.range) {
      if (isAlias(node) || node.anchor) return null;
      if (isScalar(node) && isInline(value))
        return replaced(text, node.range[0], node.range[1], inlineIn(text, node.range, value));
    }
    return resetField(text, document, path, value);
  }
  const missing = path.slice(depth);
  if (missing.some((key) => typeof key === "number" && key !== 0)) {
    // An item after the last one of a list that is there.
    const [index, ...rest] = missing;
    if (!isSeq(node) || index !== node.items.length) return null;
    return inserted(text, document, path.slice(0, depth), index, nested(rest, value), order);
  }
  if (isSeq(node)) {
    const [index, ...rest] = missing;
    if (index !== node.items.length) return null;
    return inserted(text, document, path.slice(0, depth), node.items.length, nested(rest, value), order);
  }
  const [key, ...rest] = missing as [string, ...string[]];
  if (isMap(node))
    return addedKey(
      text,
      document,
      path.slice(0, depth),
      key,
      nested(rest, value),
      order(path.slice(0, depth)),
    );
  // `key:` without a value: what is missing becomes its value.
  if (depth === 0) return null;
  return resetField(text, document, path.slice(0, depth), nested(missing, value));
}

const nested = (path: Path, value: Json): Json =>
  path.reduceRight<Json>((inner, key) => (typeof key === "number" ? [inner] : { [key]: inner }), value);

/** What stands at a path. A key such as `8080:` is a number in YAML and a name in JSON: it is found by either. */
function nodeAt(document: Document, path: Path): unknown {
  let node: unknown = document.contents;
  for (const key of path) {
    if (isSeq(node)) node = typeof key === "number" ? node.items[key] : undefined;
    else if (isMap(node)) node = node.items.find((pair) => isNamed(pair, key))?.value;
    else return undefined;
  }
  return node;
}

const isNamed = ({ key }: Pair, name: string | number): boolean =>
  isScalar(key) && String(key.value) === String(name);

const isInline = (value: Json): boolean =>
  value === null ||
  typeof value !== "object" ||
  (Array.isArray(value) ? value.length === 0 : Object.keys(value).length === 0);

const inline = (value: Json): string => stringify(value, { ...style, collectionStyle: "flow" }).trimEnd();

/** A scalar in place of another; `key:` without a value has nothing between the colon and the end of the line. */
function inlineIn(text: string, range: readonly [number, number, number], value: Json): string {
  const line = typeof value === "string" && value.includes("\n") ? JSON.stringify(value) : inline(value);
  const before = text[range[0] - 1];
  return range[0] === range[1] && before !== undefined && before !== " " ? ` ${line}` : line;
}

const replaced = (text: string, from: number, to: number, by: string): string =>
  text.slice(0, from) + by + text.slice(to);

const lineStart = (text: string, at: number): number => text.lastIndexOf("\n", at - 1) + 1;
/** Behind the line break of the line, or the end of the text. */
function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end + 1;
}

/** Where the last thing written of a node ends, without comments and line breaks after it. */
function endOf(node: unknown): number | null {
  if (isPair(node)) return endOf(node.value) ?? endOf(node.key);
  if (!isNode(node) || !node.range) return null;
  if (isCollection(node) && !node.flow) {
    const last = node.items.at(-1);
    return last === undefined ? node.range[1] : endOf(last);
  }
  if (isScalar(node) && (node.type === "BLOCK_FOLDED" || node.type === "BLOCK_LITERAL"))
    // Its last line break belongs to it.
    return Math.max(node.range[0], node.range[1] - 1);
  // An empty value stands right behind its colon.
  return node.range[1];
}

const startOf = (node: unknown): number | null =>
  isPair(node) ? startOf(node.key) : isNode(node) && node.range ? node.range[0] : null;

/** A key without a value is there. */
function exists(document: Document, path: Path): boolean {
  const parent = nodeAt(document, path.slice(0, -1));
  const key = path.at(-1) as string | number;
  if (isSeq(parent)) return typeof key === "number" && key < parent.items.length;
  return isMap(parent) && parent.items.some((pair) => isNamed(pair as Pair, key));
}

interface Field {
  readonly parent: YAMLMap;
  readonly pair: Pair;
  readonly index: number;
}

function fieldAt(document: Document, path: Path): Field | null {
  const parent = nodeAt(document, path.slice(0, -1));
  const key = path.at(-1);
  if (!isMap(parent)) return null;
  if (key === undefined) return null;
  const index = parent.items.findIndex((pair) => isNamed(pair as Pair, key));
  const pair = parent.items[index];
  return pair === undefined ? null : { parent, pair: pair as Pair, index };
}

const column = (text: string, at: number): number => at - lineStart(text, at);
const spaces = (n: number): string => " ".repeat(n);

/** Over one or more lines, without a line break at its end. Ports as keys are written bare, as everyone does. */
const printed = (value: Json | Record<string, Json>): string =>
  stringify(value, style)
    .trimEnd()
    .replace(/^([ -]*)"(\d{1,5})":/gm, "$1$2:");

const printedPair = (key: string, value: Json, indent: number): string =>
  indented(printed({ [key]: value }), indent);

/** All lines but the first, which stands where it is put. */
const indented = (text: string, indent: number): string =>
  text
    .split("\n")
    .map((line, i) => (i === 0 || line === "" ? line : spaces(indent) + line))
    .join("\n");

const printedItem = (value: Json, indent: number): string => indented(printed([value]), indent);

/** Gives a field or an item another value, where one of the two is a map or a list. */
function resetField(text: string, document: Document, path: Path, value: Json): string | null {
  const key = path.at(-1);
  if (key === undefined) return null;
  const parent = nodeAt(document, path.slice(0, -1));
  if (isCollection(parent) && parent.flow) return reflowed(text, document, path.slice(0, -1), [key], value);
  if (typeof key === "number") {
    if (!isSeq(parent)) return null;
    const node = parent.items[key];
    const [start, end] = [startOf(node), endOf(node)];
    if (start === null || end === null) return null;
    const dash = text.lastIndexOf("-", start - 1);
    if (dash < 0 || text.slice(dash + 1, start).trim() !== "") return null;
    return replaced(text, dash, end, printedItem(value, column(text, dash)));
  }
  const field = fieldAt(document, path);
  const start = startOf(field?.pair);
  const end = endOf(field?.pair);
  if (field === null || start === null || end === null) return null;
  const colon = text.indexOf(":", endOf(field.pair.key) ?? start);
  if (colon < 0) return null;
  return replaced(text, start, Math.max(end, colon + 1), printedPair(key, value, column(text, start)));
}

/** A collection in `{}` or `[]` is written anew in one line. */
function reflowed(text: string, document: Document, path: Path, rest: Path, value: Json): string | null {
  const node = nodeAt(document, path);
  if (
    !isCollection(node) ||
    !node.range ||
    node.comment ||
    /[#\n]/.test(text.slice(node.range[0], node.range[1]))
  )
    return null;
  const next = applied(node.toJS(document) as Json, { kind: "set", path: rest, value });
  return replaced(text, node.range[0], node.range[1], inline(next));
}

function addedKey(
  text: string,
  document: Document,
  path: Path,
  key: string,
  value: Json,
  order: readonly string[],
): string | null {
  const parent = nodeAt(document, path) as YAMLMap;
  if (parent.items.length === 0)
    return path.length === 0 ? null : resetField(text, document, path, { [key]: value });
  if (parent.flow) return reflowed(text, document, path, [key], value);
  const first = startOf(parent.items[0]);
  if (first === null) return null;
  const indent = column(text, first);
  const rank = order.indexOf(key);
  const later = parent.items.find(
    (pair) => rank >= 0 && isScalar(pair.key) && order.indexOf(String(pair.key.value)) > rank,
  );
  const lines = printedPair(key, value, indent);
  if (later !== undefined && later !== parent.items[0]) {
    const at = aboveComments(text, startOf(later) ?? 0, indent);
    return replaced(text, at, at, `${spaces(indent)}${lines}\n`);
  }
  if (later !== undefined) {
    // Before the first key, which may stand behind a dash.
    return replaced(text, first, first, `${lines}\n${spaces(indent)}`);
  }
  return afterLine(text, endOf(parent.items.at(-1)), `${spaces(indent)}${lines}`);
}

function inserted(
  text: string,
  document: Document,
  path: Path,
  index: number,
  value: Json,
  order: (path: Path) => readonly string[],
): string | null {
  const list = nodeAt(document, path);
  if (!isSeq(list)) return set(text, document, path, [value], order);
  if (list.items.length === 0) return resetField(text, document, path, [value]);
  if (list.flow) {
    const now = list.toJS(document) as readonly Json[];
    if (!list.range || /[#\n]/.test(text.slice(list.range[0], list.range[1]))) return null;
    const next = [...now.slice(0, index), value, ...now.slice(index)];
    if (isInline(value)) return replaced(text, list.range[0], list.range[1], inline(next));
    return resetField(text, document, path, next);
  }
  const dash = dashOf(text, list, Math.min(index, list.items.length - 1));
  if (dash === null) return null;
  const indent = column(text, dash);
  const lines = printedItem(value, indent);
  if (index >= list.items.length)
    return afterLine(text, endOf(list.items.at(-1)), `${spaces(indent)}${lines}`);
  if (text.slice(lineStart(text, dash), dash).trim() !== "") return null;
  const at = aboveComments(text, dash, indent);
  return replaced(text, at, at, `${spaces(indent)}${lines}\n`);
}

/** Where the dash of an item stands. */
function dashOf(text: string, list: YAMLSeq, index: number): number | null {
  const start = startOf(list.items[index]);
  if (start === null) return null;
  const dash = text.lastIndexOf("-", start - 1);
  return dash >= 0 && text.slice(dash + 1, start).trim() === "" ? dash : null;
}

/** A line of its own behind the line that ends at `end`, and its comment. */
function afterLine(text: string, end: number | null, line: string): string | null {
  if (end === null) return null;
  const at = lineEnd(text, end);
  const broken = text[at - 1] === "\n";
  return replaced(text, at, at, broken ? `${line}\n` : `\n${line}`);
}

/** The start of the line, or of the comments right above it that stand as far in as it does. */
function aboveComments(text: string, at: number, indent: number): number {
  let start = lineStart(text, at);
  for (;;) {
    if (start === 0) return start;
    const above = lineStart(text, start - 1);
    const line = text.slice(above, start);
    if (!/^ *#/.test(line) || line.indexOf("#") !== indent) return start;
    start = above;
  }
}

function deleted(text: string, document: Document, path: Path): string | null {
  const key = path.at(-1);
  if (key === undefined) return null;
  const parentPath = path.slice(0, -1);
  const parent = nodeAt(document, parentPath);
  if (!isCollection(parent)) return null;
  const left = applied(parent.toJS(document) as Json, { kind: "delete", path: [key] });
  if (parent.flow) {
    if (!parent.range || /[#\n]/.test(text.slice(parent.range[0], parent.range[1]))) return null;
    return replaced(text, parent.range[0], parent.range[1], inline(left));
  }
  if (isInline(left)) return parentPath.length === 0 ? null : resetField(text, document, parentPath, left);
  const items = parent.items as readonly unknown[];
  const index = typeof key === "number" ? key : (fieldAt(document, path)?.index ?? -1);
  const item = items[index];
  const start = typeof key === "number" ? dashOf(text, parent as YAMLSeq, index) : startOf(item);
  const end = endOf(item);
  if (start === null || end === null) return null;
  const from = lineStart(text, start);
  const alone = text.slice(from, start).trim() === "";
  if (alone) return replaced(text, aboveComments(text, start, start - from), lineEnd(text, end), "");
  // The first one behind a dash: the next one takes its place.
  const next = items[index + 1];
  const nextStart = typeof key === "number" ? dashOf(text, parent as YAMLSeq, index + 1) : startOf(next);
  return next === undefined || nextStart === null ? null : replaced(text, start, nextStart, "");
}
