import { z } from "zod";
import { askQuestion } from "./ask.ts";
import { draftKinds } from "./preview-kinds.ts";
import type { PolicyRef } from "./refs.ts";
import type { VerdictRequest } from "./request.ts";
import type { Outcome, Seen, Transport } from "./verdict.ts";

/**
 * One object as it would be after the change: its YAML as typed, or the object itself, or that it goes away. An object of that
 * kind, namespace and name that is there already is replaced.
 */
export const draft = z
  .strictObject({
    kind: z.enum(draftKinds),
    namespace: z.string().min(1).max(253),
    name: z.string().min(1).max(253),
    yaml: z.string().max(200_000).optional(),
    object: z.record(z.string(), z.json()).optional(),
    delete: z.literal(true).optional(),
  })
  .refine((d) => [d.yaml, d.object, d.delete].filter((x) => x !== undefined).length === 1, {
    error: "give one of yaml, object, delete",
  });
export type Draft = z.output<typeof draft>;

/** What `POST /api/policies/preview` reads: drafts that are put in together, and maybe a request to be asked on both sides. */
export const previewQuestion = z.strictObject({
  drafts: z.array(draft).min(1).max(50),
  ask: askQuestion.optional(),
});

/** What one draft does to the source. `same`: the object is there already and says the same. */
export interface DraftChange {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly change: "added" | "replaced" | "removed" | "same";
}

/** What cannot be read of a draft. */
export interface DraftProblem {
  /** Index in the question's drafts. */
  readonly draft: number;
  /** `Kind namespace/name` */
  readonly object: string;
  /** Path of the field, or null when the text is no YAML or names another object. */
  readonly path: string | null;
  /** 1-based line of the draft's YAML; null for an object. */
  readonly line: number | null;
  readonly text: string;
  readonly cure: string;
  /** The draft can be previewed all the same: it is only worth a word. */
  readonly note: boolean;
}

/**
 * What a change of a set does, in the order in which such changes are applied: what lets through comes before what shuts out, so that
 * nobody is shut out on the way who may pass at the end.
 */
export const changeClasses = [
  "permissive",
  "denyRemoved",
  "requestAuthentication",
  "allow",
  "destinationRule",
  "deny",
  "peerAuthenticationRemoved",
  "strict",
  "allowRemoved",
  "requestAuthenticationRemoved",
] as const;
export type ChangeClass = (typeof changeClasses)[number];

/** A place in the order in which drafts are applied together. */
export interface OrderedDraft {
  /** Index in the question's drafts. */
  readonly draft: number;
  readonly class: ChangeClass;
}

/** The verdict of an edge on one side of the change. */
export interface PreviewVerdict {
  readonly outcome: Outcome;
  readonly transport: Transport | null;
  /** In words, when the outcome is `depends`. */
  readonly condition: string | null;
  /** Why, when the outcome is `unknown`. */
  readonly because: string | null;
  readonly decidedBy: readonly PolicyRef[];
}

/** How the example request ends on one side of the change. */
export interface ExampleEnd {
  readonly outcome: Outcome;
  readonly transport: Transport | null;
  readonly decidedBy: readonly PolicyRef[];
  readonly seen: Seen | null;
}

/** One real request that ends in two ways: asked of the mesh before and after the change. */
export interface Example {
  /** As `POST /api/ask` takes it, but for the token. */
  readonly request: VerdictRequest;
  /** Claims of a token that the server accepts; null where none is sent. */
  readonly claims: Readonly<Record<string, unknown>> | null;
  /** Address of a caller from outside, where it matters. */
  readonly address: string | null;
  /** Facts that no manifest holds and that the example takes as given, as sentences. */
  readonly given: readonly string[];
  readonly before: ExampleEnd;
  readonly after: ExampleEnd;
  /** `namespace/pod` at which it ends so, where the endpoints of the host differ; null where all end alike. */
  readonly endpoint: string | null;
  /** The request as a line to be run at the caller; a token stands there as $TOKEN. */
  readonly curl: string;
}

/** Why an edge is worth a look: traffic was seen on it, a rule or a route names it, or it is just possible. */
export type FlipEvidence = "observed" | "named" | "possible";

export interface FlipCaller {
  /** `namespace/workload`, or `outside`. */
  readonly client: string;
  /** `client>server:workloadPort`, as in the graph. */
  readonly edge: string;
  readonly evidence: FlipEvidence;
  /** Requests or connections per second, where they were seen. */
  readonly perSecond: number | null;
}

/**
 * Edges to one port that flip in one way: callers that no policy and no route tells apart.
 * An edge flips when some request on it ends otherwise than before: another outcome, or another transport.
 */
export interface Flip {
  readonly workloadPort: number;
  /** The port stands for every port that no Service, container or policy names. */
  readonly otherPorts: boolean;
  /**
   * `service`: calls as the graph shows them, by the Service. `address`: only calls to the pod's own address, which pass by the
   * client's proxy. `protocol`: only calls in another protocol than the port's.
   */
  readonly via: "service" | "address" | "protocol";
  readonly before: PreviewVerdict;
  readonly after: PreviewVerdict;
  /** Null when no single request shows it; `open` of the answer says why. */
  readonly example: Example | null;
  /** Observed ones first, the busiest first. At most 200 that are just possible; `callerCount` counts all. */
  readonly callers: readonly FlipCaller[];
  readonly callerCount: number;
}

export interface PreviewServer {
  /** `namespace/workload`, or `external/<host>`. */
  readonly server: string;
  /** Those with observed callers first, then named ones, then the rest; calls by Service before all others. */
  readonly flips: readonly Flip[];
}

/** Something that was not compared, or is not known on one side. */
export interface OpenQuestion {
  readonly code: "unread" | "limit" | "token" | "metadata" | "attribute" | "noRequest";
  readonly text: string;
  readonly servers: readonly string[];
  /** Edges that it is about. */
  readonly edges: number;
}

/** What the drafts would change. */
export interface Preview {
  /**
   * `none`: proven for all requests of all callers. `some`: see `servers`. `open`: no flip was found, but not everything could be
   * compared; `open` says what.
   */
  readonly changes: "none" | "some" | "open";
  readonly servers: readonly PreviewServer[];
  /** Edges that flip for calls by Service, by evidence. */
  readonly counts: Readonly<Record<FlipEvidence, number>>;
  /** Edges that flip only for calls by address or in another protocol. */
  readonly otherwise: number;
  readonly open: readonly OpenQuestion[];
}

/** The answer of `POST /api/policies/preview`. */
export interface PreviewAnswer {
  readonly revision: string;
  readonly drafts: readonly DraftChange[];
  readonly problems: readonly DraftProblem[];
  /** All drafts, in the order in which `POST /api/policies/batch` applies them. */
  readonly order: readonly OrderedDraft[];
  /** Null when a draft cannot be read. */
  readonly preview: Preview | null;
  /** How the request of the question ends; null when none was asked, or a draft cannot be read. */
  readonly asked: { readonly before: ExampleEnd; readonly after: ExampleEnd } | null;
}
