import type { End } from "./table.ts";

/** One line of the matrix: an end, or a namespace that is folded. */
export interface Item {
  readonly key: string;
  readonly namespace: string;
  readonly folded: boolean;
  readonly ends: readonly End[];
}

/** A namespace and the items of it. */
export interface Group {
  readonly namespace: string;
  /** Indices of items; `last` is the last one of the group. */
  readonly first: number;
  readonly last: number;
  readonly folded: boolean;
}

/** Ends as items: those of a folded namespace are one. @param ends in order of namespace */
export function itemsOf(ends: readonly End[], folded: (namespace: string) => boolean): readonly Item[] {
  const items: Item[] = [];
  for (const [namespace, own] of Map.groupBy(ends, (end) => end.namespace)) {
    if (namespace !== "" && folded(namespace)) {
      items.push({ key: namespace, namespace, folded: true, ends: own });
    } else {
      for (const end of own) items.push({ key: end.key, namespace, folded: false, ends: [end] });
    }
  }
  return items;
}

export function groupsOf(items: readonly Item[]): readonly Group[] {
  const groups: Group[] = [];
  for (const [i, { namespace, folded }] of items.entries()) {
    const before = groups.at(-1);
    if (before?.namespace === namespace) groups[groups.length - 1] = { ...before, last: i };
    else groups.push({ namespace, first: i, last: i, folded });
  }
  return groups;
}

/** Where an item stands; when it was folded or unfolded since, its namespace's; -1 when that is gone. */
export function placeOf(items: readonly Item[], key: string): number {
  const exact = items.findIndex((item) => item.key === key);
  if (exact >= 0) return exact;
  const slash = key.indexOf("/");
  const namespace = slash < 0 ? key : key.slice(0, slash);
  return items.findIndex((item) => item.namespace === namespace);
}
