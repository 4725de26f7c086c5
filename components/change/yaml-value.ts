export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type Path = readonly (string | number)[];

/** One change of a document. */
export type YamlEdit =
  /** Gives a field its value, and makes what is missing on the way; `null` for a key without a value. */
  | { readonly kind: "set"; readonly path: Path; readonly value: Json }
  /** Takes a field or an item out; what is then empty stays as `{}` or `[]`. */
  | { readonly kind: "delete"; readonly path: Path }
  /** Puts an item into a list, before the item of that index or at its end. */
  | { readonly kind: "insert"; readonly path: Path; readonly index: number; readonly value: Json };

/** Deep equality; the order of keys does not count. */
export const same = (a: Json, b: Json): boolean => JSON.stringify(a) === JSON.stringify(b) || equal(a, b);

function equal(a: Json, b: Json): boolean {
  if (a === b) return true;
  if (a === null || b === null || typeof a !== "object" || typeof b !== "object") return false;
  if (Array.isArray(a) || Array.isArray(b))
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item, i) => equal(item as Json, b[i] as Json))
    );
  const [x, y] = [a as Record<string, Json>, b as Record<string, Json>];
  const keys = Object.keys(x);
  return (
    keys.length === Object.keys(y).length &&
    keys.every((key) => Object.hasOwn(y, key) && equal(x[key] as Json, y[key] as Json))
  );
}

/** The edit on plain values. */
export function applied(value: Json, edit: YamlEdit, at = 0): Json {
  const { path } = edit;
  if (at === path.length) {
    if (edit.kind === "set") return edit.value;
    if (edit.kind === "delete") return value;
    const list = Array.isArray(value) ? (value as readonly Json[]) : [];
    return [...list.slice(0, edit.index), edit.value, ...list.slice(edit.index)];
  }
  const key = path[at] as string | number;
  const last = edit.kind === "delete" && at === path.length - 1;
  if (typeof key === "number") {
    const list = Array.isArray(value) ? [...(value as readonly Json[])] : [];
    if (last) list.splice(key, 1);
    else list[key] = applied(list[key] ?? null, edit, at + 1);
    return list;
  }
  const map: Record<string, Json> =
    value !== null && typeof value === "object" && !Array.isArray(value)
      ? { ...(value as Record<string, Json>) }
      : {};
  if (last) delete map[key];
  else if (edit.kind === "delete" && !Object.hasOwn(map, key)) return value;
  else map[key] = applied(map[key] ?? null, edit, at + 1);
  return map;
}
