import type { Positions } from "./layout/problem.ts";

const key = "sekisho.positions";
/** Another number makes older entries void. */
const version = 1;
/** Pictures kept, newest first, and letters that all of them may take. */
const mostPictures = 12;
const mostLetters = 1_500_000;

/** Positions of one picture; `x` and `y` are whole px, flat, since there may be thousands. */
interface Kept {
  readonly name: string;
  readonly at: Readonly<Record<string, readonly [number, number]>>;
}

interface Shelf {
  readonly version: number;
  readonly pictures: readonly Kept[];
}

/** Where pictures are kept: the browser's storage, or a stand-in. */
export type Storage = Pick<globalThis.Storage, "getItem" | "setItem">;

/** The name of a picture: the source and the part of it that is looked at. Nothing is shared between sources. */
export const pictureName = (
  source: { readonly name: string; readonly folder: string | null; readonly trustDomain: string },
  namespaces: readonly string[] | null,
): string => JSON.stringify([source.name, source.folder, source.trustDomain, namespaces?.toSorted() ?? null]);

/** Positions that this browser remembers for a picture; empty when it knows none, or its storage cannot be read. */
export function recallPositions(storage: Storage, name: string): Positions {
  const found = read(storage).find((picture) => picture.name === name);
  return Object.fromEntries(Object.entries(found?.at ?? {}).map(([id, [x, y]]) => [id, { x, y }]));
}

/** Keeps positions for the next visit; the pictures that were looked at longest ago make room. */
export function rememberPositions(storage: Storage, name: string, positions: Positions): void {
  const at = Object.fromEntries(
    Object.entries(positions).map(([id, { x, y }]) => [id, [Math.round(x), Math.round(y)] as const]),
  );
  const pictures = [{ name, at }, ...read(storage).filter((picture) => picture.name !== name)].slice(
    0,
    mostPictures,
  );
  for (; pictures.length > 0; pictures.pop()) {
    const text = JSON.stringify({ version, pictures } satisfies Shelf);
    if (text.length > mostLetters) continue;
    try {
      storage.setItem(key, text);
      return;
    } catch {
      // No storage, or it is full: with fewer pictures it may fit.
    }
  }
}

function read(storage: Storage): readonly Kept[] {
  try {
    const found: unknown = JSON.parse(storage.getItem(key) ?? "null");
    return isShelf(found) ? found.pictures.filter(isKept) : [];
  } catch {
    return [];
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

const isShelf = (value: unknown): value is { readonly pictures: readonly unknown[] } =>
  isRecord(value) && value.version === version && Array.isArray(value.pictures);

const isKept = (value: unknown): value is Kept =>
  isRecord(value) &&
  typeof value.name === "string" &&
  isRecord(value.at) &&
  Object.values(value.at).every(
    (at) => Array.isArray(at) && at.length === 2 && at.every((n) => Number.isFinite(n)),
  );
