/** A policy object, as Istio names it. `rule` counts from 0 in `spec.rules`; null when no single rule is meant. */
export interface PolicyRef {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly rule: number | null;
}

/** Where an object was read from: a file relative to the source's root and the 1-based line of its document. */
export interface Origin {
  readonly file: string;
  readonly line: number;
}

/** Membership of a workload in the mesh: what stands in front of its pods. */
export type Membership = "sidecar" | "ambient" | "gateway" | "none" | "mixed";

/** Istio's PeerAuthentication modes as they take effect (UNSET is resolved). */
export type ServerMode = "STRICT" | "PERMISSIVE" | "DISABLE";

/** What the client's proxy originates towards one cluster. */
export type ClientTls = "DISABLE" | "SIMPLE" | "MUTUAL" | "ISTIO_MUTUAL";
