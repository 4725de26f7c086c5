import type { Finding } from "./findings.ts";
import type { PolicyRef } from "./refs.ts";

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
  /** Findings about it. */
  readonly notes: readonly Finding[];
}

export interface PoliciesAnswer {
  readonly revision: string;
  readonly policies: readonly PolicyFacts[];
}
