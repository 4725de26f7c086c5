import type { CollectionState } from "../../contract/sources.ts";
import type { KindState, ReadState, Resource } from "./read-state.ts";
import type { Progress } from "./reflector.ts";

/** What was counted of one collection. */
export interface Counted {
  readonly objects: number;
  /** Null when nothing reads it. */
  readonly progress: Progress | null;
}

/** How a kind is read: as a whole, and where that is refused in each namespace that could be asked for. */
export function collectionsOf(
  { resource, whole, byNamespace }: KindState,
  count: (namespace: string | null) => Counted,
): readonly CollectionState[] {
  const inside = [...byNamespace].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return [
    collectionOf(resource, null, whole, count(null)),
    ...inside.map(([namespace, state]) => collectionOf(resource, namespace, state, count(namespace))),
  ];
}

/** How one collection is read. */
export function collectionOf(
  { kind, group }: Pick<Resource, "kind" | "group">,
  namespace: string | null,
  { state }: ReadState,
  { objects, progress }: Counted,
): CollectionState {
  return {
    kind,
    group,
    namespace,
    state,
    objects,
    certainAt: timeOf(progress?.certainAt),
    changedAt: timeOf(progress?.changedAt),
    resourceVersion: progress?.resourceVersion ?? null,
  };
}

const timeOf = (milliseconds: number | null | undefined) =>
  milliseconds === null || milliseconds === undefined ? null : new Date(milliseconds).toISOString();
