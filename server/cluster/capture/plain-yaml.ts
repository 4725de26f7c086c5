import { isObject } from "../decode/field.ts";
import { readPlainScalar } from "./plain-scalar.ts";

/** Parses a fragment `k: ...` by the YAML library; undefined when it is anything but one good key. */
export type ParseFragment = (text: string) => { readonly value: unknown } | undefined;

/** Lines of one entry of a list, 0-based within the text; `end` is the first line that is not its own. */
export interface ItemLines {
  readonly start: number;
  readonly end: number;
}

/** The value of a text, and where the entries of its list `items` stand. */
export interface PlainYaml {
  readonly value: unknown;
  readonly items: readonly ItemLines[];
}

/** Nothing is wrong: the text is beyond the subset, and the YAML library reads it. */
class Beyond extends Error {}

const MAX_DEPTH = 200;
const keyPattern = /^(?:([A-Za-z0-9_][\w./-]*)|"([^"\\]*)"|'([^']*)') *:(?: +|$)/;

/**
 * Reads the part of YAML that kubectl, Helm and client libraries write: block maps and lists, scalars on one line, literal blocks. It is
 * some ten times faster than the YAML library, which reads everything else and each value that is out of the ordinary.
 * @returns null when the library has to read the whole text
 * @throws never
 */
export function parsePlainYaml(given: string, parseFragment: ParseFragment): PlainYaml | null {
  const text = given.includes("\r\n") ? given.replaceAll("\r\n", "\n") : given;
  if (text.includes("\r")) return null;
  try {
    return new PlainReader(text.endsWith("\n") ? text : `${text}\n`, parseFragment).document();
  } catch (thrown) {
    if (thrown instanceof Beyond) return null;
    throw thrown;
  }
}

class PlainReader {
  readonly #lines: string[];
  readonly #parseFragment: ParseFragment;
  /** By list, for the lists right below the root. */
  readonly #itemLines = new Map<unknown, readonly ItemLines[]>();
  #at = 0;
  #depth = 0;

  constructor(text: string, parseFragment: ParseFragment) {
    this.#lines = text.split("\n");
    this.#lines.pop();
    this.#parseFragment = parseFragment;
  }

  document(): PlainYaml {
    if (!this.#skip()) throw new Beyond();
    const value = this.#node(indentOf(this.#line()));
    if (this.#skip()) throw new Beyond();
    const list = isObject(value) && Array.isArray(value.items) ? value.items : null;
    return { value, items: (list === null ? undefined : this.#itemLines.get(list)) ?? [] };
  }

  #line(): string {
    return this.#lines[this.#at] ?? "";
  }

  /** Moves on to a line with content; false at the end. */
  #skip(): boolean {
    for (; this.#at < this.#lines.length; this.#at += 1) {
      const line = this.#line();
      const indent = indentOf(line);
      if (indent < line.length && line[indent] !== "#") {
        // Marks of a document or a directive.
        if (/^(?:%|---|\.\.\.)/.test(line)) throw new Beyond();
        return true;
      }
    }
    return false;
  }

  #node(indent: number): unknown {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw new Beyond();
    const value = isItem(this.#line(), indent) ? this.#list(indent) : this.#map(indent);
    this.#depth -= 1;
    return value;
  }

  #map(indent: number): Record<string, unknown> {
    const map: Record<string, unknown> = {};
    while (this.#skip()) {
      const line = this.#line();
      const own = indentOf(line);
      if (own < indent) break;
      const content = line.slice(indent);
      const match = own === indent ? keyPattern.exec(content) : null;
      if (match === null) throw new Beyond();
      const key = match[1] === undefined ? (match[2] ?? match[3] ?? "") : plainKey(match[1]);
      if (key === "__proto__" || Object.hasOwn(map, key)) throw new Beyond();
      map[key] = this.#value(content.slice(match[0].length), indent, true);
    }
    return map;
  }

  #list(indent: number): unknown[] {
    const list: unknown[] = [];
    const starts: number[] = [];
    while (this.#skip()) {
      const line = this.#line();
      const own = indentOf(line);
      if (own < indent || (own === indent && !isItem(line, indent))) break;
      if (own > indent) throw new Beyond();
      starts.push(this.#at);
      const rest = line.slice(indent + 1).replace(/^ +/, "");
      if (isItem(rest, 0) || keyPattern.test(rest)) {
        // A collection that begins beside its dash: read as if the dash were a space.
        const inner = line.length - rest.length;
        this.#lines[this.#at] = " ".repeat(inner) + rest;
        list.push(this.#node(inner));
      } else list.push(this.#value(rest, indent, false));
    }
    const end = this.#at;
    if (this.#depth === 2)
      this.#itemLines.set(
        list,
        starts.map((start, index) => ({ start, end: starts[index + 1] ?? end })),
      );
    return list;
  }

  /** The value that begins on this line, of a key or a dash at `indent`. */
  #value(rest: string, indent: number, ofKey: boolean): unknown {
    const text = withoutComment(rest);
    if (text === "") return this.#nested(indent, ofKey);
    if (text === "{}" || text === "[]") return this.#oneLine(text === "{}" ? {} : [], indent);
    const first = text[0] ?? "";
    if (first === "|" && /^\|[-+]?$/.test(text)) return this.#literal(text, indent);
    if ("&*!?%@`,]}".includes(first) || /^[|>][^ ]*[+\d]/.test(text)) throw new Beyond();
    const scalar = "|>[{".includes(first) ? undefined : readPlainScalar(text);
    if (scalar === undefined || this.#continues(indent)) return this.#fragment(rest, indent);
    return this.#oneLine(scalar, indent);
  }

  #oneLine<Value>(value: Value, indent: number): Value {
    if (this.#continues(indent)) throw new Beyond();
    this.#at += 1;
    return value;
  }

  /** True when the next line with anything on it belongs to a value that began on this one. */
  #continues(indent: number): boolean {
    let next = this.#at + 1;
    while (next < this.#lines.length && isBlank(this.#lines[next] ?? "")) next += 1;
    const line = this.#lines[next];
    if (line === undefined) return false;
    const own = indentOf(line);
    return own > indent && line[own] !== "#";
  }

  #nested(indent: number, ofKey: boolean): unknown {
    this.#at += 1;
    if (!this.#skip()) return null;
    const own = indentOf(this.#line());
    if (own > indent) return this.#node(own);
    // The list of a key may stand as far left as the key.
    return ofKey && own === indent && isItem(this.#line(), own) ? this.#node(own) : null;
  }

  #literal(header: string, parent: number): string {
    const start = this.#at + 1;
    let end = start;
    let indent = -1;
    for (; end < this.#lines.length; end += 1) {
      const line = this.#lines[end] ?? "";
      if (isBlank(line)) continue;
      const own = indentOf(line);
      if (own <= parent) break;
      if (indent < 0) indent = own;
      if (own < indent) throw new Beyond();
    }
    if (indent < 0) throw new Beyond();
    const lines = this.#lines.slice(start, end);
    const lead = lines.findIndex((line) => !isBlank(line));
    if (lines.slice(0, lead).some((line) => line.length > indent)) throw new Beyond();
    // Spaces alone at the end: what counts as content of the block there is subtle.
    const last = lines.findLastIndex((line) => !isBlank(line));
    if (lines.slice(last + 1).some((line) => line !== "")) throw new Beyond();
    this.#at = end;
    const text = lines
      .slice(0, last + 1)
      .map((line) => line.slice(indent))
      .join("\n");
    if (header === "|-") return text;
    return header === "|" ? `${text}\n` : `${text}\n${"\n".repeat(lines.length - 1 - last)}`;
  }

  /** A value in another style, with the lines that belong to it, by the YAML library. */
  #fragment(rest: string, indent: number): unknown {
    const start = this.#at + 1;
    let end = start;
    while (
      end < this.#lines.length &&
      (isBlank(this.#lines[end] ?? "") || indentOf(this.#lines[end] ?? "") > indent)
    )
      end += 1;
    const parsed = this.#parseFragment(`k: ${rest}\n${this.#lines.slice(start, end).join("\n")}\n`);
    if (parsed === undefined) throw new Beyond();
    this.#at = end;
    return parsed.value;
  }
}

function indentOf(line: string): number {
  let indent = 0;
  while (line.charCodeAt(indent) === 32) indent += 1;
  return indent;
}

function isBlank(line: string): boolean {
  return indentOf(line) === line.length;
}

function isItem(line: string, indent: number): boolean {
  return line[indent] === "-" && (line.length === indent + 1 || line[indent + 1] === " ");
}

/** Without a comment and spaces at the end; a `#` inside quotes makes it longer than the value, which then is no scalar. */
function withoutComment(rest: string): string {
  if (rest.startsWith("#")) return "";
  const hash = rest.indexOf(" #");
  const first = rest[0];
  const text = hash < 0 || first === '"' || first === "'" ? rest : rest.slice(0, hash);
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 32) end -= 1;
  return text.slice(0, end);
}

function plainKey(text: string): string {
  const value = readPlainScalar(text);
  if (typeof value === "string") return value;
  // A port as a key of portLevelMtls.
  if (typeof value === "number" && String(value) === text) return text;
  throw new Beyond();
}
