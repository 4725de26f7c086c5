/** One field of a parsed answer; undefined when there is none, whatever the value is. */
export function field(value: unknown, ...names: readonly string[]): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  for (const name of names) if (Object.hasOwn(value, name)) return Reflect.get(value, name);
  return undefined;
}

/** A field that is a list; empty when it is none. Protobuf's JSON has both `a_b` and `aB`, so several names may be given. */
export function listOf(value: unknown, ...names: readonly string[]): readonly unknown[] {
  const found = field(value, ...names);
  return Array.isArray(found) ? found : [];
}

/** A field that is a text; "" when it is none. */
export function textOf(value: unknown, ...names: readonly string[]): string {
  const found = field(value, ...names);
  return typeof found === "string" ? found : "";
}

/** A field that is a time, in seconds since 1970; null when it is none. */
export function timeOf(value: unknown, ...names: readonly string[]): number | null {
  const text = textOf(value, ...names);
  const ms = text === "" ? Number.NaN : Date.parse(text);
  return Number.isNaN(ms) ? null : ms / 1000;
}

/** Base64 of PEM, or PEM itself, as text: older ztunnels wrote the second. */
export const pemOf = (text: string): string =>
  text.includes("-----BEGIN ") ? text : Buffer.from(text, "base64").toString("utf8");
