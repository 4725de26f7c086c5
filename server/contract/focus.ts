import type { PolicyRef, ServerMode } from "./refs.ts";
import type { Outcome } from "./verdict.ts";

/** How it is that a call may pass: what the caller has to be or to bring. */
export type How =
  | "anyClient"
  | "anyIdentity"
  | "namespace"
  | "identity"
  | "address"
  | "token"
  | "requests"
  | "noProxy"
  | "unknown";

/** Callers of one server, or servers of one caller, that may be called for the same reason. */
export interface FocusGroup {
  readonly how: How;
  readonly outcome: Extract<Outcome, "allowed" | "depends" | "unknown" | "mixed">;
  /** What the request has to be, in words, when the outcome is `depends`. */
  readonly condition: string | null;
  readonly decidedBy: readonly PolicyRef[];
  /** `namespace/name`, or `outside`, with the port of the server. */
  readonly peers: readonly { readonly id: string; readonly workloadPort: number }[];
}

/** Everyone on the other end, whether a line is drawn or not. */
export interface Focus {
  readonly groups: readonly FocusGroup[];
  /** Peers that are certainly stopped. */
  readonly stopped: number;
}

/** Why one port lets in callers that nobody named, and what would have to change. */
export interface OpenPort {
  readonly workloadPort: number;
  /** Null without a proxy. */
  readonly mode: ServerMode | null;
  readonly reasons: readonly {
    readonly code: "noProxy" | "modeDefault" | "modePolicy" | "noAllow" | "allowsEveryone";
    /** One sentence: what opens it, and what would close it. */
    readonly text: string;
    readonly policies: readonly PolicyRef[];
  }[];
}
