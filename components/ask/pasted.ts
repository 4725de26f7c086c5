import type { Draft } from "./draft.ts";

export type PasteForm = "text" | "json" | "curl" | "xfcc" | "unknown";

/** One thing that was taken from a pasted line, for the list of what was understood. */
export interface Took {
  readonly what: "caller" | "target" | "method" | "path" | "header" | "token" | "protocol" | "address";
  readonly value: string;
}

/** One thing that was there, or missing, and is not in the form. */
export interface Left {
  readonly why: "noCaller" | "noTarget" | "option" | "manyElements" | "response" | "truncated";
  readonly value: string;
}

/** What a pasted line says. */
export interface Pasted {
  readonly form: PasteForm;
  readonly fields: Partial<Draft>;
  /** Address of the caller: the server knows whose it is. */
  readonly callerAddress: string | null;
  /** Identities without `spiffe://`; the source knows who runs as them. */
  readonly callerPrincipal: string | null;
  readonly serverPrincipal: string | null;
  readonly took: readonly Took[];
  readonly left: readonly Left[];
}

export const nothingPasted: Pasted = {
  form: "unknown",
  fields: {},
  callerAddress: null,
  callerPrincipal: null,
  serverPrincipal: null,
  took: [],
  left: [],
};
