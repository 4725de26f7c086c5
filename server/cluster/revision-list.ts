import type { EditableText, PolicyRevision } from "../contract/write.ts";
import type { KeptRevision } from "./capture/history-files.ts";

/**
 * Revisions newest first, with what was written by somebody else since on top.
 * @param kept oldest first
 * @param now the object as it is; null when it is not there
 * @param outside who changed it last and when, where the source tells; null when it was this program
 */
export function revisionList(
  kept: readonly KeptRevision[],
  now: EditableText | null,
  outside: { readonly who: string | null; readonly when: string | null } | null,
): readonly PolicyRevision[] {
  // Two that were written at once may be kept in the other order.
  const last =
    (outside === null ? kept.findLast(({ base }) => base === now?.base) : undefined) ?? kept.at(-1);
  const known = last !== undefined && (last.operation === "delete" ? now === null : last.base === now?.base);
  const listed = kept.map((revision) => ({ ...revision, current: known && revision === last }));
  if (known) return listed.toReversed();
  const operation = "outside";
  const why = "";
  if (now !== null) {
    const seen = {
      number: null,
      operation,
      who: outside?.who ?? null,
      when: outside?.when ?? null,
      why,
      ...now,
      current: true,
    } as const;
    return [seen, ...listed.toReversed()];
  }
  // It was taken away by somebody else.
  if (last === undefined) return [];
  const gone = {
    ...last,
    number: null,
    operation: "delete",
    who: null,
    when: null,
    why,
    current: true,
  } as const;
  return [gone, ...listed.toReversed()];
}
