import { z } from "zod";
import { type DraftKind, draftKinds } from "./preview-kinds.ts";

/** Kinds that are written. Everything else is only read. */
export const writableKinds = draftKinds;
export type WritableKind = DraftKind;

/**
 * One object as it shall be. `yaml` is its whole text; a delete has none. `base` names the content that the change was made from, as
 * `edit.base` of the object's source or a `written` outcome gave it; a create has none. `message` says why, for the history.
 */
export const policyChange = z
  .strictObject({
    operation: z.enum(["create", "replace", "delete"]),
    kind: z.string().min(1).max(63),
    namespace: z.string().min(1).max(63),
    name: z.string().min(1).max(253),
    yaml: z.string().max(200_000).optional(),
    base: z.string().min(1).max(100).optional(),
    message: z.string().max(1000).default(""),
  })
  .refine(({ operation, yaml }) => (operation === "delete") === (yaml === undefined), {
    error: "give yaml, unless the operation is delete",
    path: ["yaml"],
  })
  .refine(({ operation, base }) => (operation === "create") === (base === undefined), {
    error: "give base, unless the operation is create",
    path: ["base"],
  });
export type PolicyChange = z.output<typeof policyChange>;

/** What `POST /api/policies/write` reads. With `dryRun` everything is checked and nothing is written. */
export const writeQuestion = z.strictObject({ change: policyChange, dryRun: z.boolean().default(false) });

/** What `POST /api/policies/batch` reads: changes that are applied one after the other in a safe order, or not at all. */
export const batchQuestion = z.strictObject({
  changes: z.array(policyChange).min(1).max(50),
  dryRun: z.boolean().default(false),
});

/** The text of an object as an editor starts from it: without status and what else only the API server sets. */
export interface EditableText {
  readonly text: string;
  /** Names this content; a change says it as its `base`. */
  readonly base: string;
}

/** A field that is refused. */
export interface FieldProblem {
  /** Path of the field, e.g. `spec.rules[0].to[0].operation.ports[0]`; null when it is about the whole text. */
  readonly path: string | null;
  /** 1-based line of the change's YAML; null where it is not known. */
  readonly line: number | null;
  readonly text: string;
  readonly cure: string;
}

/** Whether the history has the write. A write counts all the same when it has not. */
export type HistoryKept =
  | { readonly kept: true; readonly number: number }
  | { readonly kept: false; readonly text: string; readonly cure: string };

interface Sentence {
  readonly text: string;
  readonly cure: string;
}

/** How a write, or its dry run, ended. Only `written` says that something is another than before. */
export type WriteOutcome =
  | {
      readonly kind: "written";
      /** Of the content as it is now; null after a delete. */
      readonly base: string | null;
      /** File that was written; null in a cluster. */
      readonly file: string | null;
      /** The answer was lost on its way, and the object was looked up: it is as it was asked for. */
      readonly lookedUp: boolean;
      /** Sentences of the API server and its webhooks. */
      readonly warnings: readonly string[];
      readonly history: HistoryKept;
    }
  | {
      /** Of a dry run: it would be written. */
      readonly kind: "accepted";
      readonly file: string | null;
      readonly warnings: readonly string[];
      /** Unified diff of the file, or of the object in a cluster. */
      readonly diff: string;
    }
  | ({
      /** changed: somebody else wrote it; gone: it was deleted; exists: one of that name is there already. Nothing was written. */
      readonly kind: "conflict";
      readonly how: "changed" | "gone" | "exists";
      /** As it is now; null when it is gone. */
      readonly theirs: EditableText | null;
      /** As it was when the change began, where the history has it. */
      readonly baseText: string | null;
    } & Sentence)
  | ({ readonly kind: "invalid"; readonly problems: readonly FieldProblem[] } & Sentence)
  | ({
      readonly kind: "refusedByAdmission";
      /** The webhook or policy; null when it does not say. */
      readonly by: string | null;
      /** Field that its message names. */
      readonly field: string | null;
    } & Sentence)
  | ({
      readonly kind: "forbidden";
      /** One RBAC rule that would allow it; null where rights are those of files. */
      readonly grant: string | null;
    } & Sentence)
  | ({ readonly kind: "readOnly" } & Sentence)
  /** Nothing was written, and nothing of it will be. */
  | ({ readonly kind: "unreachable" } & Sentence)
  /** The connection was lost after the write was sent, and so was every look at what came of it. */
  | ({ readonly kind: "outcomeUnknown" } & Sentence);

export interface WriteAnswer {
  readonly outcome: WriteOutcome;
}

/** One change of a set, and what became of it. */
export interface BatchStep {
  /** Index in the question's changes. */
  readonly change: number;
  readonly outcome: WriteOutcome | null;
  /** Null when there was nothing to take back. */
  readonly rolledBack: WriteOutcome | null;
}

export interface BatchAnswer {
  /** applied: all are written; accepted: all would be (dry run); stopped: one was refused, and what was written before was taken back. */
  readonly kind: "applied" | "accepted" | "stopped";
  /** In the order in which they are applied; `outcome` is null for those that were never tried. */
  readonly steps: readonly BatchStep[];
  /** What happened, in one sentence. */
  readonly text: string;
}

/** One state of an object. */
export interface PolicyRevision {
  /** Counted up from 1 for each object; null for a state that only the source itself has. */
  readonly number: number | null;
  /** `outside`: written by something else than this program, and seen later. */
  readonly operation: "create" | "replace" | "delete" | "outside";
  /** Who wrote it; null when that is not known. */
  readonly who: string | null;
  /** RFC 3339; null when that is not known. */
  readonly when: string | null;
  readonly why: string;
  /** Its YAML; after a delete the one that was deleted. */
  readonly text: string;
  readonly base: string;
  /** Whether the object is so now. */
  readonly current: boolean;
}

/** The answer of `GET /api/policies/:kind/:namespace/:name/history`, newest first. */
export interface HistoryAnswer {
  readonly revision: string;
  readonly revisions: readonly PolicyRevision[];
  /** Why the history could not be read, or not all of it; null when it could. */
  readonly problem: { readonly text: string; readonly cure: string } | null;
}

export const writeVerbs = ["create", "replace", "delete"] as const;
export type WriteVerb = (typeof writeVerbs)[number];

/** Whether one may do it. */
export type Right =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly text: string; readonly cure: string; readonly grant: string | null };

/** The answer of `GET /api/rights?kind=&namespace=`. */
export interface RightsAnswer {
  readonly revision: string;
  readonly verbs: Readonly<Record<WriteVerb, Right>>;
  /** Whether a write's revision can be kept. */
  readonly history: Right;
}

/** As whom a source is written. */
export interface Writer {
  readonly name: string;
  /** file: the account that runs this server; kubeconfig: its user; pod: the service account of the pod. */
  readonly by: "file" | "kubeconfig" | "pod";
}

/** Header that carries the session's token in every write. */
export const tokenHeader = "x-sekisho-token";

/** The answer of `GET /api/session`. */
export interface SessionAnswer {
  /** Goes into the header `x-sekisho-token` of every write; another start of the server may want another. */
  readonly token: string;
  readonly who: Writer;
  /** Why nothing is written at all; null when writes are possible. */
  readonly viewOnly: { readonly text: string; readonly cure: string } | null;
}
