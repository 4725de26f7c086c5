import { type PolicyNote, type PolicyNoteCode, policyNotes } from "../contract/policies.ts";
import { say } from "../contract/text.ts";
import { refOf } from "./authorization.ts";
import type { Meta } from "./objects.ts";

interface About {
  readonly path?: string;
  /** Objects that the sentence names. */
  readonly others?: readonly { readonly meta: Meta }[];
}

/** Objects as sentences name them: `PeerAuthentication shop/default`. */
const namesOf = (objects: readonly { readonly meta: Meta }[]): string =>
  objects.map(({ meta }) => `${meta.kind} ${meta.namespace}/${meta.name}`).join(", ");

/** Some of many names: three, then how many more. */
export const someOf = (names: readonly string[]): string =>
  names.length <= 3
    ? names.join(", ")
    : say("someOf", { names: names.slice(0, 3).join(", "), more: String(names.length - 3) });

/** One note about an object: the sentence of its code with its values, and the line of the field that it is about. */
export function note(
  object: { readonly meta: Meta },
  code: PolicyNoteCode,
  values: Readonly<Record<string, string>> = {},
  { path, others = [] }: About = {},
): PolicyNote {
  const all: Readonly<Record<string, string>> =
    others.length === 0 ? values : { other: namesOf(others), ...values };
  return {
    code,
    weight: policyNotes[code].weight,
    text: say(`note.${code}`, all),
    path: path ?? null,
    line: path === undefined ? null : object.meta.lineOf(path),
    others: others.map((o) => refOf(o)),
  };
}
