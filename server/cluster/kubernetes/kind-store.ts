import "server-only";
import type { ManifestObject } from "../capture/manifest-text.ts";
import { isObject } from "../decode/field.ts";
import { type LiveObject, readLiveObject } from "./live-object.ts";
import { type RawObject, resourceVersionOf, type WatchEvent } from "./watch-events.ts";

/** The objects of one kind, as they are now. Several collections may fill it; each takes away only what it brought. */
export interface KindStore {
  readonly replace: (scope: string, items: readonly RawObject[]) => void;
  readonly apply: (scope: string, events: readonly WatchEvent[]) => void;
  /** In the order of namespace and name; the same list as long as nothing changed. */
  readonly objects: () => readonly ManifestObject[];
  /** The object as the API server gave it; null when it is not there or not kept. */
  readonly raw: (namespace: string, name: string) => RawObject | null;
  /** Every object whose YAML is kept, in the order of namespace and name. */
  readonly raws: () => readonly RawObject[];
  /** How many objects one collection brought. */
  readonly count: (scope: string) => number;
  /** The same for the same contents, in whichever order they came. */
  readonly digest: () => string;
}

interface Kept {
  readonly scope: string;
  readonly live: LiveObject;
}

/** @param changed is told when the contents are others than before */
export function kindStore(
  kind: { readonly apiVersion: string; readonly kind: string; readonly resource: string },
  keep: boolean,
  changed: () => void,
): KindStore {
  const kept = new Map<string, Kept>();
  let sorted: readonly ManifestObject[] | null = null;
  let digest = 0n;

  /** @returns whether the contents changed */
  const put = (key: string, next: Kept | null): boolean => {
    const before = kept.get(key);
    if (next === null) {
      if (before === undefined) return false;
      kept.delete(key);
      digest ^= before.live.fingerprint;
      return true;
    }
    if (before?.live.fingerprint === next.live.fingerprint) {
      // Only what no one sees is new, a heartbeat in the status for example: whoever has the object keeps it.
      kept.set(key, { scope: next.scope, live: { ...next.live, manifest: before.live.manifest } });
      return false;
    }
    kept.set(key, next);
    digest ^= next.live.fingerprint ^ (before?.live.fingerprint ?? 0n);
    return true;
  };

  const take = (scope: string, raw: RawObject): boolean => {
    const key = keyOf(raw);
    const before = kept.get(key);
    if (before !== undefined && before.live.resourceVersion === resourceVersionOf(raw)) {
      if (before.scope !== scope) kept.set(key, { ...before, scope });
      return false;
    }
    const live = readLiveObject(raw, kind, keep);
    return put(key, live === null ? null : { scope, live });
  };

  const done = (any: boolean) => {
    if (!any) return;
    sorted = null;
    changed();
  };

  return {
    replace: (scope, items) => {
      let any = false;
      const there = new Set<string>();
      for (const raw of items) {
        there.add(keyOf(raw));
        any = take(scope, raw) || any;
      }
      for (const [key, entry] of kept)
        if (entry.scope === scope && !there.has(key)) any = put(key, null) || any;
      done(any);
    },
    apply: (scope, events) => {
      let any = false;
      for (const { type, object } of events)
        any = (type === "DELETED" ? put(keyOf(object), null) : take(scope, object)) || any;
      done(any);
    },
    objects: () => {
      sorted ??= [...kept].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, { live }]) => live.manifest);
      return sorted;
    },
    raw: (namespace, name) => kept.get(`${namespace}/${name}`)?.live.raw ?? null,
    raws: () =>
      [...kept]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .flatMap(([, { live }]) => (live.raw === null ? [] : [live.raw])),
    count: (scope) => {
      let count = 0;
      for (const entry of kept.values()) if (entry.scope === scope) count += 1;
      return count;
    },
    digest: () => digest.toString(16),
  };
}

function keyOf(raw: RawObject): string {
  const { metadata } = raw;
  const text = (value: unknown) => (typeof value === "string" ? value : "");
  return isObject(metadata) ? `${text(metadata.namespace)}/${text(metadata.name)}` : "/";
}
