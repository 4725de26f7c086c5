"use client";
import { useCallback, useEffect, useMemo, useState } from "react";
import type { EditableText } from "../../server/contract/write.ts";
import { objectOf, readStoredDraft, type StoredDraft, watchDrafts, writeStoredDraft } from "./draft.ts";
import { fieldOrder } from "./fields.ts";
import { editYaml } from "./yaml-edit.ts";
import type { Json, YamlEdit } from "./yaml-value.ts";

export interface DraftState {
  readonly text: string;
  /** The last text that could be read, as an object: the form shows it while the YAML is broken. */
  readonly object: Json | null;
  readonly broken: boolean;
  readonly why: string;
  /** Something was changed. */
  readonly changed: boolean;
  /** The saved text that the draft was begun from. */
  readonly base: string | null;
  /** How the source names the content that a write replaces, when that is not what is saved as far as this page knows. */
  readonly baseName: string | null;
  /** The saved text became another one since the draft was begun. */
  readonly outdated: boolean;
  readonly setText: (text: string) => void;
  readonly edit: (edit: YamlEdit) => void;
  readonly setWhy: (why: string) => void;
  readonly discard: () => void;
  /** Goes on with the draft, on top of the text that is saved now. */
  readonly rebase: () => void;
  /** Goes on with the draft, on top of what somebody else wrote. */
  readonly rebaseTo: (theirs: EditableText | null) => void;
}

/**
 * The draft of one object, kept in this browser until it is discarded or applied.
 * @param key names source and object
 * @param saved the text as the source has it; null for a new object, undefined while it is read
 * @param start what a new object begins with
 */
export function useDraft(key: string, saved: string | null | undefined, start: string): DraftState {
  const [stored, setStored] = useState<StoredDraft | null>(null);
  const [baseName, setBaseName] = useState<string | null>(null);
  useEffect(() => setStored(readStoredDraft(key)), [key]);
  // A draft that is put here from elsewhere, another tab for example, shows at once. It is never taken away so: storage may be refused.
  useEffect(() => {
    const look = () =>
      setStored((before) => {
        const now = readStoredDraft(key);
        return now === null || JSON.stringify(now) === JSON.stringify(before) ? before : now;
      });
    return watchDrafts(() => queueMicrotask(look));
  }, [key]);
  const put = useCallback(
    (change: (before: StoredDraft | null) => StoredDraft | null) =>
      setStored((before) => {
        const next = change(before);
        writeStoredDraft(key, next);
        return next;
      }),
    [key],
  );
  const text = stored?.text ?? saved ?? start;
  const now = useMemo(() => objectOf(text), [text]);
  const [readable, setReadable] = useState<Json | null>(now);
  if (now !== null && now !== readable) setReadable(now);
  const base = saved ?? null;

  const setText = useCallback(
    (next: string) =>
      put((before) => {
        // What is typed back to what is saved is no draft any more.
        if (next === base && (before?.why ?? "") === "") return null;
        return { text: next, base: before?.base ?? base, why: before?.why ?? "" };
      }),
    [put, base],
  );
  const edit = useCallback(
    (change: YamlEdit) =>
      put((before) => {
        const from = before?.text ?? saved ?? start;
        const next = editYaml(from, change, fieldOrder);
        return { text: next, base: before?.base ?? base, why: before?.why ?? "" };
      }),
    [put, saved, start, base],
  );
  return {
    text,
    object: now ?? readable,
    broken: now === null,
    why: stored?.why ?? "",
    base: stored?.base ?? base,
    baseName,
    changed: text !== (saved ?? ""),
    outdated: stored !== null && saved !== undefined && stored.base !== base,
    setText,
    edit,
    setWhy: (why) => put((before) => ({ text: before?.text ?? text, base: before?.base ?? base, why })),
    discard: () => {
      setBaseName(null);
      put(() => null);
    },
    rebaseTo: (theirs) => {
      setBaseName(theirs?.base ?? null);
      put((before) => (before === null ? null : { ...before, base: theirs?.text ?? before.base }));
    },
    rebase: () => put((before) => (before === null ? null : { ...before, base })),
  };
}
