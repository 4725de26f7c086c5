import { valuesOf } from "./catalogue.ts";
import type { GraphFacts } from "./facts.ts";
import { type FieldName, type FieldRef, fieldNames, fieldOf, fields, writtenField } from "./fields.ts";
import { type Range, type TermToken, tokens, written } from "./tokens.ts";

/** One thing that may stand where the caret is. */
export interface Completion {
  /** What is put in the place of the range. */
  readonly insert: string;
  readonly label: string;
  readonly kind: "field" | "value";
  readonly field: FieldName;
  /** Edges that have the value; null where it is not counted. */
  readonly count: number | null;
}

export interface Completions {
  /** The part of the text that a completion takes the place of. */
  readonly range: Range;
  readonly entries: readonly Completion[];
  /** What was typed is the beginning of a name, so that the first entry may be taken at once. */
  readonly sure: boolean;
}

const mostValues = 60;
const mostLoose = 8;
/** How an amount may be asked for: the beginning of a comparison. */
const presets: Readonly<Partial<Record<FieldName, readonly string[]>>> = {
  cert: ["20%", "50%", "none"],
  rate: ["1", "10", "100"],
  age: ["5m", "1h", "1d"],
};
const operators: Readonly<Partial<Record<FieldName, string>>> = { cert: "<", rate: ">", age: "<" };
/** Fields whose values are offered to a bare word. */
const loose: readonly FieldName[] = ["ns", "server", "client", "policy", "host"];

/** What may stand at the caret, best first. Pure. */
export function complete(text: string, caret: number, facts: GraphFacts): Completions {
  const token = tokens(text).find(
    (each): each is TermToken => each.kind === "term" && each.from < caret && caret <= each.to,
  );
  if (token === undefined)
    return { range: { from: caret, to: caret }, entries: fieldEntries(""), sure: false };
  const { field, operator } = token;
  if (field === null || operator === null || caret < operator.to) return startOf(token, caret, facts);
  const ref = fieldOf(field.text);
  if (ref === null) return { range: token, entries: [], sure: false };
  const value = token.values.find(({ from, to }) => from <= caret && caret <= to);
  const range = value ?? { from: caret, to: caret };
  const typed = value === undefined ? "" : text.slice(value.from, caret).replace(/^"/, "");
  const entries = valueEntries(ref, typed, facts);
  const [first] = entries;
  // There is nothing to offer to what is written in full.
  if (entries.length === 1 && first?.label === typed.toLowerCase() && range.to === caret)
    return { range, entries: [], sure: false };
  return { range, entries, sure: typed !== "" };
}

/** A word may become the name of a field, or be a value of one. */
function startOf(token: TermToken, caret: number, facts: GraphFacts): Completions {
  const written = token.field ?? token;
  const name = token.values.length > 1 ? "" : typedIn(token, caret);
  if (name === "" || token.values[0]?.quoted === true) return { range: token, entries: [], sure: false };
  if (token.field !== null)
    // The operator stays.
    return {
      range: written,
      entries: fieldEntries(name).map((entry) => ({ ...entry, insert: entry.label })),
      sure: false,
    };
  const byName = fieldEntries(name);
  const low = name.toLowerCase();
  const values =
    low.length < 2
      ? []
      : loose
          .flatMap((field) =>
            valuesOf(facts, { name: field, end: null })
              .filter(({ value }) => value.includes(low) && value !== "none")
              .slice(0, 3)
              .map(({ value, count }) => valueEntry({ name: field, end: null }, value, count, true)),
          )
          .slice(0, mostLoose);
  return { range: token, entries: [...byName, ...values], sure: byName.length > 0 };
}

const typedIn = (token: TermToken, caret: number): string => {
  const text = token.field?.text ?? token.values[0]?.text ?? "";
  return text.slice(0, caret - token.from);
};

function fieldEntries(typed: string): readonly Completion[] {
  const low = typed.toLowerCase();
  const dot = low.indexOf(".");
  const end =
    dot < 0 ? null : /^(client|from)\./.test(low) ? "client" : /^(server|to)\./.test(low) ? "server" : null;
  if (dot >= 0 && end === null) return [];
  const rest = low.slice(dot + 1);
  return fieldNames
    .filter(
      (name) =>
        (end === null || fields[name].of === "node") &&
        [name, ...fields[name].aliases].some((each) => each.startsWith(rest)),
    )
    .map((name) => {
      const label = writtenField({ name, end });
      return { insert: `${label}${operators[name] ?? ":"}`, label, kind: "field", field: name, count: null };
    });
}

function valueEntries(ref: FieldRef, typed: string, facts: GraphFacts): readonly Completion[] {
  const low = typed.toLowerCase();
  const preset = presets[ref.name];
  const found = preset === undefined ? valuesOf(facts, ref) : preset.map((value) => ({ value, count: null }));
  const fitting = found.filter(({ value }) => value.includes(low));
  return [
    ...fitting.filter(({ value }) => value.startsWith(low)),
    ...fitting.filter(({ value }) => !value.startsWith(low)),
  ]
    .slice(0, mostValues)
    .map(({ value, count }) => valueEntry(ref, value, count, false));
}

function valueEntry(ref: FieldRef, value: string, count: number | null, withField: boolean): Completion {
  const before = withField ? `${writtenField(ref)}:` : "";
  return {
    insert: `${before}${written(value, false)}`,
    label: `${before}${value}`,
    kind: "value",
    field: ref.name,
    count,
  };
}

/** The text with the completion in it, and where the caret then stands. */
export function completed(
  text: string,
  { from, to }: Range,
  { insert, kind }: Completion,
): { readonly text: string; readonly caret: number } {
  // After a value that ends the text comes the next term.
  const space = kind === "value" && to >= text.length ? " " : "";
  return {
    text: `${text.slice(0, from)}${insert}${space}${text.slice(to)}`,
    caret: from + insert.length + space.length,
  };
}
