/** A sentence and what to do. */
export interface Trouble {
  readonly text: string;
  readonly cure: string;
}

/** How well a source is known now. */
export interface SourceHealth {
  /** connecting: not read yet; synced: as it is now; stale: was read, part of it may have changed since; failed: nothing of it could be read. */
  readonly state: "connecting" | "synced" | "stale" | "failed";
  /** Why it is failed; null otherwise. */
  readonly problem: Trouble | null;
}

/** One source that can be chosen. Of a kubeconfig only names are told. */
export interface SourceChoice {
  /** What an address says: `folder.demo`, `context.prod`. */
  readonly id: string;
  readonly kind: "folder" | "context";
  readonly name: string;
  /** Names in the kubeconfig; null for a folder. */
  readonly cluster: string | null;
  readonly user: string | null;
  /** The one that an address without a source means. */
  readonly start: boolean;
  /** `closed`: nobody looks at it. A context that its kubeconfig says cannot be opened is failed. */
  readonly state: SourceHealth["state"] | "closed";
  readonly problem: Trouble | null;
}

/** Everything that can be chosen. */
export interface SourcesAnswer {
  readonly sources: readonly SourceChoice[];
  /** Why contexts are missing from the list; null when none are. */
  readonly problem: Trouble | null;
}

/** How one collection of a live cluster is read: a kind, as a whole or in one namespace. */
export interface CollectionState {
  readonly kind: string;
  /** API group; "" for the core. */
  readonly group: string;
  /** null: all namespaces. */
  readonly namespace: string | null;
  readonly state: "connecting" | "synced" | "stale" | "failed" | "forbidden" | "absent";
  readonly objects: number;
  /** When it was last certain what is there, RFC 3339; null when it was never. */
  readonly certainAt: string | null;
  /** When the last change came, RFC 3339; null when none came since it was opened. */
  readonly changedAt: string | null;
  /** Revision up to which it is read, as the API server writes it; null when it was not read. */
  readonly resourceVersion: string | null;
}

/** How a source is read at this moment. */
export interface ReadingAnswer {
  /** The server's clock, RFC 3339: ages are counted from it. */
  readonly now: string;
  readonly health: SourceHealth;
  /** Empty for a source that is no live cluster. */
  readonly collections: readonly CollectionState[];
}
