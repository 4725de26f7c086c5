import { z } from "zod";
import type { PolicyRef } from "./refs.ts";
import { requestFields, speaksOne, type VerdictRequest } from "./request.ts";
import type { Answer, Gate, Outcome, Seen, Transport } from "./verdict.ts";

const account = z.string().regex(/^[^/]+\/[^/]+$/, "write namespace/account");

/**
 * One question put to `POST /api/ask`: a request of `sekisho verdict`, whose caller may also be a service account that no
 * pod has yet, or whoever has an address; and whose token may be given as the claims that it carries.
 */
export const askQuestion = z
  .looseObject({
    ...requestFields,
    id: z.string().default("ask"),
    from: requestFields.from.optional(),
    /** `namespace/account`: a pod that does not exist yet, with a sidecar and without labels. */
    account: account.optional(),
    /** Peer address: the pod that has it, or where a caller from outside calls from. */
    address: z.union([z.ipv4(), z.ipv6()]).optional(),
    /** `jwt` is sent as a bearer token; `claims` stand for a token that the server accepts. */
    token: z
      .union([
        z.strictObject({ jwt: z.string().min(1).max(16_384) }),
        z.strictObject({ claims: z.record(z.string(), z.json()) }),
      ])
      .optional(),
    /** Asks for the same request by every other caller too. */
    who: z.boolean().default(false),
  })
  .refine(speaksOne, { error: "give one of http, tcp, https" })
  .refine((q) => (q.from === undefined ? 0 : 1) + (q.account === undefined ? 0 : 1) <= 1, {
    error: "give one of from, account",
    path: ["from"],
  })
  .refine((q) => q.from !== undefined || q.account !== undefined || q.address !== undefined, {
    error: "give from, account or address",
    path: ["from"],
  });
/** As it is sent. */
export type AskQuestion = z.input<typeof askQuestion>;
/** As it was understood. */
export type AskedQuestion = z.output<typeof askQuestion>;

/** One test of a rule, held against the request. */
export interface Check {
  /** Name as Istio writes it: `principals`, `notPaths`, `request.headers[x-a]`. */
  readonly field: string;
  readonly wanted: readonly string[];
  /** True where the request must not have one of them. */
  readonly not: boolean;
  readonly was: string;
  /** null: the request does not say. */
  readonly holds: boolean | null;
  readonly path: string;
  /** Line of the field, and of each value, in the policy's file. */
  readonly line: number | null;
  readonly valueLines: readonly number[];
}

/** What one rule made of the request. */
export interface RuleRow {
  readonly rule: number;
  readonly state: "matched" | "missed" | "depends" | "dropped" | "notAsked";
  /** On TCP its HTTP fields were dropped, which makes it broader. */
  readonly widened: boolean;
  /** The field that failed first in the alternative that came nearest. */
  readonly miss: Check | null;
  readonly checks: readonly Check[];
  readonly line: number | null;
}

/** What one policy of a proxy on the way made of the request. */
export interface PolicyRow {
  readonly ref: PolicyRef;
  readonly at: "gateway" | "server";
  readonly action: "CUSTOM" | "DENY" | "ALLOW" | "AUDIT";
  readonly state:
    | "decides"
    | "matched"
    | "missed"
    | "depends"
    | "asks"
    | "dropped"
    | "skipped"
    | "audit"
    | "dryRun"
    | "notReached";
  readonly rules: readonly RuleRow[];
  readonly file: string | null;
  readonly line: number | null;
}

/** A gate with the policies that it asked. */
export interface AskGate extends Gate {
  /** Policies that matched, of those that apply. */
  readonly matched: number;
  readonly of: number;
}

/** The policy that the answer is about, and the lines that say so. */
export interface Decider {
  readonly ref: PolicyRef;
  /** It is not the one that denies, but the one that came nearest to letting the request pass. */
  readonly nearest: boolean;
  readonly rule: RuleRow | null;
  /** Lines of the selector that chooses the server. */
  readonly selectorLines: readonly number[];
  /** The deciding line where no rule decides, e.g. the mode of a PeerAuthentication. */
  readonly line: number | null;
}

/** Why a caller gets this answer, as a code that the page has words for, and one value. */
export interface WhoReason {
  readonly code:
    | "status"
    | "connects"
    | "noPolicy"
    | "rule"
    | "miss"
    | "noRule"
    | "authorizer"
    | "token"
    | "noProxy"
    | "outside"
    | "mode"
    | "route"
    | "condition"
    | "unknown"
    | "differ";
  readonly value: string;
}

export interface WhoCaller {
  /** `namespace/workload`, or `outside`. */
  readonly id: string;
  readonly transport: Transport | null;
  readonly reason: WhoReason;
  /** This is the caller of the question. */
  readonly asked: boolean;
}

export interface WhoGroup {
  readonly outcome: Outcome;
  readonly seen: Seen | null;
  readonly callers: readonly WhoCaller[];
}

/** The answer to one question, with everything that the page shows beside it. */
export interface AskAnswer {
  readonly revision: string;
  /** As `sekisho verdict` gives it. */
  readonly answer: Answer;
  /** Who decides and why, in one sentence without the outcome's own word. */
  readonly sentence: string;
  /** Exact text that the caller's tool shows; null when the application answers. */
  readonly seenText: string | null;
  readonly seenSource: string | null;
  /** Always the five. */
  readonly gates: readonly AskGate[];
  readonly policies: readonly PolicyRow[];
  readonly decider: Decider | null;
  readonly token: {
    readonly state: "none" | "notRead" | "accepted" | "assumed" | "rejected" | "unknown";
    readonly by: PolicyRef | null;
  };
  readonly caller: {
    /** As asked, or found by its address. */
    readonly from: string | null;
    readonly account: string | null;
    /** Identity that it can present, without `spiffe://`. */
    readonly principal: string | null;
  };
  /** Where the request ends; null when it ends nowhere. */
  readonly server: {
    readonly id: string;
    readonly workloadPort: number;
    readonly protocol: "HTTP" | "TCP" | null;
  } | null;
  /** The request as a line to be run at the caller; a token stands there as $TOKEN. */
  readonly curl: string;
  /** Empty unless asked for. */
  readonly who: readonly WhoGroup[];
}

/** The answers to a file of requests, in its order. */
export interface BatchAnswer {
  readonly revision: string;
  readonly rows: readonly { readonly request: VerdictRequest; readonly answer: Answer }[];
}

/** What a question may be about: everything that the form offers. */
export interface AskChoices {
  readonly revision: string;
  readonly callers: readonly {
    readonly id: string;
    readonly account: string;
    readonly principal: string | null;
  }[];
  /** `namespace/account`, those of pods and those that only exist. */
  readonly accounts: readonly string[];
  readonly hosts: readonly {
    readonly host: string;
    readonly namespace: string;
    readonly ports: readonly { readonly port: number; readonly protocol: string }[];
  }[];
  readonly pods: readonly { readonly id: string; readonly ports: readonly number[] }[];
  /** Every policy and route of the source whose YAML can be shown. */
  readonly policies: readonly { readonly kind: string; readonly namespace: string; readonly name: string }[];
  readonly gateways: readonly {
    readonly id: string;
    readonly servers: readonly {
      readonly port: number;
      readonly tls: boolean;
      readonly hosts: readonly string[];
    }[];
  }[];
}
