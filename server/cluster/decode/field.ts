import { nearest } from "./alike.ts";
import { DecodeFailure, type DecodeNote, inWords } from "./failure.ts";

const MAX_PORT = 65_535;

/**
 * A cursor over unknown data that knows its path. Reading what the API server would refuse throws a DecodeFailure;
 * a property that is null counts as absent, as the API server prunes it, and a null list entry is refused.
 */
export class Field {
  readonly path: string;
  readonly value: unknown;
  readonly #notes: DecodeNote[];

  constructor(value: unknown, path: string, notes: DecodeNote[]) {
    this.value = value;
    this.path = path;
    this.#notes = notes;
  }

  get absent(): boolean {
    return this.value === undefined || this.value === null;
  }

  /** The child of an object; absent when this or the child is absent. */
  at(key: string): Field {
    const object = this.#object();
    const value = object !== null && Object.hasOwn(object, key) ? object[key] : undefined;
    return new Field(value, childPath(this.path, key), this.#notes);
  }

  has(key: string): boolean {
    return !this.at(key).absent;
  }

  /** Keys and children of an object, empty when absent. */
  entries(): readonly (readonly [string, Field])[] {
    const object = this.#object();
    return object === null ? [] : Object.keys(object).map((key) => [key, this.at(key)] as const);
  }

  /** Entries of a list, empty when absent; a null entry is refused. */
  list(): readonly Field[] {
    if (this.absent) return [];
    if (!Array.isArray(this.value)) return this.#expected("a list");
    const items: readonly unknown[] = this.value;
    return items.map((item, index) => {
      const field = new Field(item, `${this.path}[${index}]`, this.#notes);
      if (field.absent) field.fail("is empty (null)", "Give the entry a value, or remove its line.");
      return field;
    });
  }

  string(): string {
    if (typeof this.value === "string") return this.value;
    if (this.absent) return this.fail("is missing", "Give it a value; the API server requires it.");
    return this.#expectedText();
  }

  stringOr<Fallback>(fallback: Fallback): string | Fallback {
    return this.absent ? fallback : this.string();
  }

  integerOr<Fallback>(fallback: Fallback): number | Fallback {
    return this.absent ? fallback : this.integer();
  }

  integer(): number {
    if (typeof this.value === "number" && Number.isSafeInteger(this.value)) return this.value;
    if (this.absent) return this.fail("is missing", "Give it a number; the API server requires it.");
    return this.#expected("a whole number");
  }

  /** A port number, 1 to 65535. */
  port(): number {
    const port = this.integer();
    if (port < 1 || port > MAX_PORT) return this.fail(`is ${port}`, "Write a port from 1 to 65535.");
    return port;
  }

  booleanOr(fallback: boolean): boolean {
    if (this.absent) return fallback;
    return typeof this.value === "boolean" ? this.value : this.#expected("true or false");
  }

  /** A list of texts, empty when absent. */
  strings(): readonly string[] {
    return this.list().map((item) => item.string());
  }

  /** An object of texts, empty when absent. */
  stringMap(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.entries().map(([key, field]) => [key, field.string()]));
  }

  /** One of a closed set of texts. */
  oneOf<Value extends string, Fallback>(values: readonly Value[], fallback: Fallback): Value | Fallback {
    if (this.absent) return fallback;
    const text = this.string();
    const found = values.find((value) => value === text);
    if (found !== undefined) return found;
    const alike = values.find((value) => value.toLowerCase() === text.toLowerCase());
    return this.fail(
      `is ${inWords(text)}, which is none of ${values.join(", ")}`,
      `Write ${alike ?? `one of ${values.join(", ")}`}.`,
    );
  }

  /** Notes every key of an object that the API server would drop because the schema does not have it. */
  only(known: readonly string[]): void {
    for (const [key, field] of this.entries()) {
      if (known.includes(key)) continue;
      const meant = nearest(known, key);
      this.#notes.push({
        path: field.path,
        found:
          "is no field of this kind: the API server drops it, or refuses the object under strict validation",
        ...(meant === undefined ? { cure: "Remove it." } : { cure: `Did you mean ${meant}?`, meant }),
      });
    }
  }

  /** @throws DecodeFailure always */
  fail(found: string, cure: string): never {
    throw new DecodeFailure(this.path, found, cure);
  }

  #object(): Readonly<Record<string, unknown>> | null {
    if (this.absent) return null;
    return isObject(this.value) ? this.value : this.#expected("an object");
  }

  #expected(what: string): never {
    return this.fail(`is ${inWords(this.value)}, and ${what} is expected`, `Write ${what}.`);
  }

  #expectedText(): never {
    const scalar = typeof this.value === "number" || typeof this.value === "boolean";
    const cure = scalar ? `Write it in quotes: "${String(this.value)}".` : "Write a text.";
    return this.fail(`is ${inWords(this.value)}, and a text is expected`, cure);
  }
}

/** True for a plain object, false for null and lists. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function childPath(parent: string, key: string): string {
  if (!/^[A-Za-z_][\w-]*$/.test(key)) return `${parent}["${key}"]`;
  return parent === "" ? key : `${parent}.${key}`;
}
