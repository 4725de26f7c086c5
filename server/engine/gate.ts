import type { PolicyRef } from "../contract/refs.ts";
import type { Outcome, Seen } from "../contract/verdict.ts";
import type { Expression } from "./expression.ts";

/** One place where a request can stop, in the order in which it meets them. */
export interface StageGate {
  readonly gate: "route" | "transport" | "custom" | "token" | "deny" | "allow" | "application";
  /** "yes" lets pass; reduced by what is known. */
  readonly expression: Expression;
  /** How it ends for the caller when this gate stops it. */
  readonly failure: {
    readonly outcome: Exclude<Outcome, "allowed" | "depends" | "unknown" | "mixed">;
    readonly seen: Seen | null;
  };
  /** Who decides: when it stops, and (for allow) when it passes. */
  readonly decidedBy: readonly PolicyRef[];
  /** Policies that the answer hangs on while it is undecided. */
  readonly hangsOn: readonly PolicyRef[];
  readonly at: "gateway" | "server";
  /** The custom gate hangs on an authorizer's answer, not on RBAC. */
  readonly asksAuthorizer?: boolean;
}
