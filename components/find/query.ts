import { durationOf, numberOf, shareOf } from "./amount.ts";
import {
  allFieldNames,
  choicesOf,
  type FieldName,
  type FieldRef,
  fieldOf,
  fields,
  writtenField,
} from "./fields.ts";
import { isGlob } from "./glob.ts";
import { nearest } from "./nearest.ts";
import { type Range, type TermToken, type Token, tokens, type WrittenValue, written } from "./tokens.ts";

export interface Value {
  readonly text: string;
  readonly quoted: boolean;
}

export type Operator = ":" | ">" | ">=" | "<" | "<=";

/** What a query asks for. An `all` of nothing is everything. */
export type Query =
  | { readonly kind: "all" | "any"; readonly of: readonly Query[] }
  | { readonly kind: "not"; readonly of: Query }
  | { readonly kind: "word"; readonly values: readonly Value[] }
  | {
      readonly kind: "field";
      readonly field: FieldRef;
      readonly operator: Operator;
      readonly values: readonly Value[];
    };

/** What is wrong with a part of the text, and what helps; the rest of the query still counts. */
export interface QueryError extends Range {
  readonly code:
    | "unknownField"
    | "noValue"
    | "noChoice"
    | "noComparison"
    | "needsComparison"
    | "noNumber"
    | "noShare"
    | "noDuration"
    | "unclosedQuote"
    | "unclosedParenthesis"
    | "strayParenthesis"
    | "emptyParentheses"
    | "tooDeep"
    | "nothingBesideOr"
    | "nothingAfterNot";
  /** What stands there. */
  readonly text: string;
  /** The name of the field, where it is known. */
  readonly field: FieldName | null;
  /** What was probably meant. */
  readonly meant: string | null;
}

export interface Parsed {
  readonly query: Query;
  readonly errors: readonly QueryError[];
}

const everything: Query = { kind: "all", of: [] };
const deepest = 30;

/** Reads a query. Total: any text is read, what cannot be understood is left out and told in `errors`. */
export function parse(text: string): Parsed {
  const errors: QueryError[] = [];
  const all = tokens(text);
  let next = 0;
  const wrong = (code: QueryError["code"], { from, to }: Range): void => {
    errors.push({ code, from, to, text: text.slice(from, to), field: null, meant: null });
  };

  function group(kind: "all" | "any", parts: readonly Query[]): Query | null {
    const [first] = parts;
    return first === undefined ? null : parts.length === 1 ? first : { kind, of: parts };
  }

  /** @returns the parts until a parenthesis that closes, and whether anything stood there at all */
  function either(depth: number): { query: Query | null; stood: boolean } {
    const parts: Query[] = [];
    let or: Token | null = null;
    let stood = false;
    for (;;) {
      const { query, stood: here } = together(depth);
      if (query !== null) parts.push(query);
      const token = all[next];
      if (!here && (or !== null || token?.kind === "or"))
        wrong("nothingBesideOr", or ?? token ?? { from: 0, to: 0 });
      stood ||= here;
      if (token?.kind !== "or") return { query: group("any", parts), stood };
      or = token;
      next++;
    }
  }

  function together(depth: number): { query: Query | null; stood: boolean } {
    const parts: Query[] = [];
    let stood = false;
    for (;;) {
      const token = all[next];
      if (token === undefined || token.kind === "or" || (token.kind === "close" && depth > 0))
        return { query: group("all", parts), stood };
      if (token.kind === "and" || token.kind === "close") {
        if (token.kind === "close") wrong("strayParenthesis", token);
        next++;
        continue;
      }
      stood = true;
      const part = operand(depth);
      if (part !== null) parts.push(part);
    }
  }

  function operand(depth: number): Query | null {
    const first = all[next];
    let negated = false;
    let token = first;
    while (token?.kind === "not") {
      negated = !negated;
      token = all[++next];
    }
    let query: Query | null = null;
    if (token?.kind === "term") {
      next++;
      query = term(token, errors);
    } else if (token?.kind === "open") {
      next++;
      query = inside(token, depth);
    } else if (first !== undefined) wrong("nothingAfterNot", first);
    return query !== null && negated ? opposite(query) : query;
  }

  function inside(open: Token, depth: number): Query | null {
    if (depth >= deepest) {
      // Deeper ones are read as if they were not there: the call stack has an end.
      wrong("tooDeep", open);
      return null;
    }
    const { query, stood } = either(depth + 1);
    const close = all[next];
    if (close === undefined) wrong("unclosedParenthesis", open);
    else next++;
    if (!stood) wrong("emptyParentheses", { from: open.from, to: close?.to ?? open.to });
    return query;
  }

  const { query } = either(0);
  return { query: query ?? everything, errors: errors.sort((a, b) => a.from - b.from) };
}

const opposite = (query: Query): Query => (query.kind === "not" ? query.of : { kind: "not", of: query });

/** One term with what is wrong in it; null when nothing of it can be used. */
function term(token: TermToken, errors: QueryError[]): Query | null {
  const wrong = (
    code: QueryError["code"],
    { from, to }: Range,
    text: string,
    field: FieldName | null = null,
    meant: string | null = null,
  ): void => {
    errors.push({ code, from, to, text, field, meant });
  };
  if (token.unclosed !== null) wrong("unclosedQuote", { from: token.unclosed, to: token.to }, '"');
  if (token.field === null || token.operator === null) {
    return token.values.length === 0 ? null : { kind: "word", values: token.values.map(plain) };
  }
  const ref = fieldOf(token.field.text);
  if (ref === null) {
    wrong("unknownField", token.field, token.field.text, null, nearest(token.field.text, allFieldNames));
    return null;
  }
  const { kind, choices } = fields[ref.name];
  const comparable = kind === "number" || kind === "share" || kind === "duration";
  const negated = token.operator.text === "!=";
  const operator = token.operator.text === "=" || negated ? ":" : (token.operator.text as Operator);
  if (operator !== ":" && !comparable) {
    wrong("noComparison", token.operator, token.operator.text, ref.name);
    return null;
  }
  if (token.values.length === 0) {
    wrong("noValue", token, writtenField(ref), ref.name);
    return null;
  }
  if (operator === ":" && (kind === "duration" || kind === "share") && !isWordValue(token.values)) {
    wrong("needsComparison", token, writtenField(ref), ref.name);
    return null;
  }
  const usable = token.values.filter((value) => {
    const code = problemOf(value, kind, choices, operator);
    if (code !== null)
      wrong(code, value, value.text, ref.name, choices === null ? null : nearest(value.text, choices));
    return code === null;
  });
  if (usable.length === 0) return null;
  const query: Query = { kind: "field", field: ref, operator, values: usable.map(plain) };
  return negated ? opposite(query) : query;
}

const plain = ({ text, quoted }: WrittenValue): Value => ({ text, quoted });

/** `none` says of an amount that there is none. */
const isWordValue = (values: readonly WrittenValue[]): boolean =>
  values.every(({ text }) => /^none$/i.test(text));

const amounts = {
  number: [numberOf, "noNumber"],
  share: [shareOf, "noShare"],
  duration: [durationOf, "noDuration"],
} as const;

function problemOf(
  { text }: WrittenValue,
  kind: (typeof fields)[FieldName]["kind"],
  choices: readonly string[] | null,
  operator: Operator,
): QueryError["code"] | null {
  if (kind === "text") return null;
  if (kind === "choice" || kind === "flag")
    return choices !== null && choicesOf(text, choices).length === 0 ? "noChoice" : null;
  if (operator === ":" && /^none$/i.test(text)) return null;
  const [read, code] = amounts[kind];
  return read(text) === null ? code : null;
}

/** A query as text; reading it gives the same query. */
export function print(query: Query): string {
  switch (query.kind) {
    case "all":
      return query.of.map(inner).join(" ");
    case "any":
      // Terms beside each other bind closer than `or`, so they need no parentheses.
      return query.of.map((part) => (part.kind === "all" ? print(part) : inner(part))).join(" or ");
    case "not":
      return `-${inner(query.of)}`;
    case "word":
      return query.values.map(printValue).join(",");
    case "field":
      return `${writtenField(query.field)}${query.operator}${query.values.map(printValue).join(",")}`;
  }
}

const inner = (query: Query): string =>
  query.kind === "all" || query.kind === "any" ? `(${print(query)})` : print(query);

const printValue = ({ text, quoted }: Value): string => (quoted ? written(text, true) : text);

/** Whether a value is a pattern: unquoted, with `*` or `?`. */
export const isPattern = ({ text, quoted }: Value): boolean => !quoted && isGlob(text);

/** Every field that a query asks for. */
export function fieldsIn(query: Query): readonly FieldName[] {
  if (query.kind === "field") return [query.field.name];
  if (query.kind === "word") return [];
  return (query.kind === "not" ? [query.of] : query.of).flatMap(fieldsIn);
}

/** Whether a query asks for nothing, so that everything passes. */
export const isEverything = (query: Query): boolean => query.kind === "all" && query.of.length === 0;
