import { type Json, type Path, same } from "./yaml-value.ts";

export type JsonMap = { readonly [key: string]: Json };

export const isMap = (value: Json | undefined): value is JsonMap =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What stands at a path; undefined when nothing does. */
export function at(value: Json | undefined, path: Path): Json | undefined {
  let here = value;
  for (const key of path) {
    if (typeof here !== "object" || here === null) return undefined;
    here = (here as Readonly<Record<string | number, Json>>)[key];
  }
  return here;
}

/** A map, or nothing of one. Whatever else stands there is shown as YAML. */
export const mapAt = (value: Json | undefined, path: Path = []): JsonMap => {
  const found = at(value, path);
  return isMap(found) ? found : {};
};

/** A list, or nothing of one. */
export const listAt = (value: Json | undefined, path: Path = []): readonly Json[] => {
  const found = at(value, path);
  return Array.isArray(found) ? (found as readonly Json[]) : [];
};

/** The texts of a list; null when it is something else, which no field of texts can show. Numbers are read as texts, as the API server would not. */
export function textsAt(value: Json | undefined, path: Path = []): readonly string[] | null {
  const found = at(value, path);
  if (found === undefined || found === null) return [];
  if (!Array.isArray(found)) return null;
  return (found as readonly Json[]).every((item) => typeof item === "string")
    ? (found as readonly string[])
    : null;
}

export const textAt = (value: Json | undefined, path: Path = []): string => {
  const found = at(value, path);
  return found === undefined || found === null || typeof found === "object" ? "" : String(found);
};

/** One rule now, and how it compares with what is saved. */
export type RuleRow =
  | { readonly kind: "unchanged" | "new"; readonly index: number }
  | { readonly kind: "changed"; readonly index: number; readonly was: Json }
  /** No longer there; it stood after the rule `after` of now (-1: before all). */
  | { readonly kind: "removed"; readonly was: Json; readonly after: number };

/**
 * Which rules stayed, changed, came and went: equal ones are paired in order (the longest such pairing), what lies between
 * them is paired one by one.
 */
export function compareRules(was: readonly Json[], now: readonly Json[]): readonly RuleRow[] {
  // lengths[i][j]: of the longest pairing of was[i..] with now[j..].
  const lengths = Array.from({ length: was.length + 1 }, () => new Array<number>(now.length + 1).fill(0));
  const cell = (i: number, j: number) => lengths[i]?.[j] ?? 0;
  for (let i = was.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--) {
      const row = lengths[i] as number[];
      row[j] = same(was[i] as Json, now[j] as Json)
        ? cell(i + 1, j + 1) + 1
        : Math.max(cell(i + 1, j), cell(i, j + 1));
    }
  const rows: RuleRow[] = [];
  let [i, j] = [0, 0];
  const between = (toI: number, toJ: number) => {
    for (; i < toI && j < toJ; i++, j++) rows.push({ kind: "changed", index: j, was: was[i] as Json });
    for (; i < toI; i++) rows.push({ kind: "removed", was: was[i] as Json, after: j - 1 });
    for (; j < toJ; j++) rows.push({ kind: "new", index: j });
  };
  let [a, b] = [0, 0];
  while (a < was.length && b < now.length) {
    if (same(was[a] as Json, now[b] as Json)) {
      between(a, b);
      rows.push({ kind: "unchanged", index: b });
      [i, j] = [a + 1, b + 1];
      [a, b] = [i, j];
    } else if (cell(a + 1, b) >= cell(a, b + 1)) a++;
    else b++;
  }
  between(was.length, now.length);
  return rows;
}
