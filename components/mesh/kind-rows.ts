import type { KindRead } from "../../server/contract/mesh.ts";
import type { CollectionState } from "../../server/contract/sources.ts";

/** One kind, and how each of its collections is read now where it is read by more than one. */
export interface KindRow {
  readonly kind: KindRead;
  /** The only collection of the kind; null when there are several, or none. */
  readonly live: CollectionState | null;
  readonly parts: readonly CollectionState[];
}

/** The kinds of the source, each with its collections: two groups may have a kind of one name, and a refused kind is read by namespace. */
export function kindRows(
  kinds: readonly KindRead[],
  collections: readonly CollectionState[],
): readonly KindRow[] {
  const byKind = Map.groupBy(collections, ({ kind }) => kind);
  const names = new Set(kinds.map(({ kind }) => kind));
  // A kind of which nothing is there and nothing wrong has no row of its own, but it is followed.
  const empty = [...byKind.keys()].filter((kind) => !names.has(kind)).map(emptyKind);
  return [...kinds, ...empty]
    .toSorted((a, b) => (a.kind < b.kind ? -1 : 1))
    .map((kind) => {
      const of = byKind.get(kind.kind) ?? [];
      return { kind, live: of.length === 1 ? (of[0] ?? null) : null, parts: of.length > 1 ? of : [] };
    });
}

const emptyKind = (kind: string): KindRead => ({
  kind,
  count: 0,
  undecodable: 0,
  state: "readable",
  partly: false,
  because: [],
});

/** Seconds between two moments, never below zero: clocks differ. Times in RFC 3339. */
export const secondsBetween = (from: string, to: string): number =>
  Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000));
