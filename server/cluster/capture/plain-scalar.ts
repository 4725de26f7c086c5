import { readYamlNumber } from "../../contract/yaml-number.ts";

/** Scalars of the plain subset of YAML that programs write; `undefined` leaves it to the YAML library. */
export type PlainScalar = string | number | boolean | null | undefined;

const nulls = new Set(["~", "null", "Null", "NULL"]);
const booleans = new Map<string, boolean>([
  ...["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"].map(
    (word) => [word, true] as const,
  ),
  ...["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"].map(
    (word) => [word, false] as const,
  ),
]);

const MAX_ESCAPED = 100_000;

// What a reader could take for a line break, a tab or nothing at all.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|[\ud800-\udfff]/;

/**
 * The value of a scalar that stands on one line, without its comment.
 * @param text not empty and without spaces around it
 */
export function readPlainScalar(text: string): PlainScalar {
  if (control.test(text)) return undefined;
  const first = text[0];
  if (first === '"') return readDouble(text);
  if (first === "'") return readSingle(text);
  if (text.includes(": ") || text.endsWith(":") || text === "<<" || text === "=") return undefined;
  if (first === "-" ? !/^-[\w.]/.test(text) : !/^[\p{L}\p{N}_./~+(<^$\\;]/u.test(text)) return undefined;
  if (nulls.has(text)) return null;
  return booleans.get(text) ?? readYamlNumber(text) ?? text;
}

function readDouble(text: string): PlainScalar {
  const inner = text.slice(1, -1);
  if (text.length < 2 || !text.endsWith('"')) return undefined;
  if (!inner.includes("\\")) return inner.includes('"') ? undefined : inner;
  // The pattern keeps a place to go back to for each character, so it is not for the longest texts.
  if (text.length > MAX_ESCAPED || !/^(?:[^"\\]|\\["\\nrtbf])*$/.test(inner)) return undefined;
  const value: unknown = JSON.parse(text);
  return typeof value === "string" ? value : undefined;
}

function readSingle(text: string): PlainScalar {
  const inner = text.slice(1, -1);
  if (text.length < 2 || !text.endsWith("'")) return undefined;
  if (!inner.includes("'")) return inner;
  const doubled = inner.replaceAll("''", "");
  return doubled.includes("'") ? undefined : inner.replaceAll("''", "'");
}
