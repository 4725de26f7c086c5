import type { ClientTls, Membership, Origin, PolicyRef, ServerMode } from "./refs.ts";
import type { EndpointAnswer, Gate, Outcome, Seen, Step, Transport } from "./verdict.ts";
import type { EditableText } from "./write.ts";

/** What of one kind could be read, in one namespace or (namespace null) in the whole source. */
export interface Coverage {
  readonly kind: string;
  readonly namespace: string | null;
  readonly state: "readable" | "forbidden" | "absent" | "stale" | "undecodable";
  /** One sentence with the cure when the state is not `readable`. */
  readonly because: string | null;
}

/** Something wrong in the input; everything else still works. */
export interface Problem {
  readonly file: string | null;
  readonly line: number | null;
  /** `Kind namespace/name`, as far as it could be read. */
  readonly object: string | null;
  /** Path of the field, e.g. `spec.rules[0].to[0].operation.ports[0]`. */
  readonly path: string | null;
  readonly text: string;
  readonly cure: string;
}

export interface PortMode {
  readonly workloadPort: number;
  readonly mode: ServerMode | null;
  readonly protocol: "HTTP" | "TCP" | "auto";
  readonly decidedBy: readonly PolicyRef[];
}

export interface GraphNode {
  /** `namespace/name` for workloads and gateways, `outside`, `external/<host>`. Stable between reads. */
  readonly id: string;
  readonly kind: "workload" | "gateway" | "outside" | "external";
  readonly namespace: string | null;
  readonly name: string;
  readonly serviceAccount: string | null;
  /** True when the account is not the usual of the namespace: show it under the name. */
  readonly unusualServiceAccount: boolean;
  readonly principal: string | null;
  readonly membership: Membership;
  readonly serverModes: readonly PortMode[];
  /** The one mode of all ports; null when ports differ, or there is no proxy, or it is unknown. */
  readonly mode: ServerMode | null;
  /** True when any client, also one without identity, may call it on some port with any request. */
  readonly openToEveryone: boolean;
  /** Remaining share (0 to 1) of the certificate's life when the capture has the proxy's dump. */
  readonly certificate: { readonly share: number; readonly notAfter: string } | null;
  readonly pods: number;
}

export interface GraphNamespace {
  readonly name: string;
  /** Namespace default from PeerAuthentication; null when it is unknown. */
  readonly mode: ServerMode | null;
  /** True when a policy without selector closes the namespace and no rule of it opens it. */
  readonly denyAll: boolean;
  /** Kinds that could not be read in this namespace, e.g. `AuthorizationPolicy`. */
  readonly unreadable: readonly string[];
  readonly workloads: number;
}

export interface Evidence {
  readonly observed: boolean;
  /** Requests (HTTP) or connections (TCP) per second, null when not observed. */
  readonly perSecond: number | null;
  /** Policies whose rule, or routes whose destination, name this client and this server. */
  readonly named: readonly PolicyRef[];
  readonly asked: boolean;
}

export interface Disagreement {
  /** Share 0 to 1 of the observed traffic that contradicts the configuration. */
  readonly share: number;
  /** Short, for the badge: "12 % plaintext". */
  readonly label: string;
  /** One sentence. */
  readonly text: string;
}

export interface GraphEdge {
  /** `client>server:workloadPort`, URL-safe after encodeURIComponent. */
  readonly id: string;
  readonly client: string;
  readonly server: string;
  readonly workloadPort: number;
  /** Service host and port that the client dials; null when it goes to the pod's address. */
  readonly host: string | null;
  readonly servicePort: number | null;
  readonly protocol: "HTTP" | "TCP" | "auto" | "TLS";
  readonly evidence: Evidence;
  readonly transport: Transport | null;
  readonly outcome: Outcome;
  /** Residual in words when the outcome is `depends`. */
  readonly condition: string | null;
  /** At most some 18 characters for the pill on the line: "GET /api/*"; null when there is none. */
  readonly label: string | null;
  readonly decidedBy: readonly PolicyRef[];
  readonly disagrees: Disagreement | null;
  /** Outcome and transport of each endpoint when the outcome is `mixed`; else empty. */
  readonly endpoints: readonly {
    readonly pod: string;
    readonly outcome: Outcome;
    readonly transport: Transport | null;
  }[];
}

export interface GraphAnswer {
  readonly revision: string;
  readonly source: {
    readonly name: string;
    readonly folder: string | null;
    /** The folder is a copy that lasts as long as the server runs: what is written there touches nothing else. */
    readonly scratch?: true;
    readonly takenAt: string | null;
    readonly istioVersion: string | null;
    readonly trustDomain: string;
    readonly rootNamespace: string;
  };
  readonly coverage: readonly Coverage[];
  readonly problems: readonly Problem[];
  readonly namespaces: readonly GraphNamespace[];
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** Counts of policy objects read, for the navigation. */
  readonly policies: number;
}

/** Everything the drawer of an edge shows. */
export interface EdgeDetails {
  readonly revision: string;
  readonly edge: GraphEdge;
  readonly client: GraphNode;
  readonly server: GraphNode;
  /** Who decides and why in one sentence: "my-nginx is STRICT (PeerAuthentication sambaiz/nginx-strict) and …". */
  readonly sentence: string;
  readonly because: string | null;
  readonly seen: Seen | null;
  /** Exact text that a caller's curl or application shows, e.g. "Recv failure: Connection reset by peer"; null when the application answers. */
  readonly seenText: string | null;
  /** Where the text comes from: "curl 56", "HTTP 403". */
  readonly seenSource: string | null;
  readonly steps: readonly Step[];
  readonly gates: readonly Gate[];
  readonly serverMode: ServerMode | null;
  readonly clientTls: ClientTls | null;
  /** SPIFFE IDs with `spiffe://`; client null when the server's proxy learns none. */
  readonly clientSpiffeId: string | null;
  readonly serverSpiffeId: string | null;
  /** X-Forwarded-Client-Cert header that the application receives; null when it receives none. */
  readonly xForwardedClientCert: string | null;
  readonly traffic: string | null;
  readonly endpoints: readonly EndpointAnswer[];
  /** The edge as a curl line to be run at the client. */
  readonly curl: string;
}

/** Everything the drawer of a workload shows. */
export interface WorkloadDetails {
  readonly revision: string;
  readonly node: GraphNode;
  readonly spiffeId: string | null;
  /** Why it is (not) in the mesh, one sentence each. */
  readonly membershipSteps: readonly Step[];
  readonly ports: readonly (PortMode & { readonly services: readonly string[] })[];
  /** Policies that apply, in the order in which Istio asks them. */
  readonly policies: readonly {
    readonly ref: PolicyRef;
    readonly action: string;
    readonly scope: "mesh" | "namespace" | "workload";
    readonly file: string | null;
    readonly line: number | null;
    /** "decides", "shadowed by an older policy", "dry run" … in words. */
    readonly note: string | null;
  }[];
  readonly pods: readonly {
    readonly name: string;
    readonly ip: string | null;
    readonly membership: Membership;
  }[];
  readonly labels: Readonly<Record<string, string>>;
}

/** The YAML of one object as it stands in the source, for links from a step to its line. */
export interface PolicySource {
  readonly ref: PolicyRef;
  readonly file: string;
  /** 1-based line in the file of the text's first line. */
  readonly firstLine: number;
  readonly text: string;
  readonly problems: readonly Problem[];
  readonly origin: Origin;
  /** The text that an editor starts from; null where it cannot be written. */
  readonly edit: EditableText | null;
}
