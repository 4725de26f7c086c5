import type {
  EditableText,
  HistoryAnswer,
  PolicyChange,
  Right,
  WritableKind,
  WriteOutcome,
  Writer,
  WriteVerb,
} from "../contract/write.ts";

/** A change whose kind is one of those that are written. */
export type KnownChange = PolicyChange & { readonly kind: WritableKind };

/** Names one object. */
export interface PolicyName {
  readonly kind: WritableKind;
  readonly namespace: string;
  readonly name: string;
}

/** Writes policies where a source has them. */
export interface PolicyWriter {
  /** As whom it is written. @throws never */
  readonly who: () => Promise<Writer>;
  /** Whether one may. `history`: keep a revision. @throws never */
  readonly may: (verb: WriteVerb | "history", kind: WritableKind, namespace: string) => Promise<Right>;
  /** The text to edit as it is now; null when there is no such object, or it cannot be read. @throws never */
  readonly editable: (of: PolicyName) => Promise<EditableText | null>;
  /** Checks everything and writes nothing. @throws never */
  readonly dryRun: (change: KnownChange) => Promise<WriteOutcome>;
  /**
   * Writes, and keeps a revision.
   * @param when RFC 3339
   * @throws never
   */
  readonly write: (change: KnownChange, when: string) => Promise<WriteOutcome>;
  /** Newest first. @throws never */
  readonly history: (of: PolicyName) => Promise<Omit<HistoryAnswer, "revision">>;
}
