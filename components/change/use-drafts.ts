"use client";
import { useMemo, useSyncExternalStore } from "react";
import { draftKeys, nameOf, objectOf, readStoredDraft, type StoredDraft, watchDrafts } from "./draft.ts";
import { type DraftPlace, placeOf } from "./draft-key.ts";

/** A draft that waits in this browser, with where it is kept. */
export interface KeptDraft {
  readonly key: string;
  readonly place: DraftPlace;
  /** Of the object: as kept, or, of a new one that was not put aside yet, as its YAML says; empty when it says none. */
  readonly name: string;
  readonly draft: StoredDraft;
}

const none = "[]";

/** All drafts of a source, also those that another tab writes. @param scope see draftScope; null while the source is not known */
export function useDrafts(scope: string | null): readonly KeptDraft[] {
  const kept = useSyncExternalStore(
    watchDrafts,
    () =>
      scope === null ? none : JSON.stringify(draftKeys(scope).map((key) => [key, readStoredDraft(key)])),
    () => none,
  );
  return useMemo(() => {
    const entries = JSON.parse(kept) as readonly (readonly [string, StoredDraft | null])[];
    return entries.flatMap(([key, draft]): readonly KeptDraft[] => {
      const place = scope === null ? null : placeOf(scope, key);
      if (draft === null || place === null) return [];
      return [{ key, place, name: place.name ?? nameOf(objectOf(draft.text)), draft }];
    });
  }, [kept, scope]);
}
