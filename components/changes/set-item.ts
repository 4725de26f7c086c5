import type { PolicySource } from "../../server/contract/graph.ts";
import type { Draft } from "../../server/contract/preview.ts";
import type { PolicyChange, RightsAnswer } from "../../server/contract/write.ts";
import { isName } from "../change/draft.ts";
import type { KeptDraft } from "../change/use-drafts.ts";
import { yamlProblems } from "../change/yaml-problems.ts";
import type { Words } from "../look/words.ts";

/** A draft of the set, and whether it can be applied. */
export interface SetItem {
  readonly kept: KeptDraft;
  /** The saved text; null for a new object. */
  readonly saved: string | null;
  /** How the source names the saved content. */
  readonly base: string | null;
  /** Why it cannot be applied now; null when it can. */
  readonly problem: string | null;
}

/** `Kind namespace/name` */
export const titleOf = ({ place: { kind, namespace }, name }: KeptDraft, words: Words["changeSet"]): string =>
  `${kind} ${namespace}/${name === "" ? words.noName : name}`;

/** What is known of the saved object: `undefined` while it is read, null when that failed. */
export type Saved = PolicySource | null | undefined;

/**
 * Judges one draft of the set.
 * @param taken `Kind namespace/name` of all objects of the source
 */
export function itemOf(
  kept: KeptDraft,
  saved: Saved,
  rights: RightsAnswer | undefined,
  taken: readonly string[],
  words: Words,
): SetItem {
  const { place, name, draft } = kept;
  const text = place.operation === "create" ? null : (saved?.edit?.text ?? saved?.text ?? null);
  const base = place.operation === "create" ? null : (saved?.edit?.base ?? null);
  const right = rights?.verbs[place.operation];
  const said = words.changeSet.problem;
  const object = `${place.kind} ${place.namespace}/${name}`;
  const problem = (): string | null => {
    if (place.operation === "create") {
      if (name === "") return said.unnamed;
      if (!isName(name) || taken.includes(object)) return said.name;
    } else {
      if (!taken.includes(object)) return said.gone;
      if (saved === null) return said.unread;
      if (saved !== undefined && base === null) return said.readOnly;
      if (saved !== undefined && draft.base !== text) return said.outdated;
    }
    if (place.operation !== "delete" && yamlProblems(draft.text, place.kind, words.change).length > 0)
      return said.yaml;
    return right === undefined || right.allowed ? null : `${right.text} ${right.cure}`;
  };
  return { kept, saved: text, base, problem: problem() };
}

/** The draft as a preview takes it. */
export const previewDraft = ({ kept: { place, name, draft } }: Pick<SetItem, "kept">): Draft => ({
  kind: place.kind,
  namespace: place.namespace,
  name,
  ...(place.operation === "delete" ? { delete: true } : { yaml: draft.text }),
});

/** The draft as a write takes it. @param why for the history, where the draft has no reason of its own */
export const changeOf = ({ kept: { place, name, draft }, base }: SetItem, why: string): PolicyChange => ({
  operation: place.operation,
  kind: place.kind,
  namespace: place.namespace,
  name,
  ...(place.operation === "delete" ? {} : { yaml: draft.text }),
  ...(place.operation === "create" ? {} : { base: base ?? "" }),
  message: draft.why === "" ? why : draft.why,
});
