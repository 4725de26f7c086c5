import type { DraftKind } from "../../server/contract/preview-kinds.ts";
import { newText, writeStoredDraft } from "./draft.ts";
import { draftKey } from "./draft-key.ts";
import { fieldOrder } from "./fields.ts";
import { editYaml } from "./yaml-edit.ts";
import type { Json } from "./yaml-value.ts";

/** An object as it shall be. */
export interface Wanted {
  readonly kind: DraftKind;
  readonly namespace: string;
  readonly name: string;
  readonly spec: Json;
}

/**
 * Puts a draft where its form finds it: of a new object, or of the one that is there. What stood there before is replaced.
 * @param scope see draftScope
 * @param saved the text of the object; null when there is none
 * @returns the address of the form
 */
export function putDraft(scope: string, wanted: Wanted, saved: string | null): string {
  const { kind, namespace, name, spec } = wanted;
  const from = saved ?? newText(kind, namespace, name);
  const text = editYaml(from, { kind: "set", path: ["spec"], value: spec }, fieldOrder);
  const key = draftKey(
    scope,
    saved === null
      ? { operation: "create", kind, namespace, name: null }
      : { operation: "replace", kind, namespace, name },
  );
  writeStoredDraft(key, { text, base: saved, why: "" });
  return saved === null
    ? `/policies/new?${new URLSearchParams({ kind, ns: namespace })}`
    : `/policies/${[kind, namespace, name].map(encodeURIComponent).join("/")}/edit`;
}
