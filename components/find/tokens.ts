/** A stretch of the text: first index, and the index after the last. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** One thing that a term wants. In quotes, `*` and `?` are letters. */
export interface WrittenValue extends Range {
  readonly text: string;
  readonly quoted: boolean;
}

/** A word, or a field with an operator and its values. */
export interface TermToken extends Range {
  readonly kind: "term";
  readonly field: (Range & { readonly text: string }) | null;
  readonly operator: (Range & { readonly text: WrittenOperator }) | null;
  /** Comma between them: any will do. Empty ones are left out. */
  readonly values: readonly WrittenValue[];
  /** Where a quote opens that nothing closes; the value then runs to the end. */
  readonly unclosed: number | null;
}

export type WrittenOperator = ":" | "=" | "!=" | ">" | ">=" | "<" | "<=";

export type Token = TermToken | (Range & { readonly kind: "open" | "close" | "or" | "and" | "not" });

const head = /([A-Za-z][A-Za-z.]*)(!=|>=|<=|[:=<>])/y;
const keyword = /(or|and|not)(?=[\s,()]|$)|not:/iy;
const gap = /[\s,]*/y;
const bare = /[^\s,()]+/y;

const at = (pattern: RegExp, text: string, from: number): RegExpExecArray | null => {
  pattern.lastIndex = from;
  return pattern.exec(text);
};

/** Parts of a query in the order of the text. Total: every letter that is no space or comma belongs to a token. */
export function tokens(text: string): readonly Token[] {
  const found: Token[] = [];
  let from = 0;
  for (;;) {
    from += at(gap, text, from)?.[0].length ?? 0;
    if (from >= text.length) return found;
    const token = tokenAt(text, from);
    found.push(token);
    from = token.to;
  }
}

function tokenAt(text: string, from: number): Token {
  const one = text[from];
  if (one === "(") return { kind: "open", from, to: from + 1 };
  if (one === ")") return { kind: "close", from, to: from + 1 };
  if (one === "-") return { kind: "not", from, to: from + 1 };
  const word = at(keyword, text, from);
  if (word !== null) {
    const kind = (word[1] ?? "not").toLowerCase() as "or" | "and" | "not";
    return { kind, from, to: from + word[0].length };
  }
  const start = at(head, text, from);
  // A pasted SPIFFE ID is a word, not a field.
  if (start === null || /^spiffe:\/\//i.test(text.slice(from, from + 9)))
    return { kind: "term", from, field: null, operator: null, ...valuesAt(text, from) };
  const [all, name = "", operator = ""] = start;
  const middle = from + name.length;
  return {
    kind: "term",
    from,
    field: { text: name, from, to: middle },
    operator: { text: operator as WrittenOperator, from: middle, to: from + all.length },
    ...valuesAt(text, from + all.length),
  };
}

function valuesAt(text: string, start: number): Pick<TermToken, "values" | "to" | "unclosed"> {
  const values: WrittenValue[] = [];
  let to = start;
  let unclosed: number | null = null;
  for (;;) {
    if (text[to] === '"') {
      const quoted = quotedAt(text, to);
      if (quoted.text !== "") values.push(quoted);
      if (!quoted.closed) unclosed = to;
      to = quoted.to;
    } else {
      const run = at(bare, text, to)?.[0] ?? "";
      if (run !== "") values.push({ text: run, quoted: false, from: to, to: to + run.length });
      to += run.length;
    }
    if (text[to] !== ",") return { values, to, unclosed };
    to++;
  }
}

function quotedAt(text: string, from: number): WrittenValue & { readonly closed: boolean } {
  let inside = "";
  let to = from + 1;
  for (; to < text.length; to++) {
    const letter = text[to];
    if (letter === '"') return { text: inside, quoted: true, from, to: to + 1, closed: true };
    if (letter === "\\" && to + 1 < text.length) to++;
    inside += text[to];
  }
  return { text: inside, quoted: true, from, to, closed: false };
}

/** A value as it is written in a query: in quotes where its letters would mean something else. */
export function written(text: string, quoted: boolean): string {
  return quoted || /[\s,()"*?]/.test(text) || text === "" ? `"${text.replace(/[\\"]/g, "\\$&")}"` : text;
}

/** The term at the caret, and the text with a gap in its place; null when the caret is at none. */
export function withoutTermAt(
  text: string,
  caret: number,
): { readonly term: string; readonly rest: string } | null {
  const token = tokens(text).find(({ kind, from, to }) => kind === "term" && from <= caret && caret <= to);
  if (token === undefined) return null;
  const { from, to } = token;
  return { term: text.slice(from, to), rest: `${text.slice(0, from)} ${text.slice(to)}` };
}
