/** A field that the API server would refuse; thrown inside decode and caught at the object's boundary. */
export class DecodeFailure extends Error {
  /** Path of the field, e.g. `spec.rules[0].to[0].operation.ports[0]`. */
  readonly path: string;
  /** What stands there, in words: "is the number 8080, and a text is expected". */
  readonly found: string;
  readonly cure: string;

  constructor(path: string, found: string, cure: string) {
    super(`${path} ${found}`);
    this.path = path;
    this.found = found;
    this.cure = cure;
  }
}

/** Something odd that the API server takes all the same, e.g. a field that it drops. */
export interface DecodeNote {
  readonly path: string;
  readonly found: string;
  readonly cure: string;
  /** Of a field that there is not: the one that was most likely meant. */
  readonly meant?: string;
}

/**
 * A value in words, short enough for a sentence.
 * @returns e.g. `the number 8080`, `the text "strict"`, `a list`
 */
export function inWords(value: unknown): string {
  if (value === undefined) return "not given";
  if (value === null) return "empty (null)";
  if (typeof value === "string") return value === "" ? "an empty text" : `the text "${shorten(value)}"`;
  if (typeof value === "number" || typeof value === "bigint") return `the number ${value}`;
  if (typeof value === "boolean") return `the boolean ${value}`;
  return Array.isArray(value) ? "a list" : "an object";
}

function shorten(text: string): string {
  const line = text.replaceAll(/\s+/g, " ");
  return line.length > 60 ? `${line.slice(0, 57)}...` : line;
}
