import { type DraftKind, draftKinds } from "../../server/contract/preview-kinds.ts";

/**
 * Which draft it is: of an object that is there, of one that is not, or that one goes away. A new object that has no name yet is the one of
 * its kind and namespace that somebody just writes.
 */
export type DraftPlace =
  | {
      readonly operation: "replace" | "delete";
      readonly kind: DraftKind;
      readonly namespace: string;
      readonly name: string;
    }
  | {
      readonly operation: "create";
      readonly kind: DraftKind;
      readonly namespace: string;
      readonly name: string | null;
    };

/** What the keys of all drafts of a source begin with. @param chosen what the page's address calls it, null for the start source */
export const draftScope = (chosen: string | null, source: string): string => `${chosen ?? ""} ${source} `;

/** Where a draft is kept. */
export function draftKey(scope: string, { operation, kind, namespace, name }: DraftPlace): string {
  const object = name === null ? namespace : `${namespace}/${name}`;
  const how = operation === "replace" ? "" : operation === "create" ? "new " : "delete ";
  return `${scope}${kind} ${how}${object}`;
}

/** The draft that is kept there; null when a key of that scope does not name one. */
export function placeOf(scope: string, key: string): DraftPlace | null {
  const [kindName, ...rest] = key.slice(scope.length).split(" ");
  const kind = draftKinds.find((k) => k === kindName);
  if (kind === undefined) return null;
  const [how, object] = rest.length === 1 ? ["", rest[0]] : rest;
  const [namespace = "", name = null] = (object ?? "").split("/");
  if (how === "new") return { operation: "create", kind, namespace, name };
  if (name === null || namespace === "") return null;
  return { operation: how === "delete" ? "delete" : "replace", kind, namespace, name };
}
