import type { PolicyRef } from "./refs.ts";

/**
 * What can be told of an object besides its text, mostly that a part of it never decides; `{name}` is filled in.
 * `inert`: the whole object decides nothing. `part`: a part of it does nothing, or more than it says. `fact`: good to know.
 */
export const policyNotes = {
  undecodable: { weight: "inert", text: "Could not be read, so what it decides is unknown: {because}" },
  selectsNothing: { weight: "inert", text: "Selects no workload of this source." },
  selectsNoProxy: { weight: "inert", text: "Selects only workloads without a proxy: nothing enforces it." },
  shadowed: { weight: "inert", text: "Hidden by {other}, which is older and has the same scope." },
  shadowedFor: { weight: "part", text: "Hidden by {other}, which is older, for {workloads}." },
  rootSelector: {
    weight: "inert",
    text: "Stands in the root namespace with a selector: Istio ignores it.",
  },
  dryRun: { weight: "inert", text: "Dry run: it is logged and decides nothing." },
  dryRunCustom: {
    weight: "part",
    text: "Dry run does not hold for CUSTOM: what its rules cover is denied.",
  },
  audit: { weight: "inert", text: "AUDIT only marks requests for a log and decides nothing." },
  targetRefsIgnored: {
    weight: "inert",
    text: "Has targetRefs, which sidecars and classic gateways ignore, and no Gateway API gateway here is meant.",
  },
  denyNothing: { weight: "inert", text: "DENY without rules denies nothing." },
  noTokens: { weight: "inert", text: "Has no jwtRules: no token is looked for." },
  unknownProvider: {
    weight: "part",
    text: "MeshConfig has no usable provider {provider}: what its rules cover is denied.",
  },
  deadPrincipal: { weight: "part", text: "No workload or ServiceAccount is {value}." },
  deadServiceAccount: {
    weight: "part",
    text: "There is no ServiceAccount {value}, and no workload runs as it.",
  },
  deadNamespace: { weight: "part", text: "There is no namespace {value} here." },
  scheme: {
    weight: "part",
    text: "{value} never matches: a principal is written without spiffe://.",
  },
  starRequestPrincipal: { weight: "part", text: "*/* matches no token: write * for any." },
  unknownKey: { weight: "part", text: "Istio has no condition {value}: the rule matches nothing." },
  deadPort: { weight: "part", text: "No selected workload has container port {port}." },
  servicePort: {
    weight: "part",
    text: "No selected workload has container port {port}. It is a port of Service {service}; here the container port counts ({target}).",
  },
  modePortUnset: {
    weight: "part",
    text: "Port {port} without a selector: Istio ignores portLevelMtls there.",
  },
  denyWidened: {
    weight: "part",
    text: "On TCP port {port} of {workload} the HTTP fields of this rule are left out, so it denies more than it says.",
  },
  allowDropped: {
    weight: "part",
    text: "On TCP port {port} of {workload} this rule is dropped, since it has HTTP fields: it allows nothing there.",
  },
  hostUnknown: { weight: "inert", text: "No Service and no ServiceEntry has host {host}." },
  hiddenEverywhere: {
    weight: "inert",
    text: "Every client that could call {host} uses another rule: {other}.",
  },
  hiddenTls: { weight: "part", text: "For {host} its trafficPolicy is hidden by {other}, which is older." },
  routeUnknown: { weight: "part", text: "Routes to {host}, which no Service and no ServiceEntry has." },
  gatewayUnknown: { weight: "part", text: "Is bound to Gateway {gateway}, which is not in this source." },
} as const satisfies Record<string, { weight: "inert" | "part" | "fact"; text: string }>;

export type PolicyNoteCode = keyof typeof policyNotes;

export interface PolicyNote {
  readonly code: PolicyNoteCode;
  readonly weight: "inert" | "part" | "fact";
  /** The sentence, filled in. */
  readonly text: string;
  /** Field that it is about, and its line in the file; null when it is about the whole object. */
  readonly path: string | null;
  readonly line: number | null;
  /** Objects that the sentence names. */
  readonly others: readonly PolicyRef[];
}

/** A field of an object with the drawn edges that it decides. */
export interface PolicyDecision {
  readonly path: string;
  readonly line: number | null;
  /** Ids as in the graph's answer. */
  readonly edges: readonly string[];
}

/** One object of the kinds that are read, and what comes of it. */
export interface PolicyFacts {
  readonly ref: PolicyRef;
  readonly file: string | null;
  readonly line: number | null;
  /** Action, mode, host or ports: what a glance needs; empty when it could not be read. */
  readonly does: string;
  readonly scope: "mesh" | "namespace" | "workload" | "host" | "unknown";
  /** The scope in words: "app=cart", "namespace shop". */
  readonly scopeText: string;
  /** Ids of the workloads that it selects, or that its hosts lead to. */
  readonly workloads: readonly string[];
  readonly decisions: readonly PolicyDecision[];
  readonly notes: readonly PolicyNote[];
}

export interface PoliciesAnswer {
  readonly revision: string;
  readonly policies: readonly PolicyFacts[];
}
