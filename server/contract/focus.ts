import type { GraphEdge, GraphNode, PortMode, WorkloadDetails } from "./graph.ts";
import type { PolicyRef, ServerMode } from "./refs.ts";
import type { Outcome, Transport } from "./verdict.ts";

/** How it is that a call may pass: what the caller has to be or to bring. */
export type How =
  | "anyClient"
  | "anyIdentity"
  /** Whoever no DENY rule names: the other policies ask for nothing, or for any identity. */
  | "notDenied"
  | "namespace"
  | "identity"
  | "address"
  | "token"
  | "requests"
  | "noProxy"
  | "unknown";

/** One on the other end. */
export interface FocusPeer {
  /** `namespace/name`, `outside`, or `external/<host>`. */
  readonly id: string;
  /** Port of the server. */
  readonly workloadPort: number;
  /** Index in `targets`: what the client dials. */
  readonly target: number;
  /** What the request has to be, in words, where its group has no condition that all share. */
  readonly condition: string | null;
}

/** What a client dials to reach a port. */
export type FocusTarget = Pick<GraphEdge, "workloadPort" | "host" | "servicePort" | "protocol">;

/** Callers of one server, or servers of one caller, that may be called for the same reason. */
export interface FocusGroup {
  readonly how: How;
  readonly outcome: Extract<Outcome, "allowed" | "depends" | "unknown" | "mixed">;
  readonly transport: Transport | null;
  /** What the request has to be, in words, when the outcome is `depends` and all peers share it. */
  readonly condition: string | null;
  /** Namespaces, principals or addresses that the deciding rules name. */
  readonly named: readonly string[];
  readonly decidedBy: readonly PolicyRef[];
  readonly peers: readonly FocusPeer[];
}

/** Peers that are certainly stopped, by the same policies. */
export interface FocusStop {
  readonly outcome: Extract<Outcome, "denied" | "refused" | "unauthenticated">;
  readonly decidedBy: readonly PolicyRef[];
  readonly peers: readonly FocusPeer[];
}

/** Everyone on the other end, whether a line is drawn or not. */
export interface Focus {
  readonly groups: readonly FocusGroup[];
  readonly stops: readonly FocusStop[];
  /** Peers that are certainly stopped. */
  readonly stopped: number;
  readonly targets: readonly FocusTarget[];
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
    /** What the sentence tells: `because`, or `policy`, `mode` and `rule`. */
    readonly values: Readonly<Record<string, string>>;
    readonly policies: readonly PolicyRef[];
  }[];
}

/** One port of the workload in focus, with everyone who may call it. */
export interface FocusPort {
  readonly workloadPort: number;
  readonly protocol: PortMode["protocol"] | "TLS";
  /** Null without a sidecar, or when it is unknown. */
  readonly mode: ServerMode | null;
  readonly decidedBy: readonly PolicyRef[];
  /** `host:port` of the Services that lead there. */
  readonly services: readonly string[];
  readonly callers: Focus;
  /** Why a caller without identity may call it; empty when none may. */
  readonly reasons: OpenPort["reasons"];
  /** How a call from outside ends, and the sentence that says why; null where that cannot be asked. */
  readonly outside: {
    readonly outcome: Outcome;
    readonly sentence: string;
    readonly decidedBy: readonly PolicyRef[];
  } | null;
}

/** One node of the graph: who may call it, whom it may call, over all pairs. */
export interface FocusAnswer {
  readonly revision: string;
  readonly node: GraphNode;
  readonly ports: readonly FocusPort[];
  /** Null for what calls nobody here: a server outside the mesh. */
  readonly calls: Focus | null;
  /** In the order in which Istio asks them. */
  readonly policies: WorkloadDetails["policies"];
  /** Line of each deciding policy in its file: by `Kind namespace/name`, with `#rule` where a rule decides. */
  readonly lines: Readonly<Record<string, number>>;
}
