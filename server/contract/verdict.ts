import type { ReasonCode } from "./reasons.ts";
import type { ClientTls, PolicyRef, ServerMode } from "./refs.ts";

/** How a request ends; the words of the command line, the HTTP API and the page alike. */
export type Outcome = "allowed" | "denied" | "unauthenticated" | "refused" | "depends" | "unknown" | "mixed";

/** Transport as it arrives at the server's proxy or, where there is none, at the application. */
export type Transport = "mtls" | "plaintext" | "tls" | "hbone";

/** What the caller sees. `body` is Istio's or Envoy's own text where it is known; `status` only for http. */
export interface Seen {
  readonly kind: "http" | "reset" | "eof" | "echo" | "timeout" | "connectError";
  readonly status?: number;
  readonly body?: string;
}

/** One line of explanation, in the order in which Istio decides. */
export interface Step {
  readonly code: ReasonCode;
  /** One sentence; the template is in reasons.ts, `values` fill it. */
  readonly text: string;
  readonly values: Readonly<Record<string, string>>;
  readonly policy: PolicyRef | null;
  /** Path of the field that decides, e.g. `spec.rules[0].from[0]`. */
  readonly path: string | null;
  /** `decides` ends the question; `notReached` was never asked; `passes` is every other line. */
  readonly state: "passes" | "decides" | "notReached";
  /** File and 1-based line of `path` where the source knows them. */
  readonly file: string | null;
  readonly line: number | null;
}

/** The five gates in the order of a server's proxy. */
export type GateName = "transport" | "token" | "custom" | "deny" | "allow";
export interface Gate {
  readonly gate: GateName;
  readonly state: "passes" | "stops" | "depends" | "unknown" | "none" | "notReached";
  readonly text: string;
}

/** The answer for one request, or for an edge without a request (contract of `sekisho verdict`). */
export interface Answer {
  readonly id: string;
  readonly outcome: Outcome;
  readonly seen: Seen | null;
  readonly transport: Transport | null;
  /** What the server's proxy knows of the caller, without `spiffe://`. */
  readonly principal: string | null;
  readonly serverMode: ServerMode | null;
  readonly clientTls: ClientTls | null;
  readonly decidedBy: readonly PolicyRef[];
  /** One answer for each endpoint when they differ. */
  readonly endpoints: readonly EndpointAnswer[];
  readonly steps: readonly Step[];
  /** Residual in words when the outcome is `depends`, e.g. "only GET on /api/*"; null otherwise. */
  readonly condition: string | null;
  /** Why the outcome is `unknown`, with the cure; null otherwise. */
  readonly because: string | null;
}

export interface EndpointAnswer extends Answer {
  /** `namespace/pod name` */
  readonly pod: string;
}
