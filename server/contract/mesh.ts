import type { Coverage, GraphAnswer } from "./graph.ts";
import type { Membership, Origin } from "./refs.ts";

/** One istiod. */
export interface ControlPlane {
  readonly namespace: string;
  readonly name: string;
  /** `default` for an installation without revision. */
  readonly revision: string;
  /** From the tag of its image; null when the image has only a digest. */
  readonly version: string | null;
  readonly image: string;
  /** Pods wanted; null when the Deployment does not say. */
  readonly replicas: number | null;
  /** Pods that run, as far as pods are in the source. */
  readonly running: number;
  readonly installedBy: { readonly how: "operator" | "helm" | "plain"; readonly name: string | null };
  /** Revision tags whose injection webhook calls it. */
  readonly tags: readonly string[];
}

/** An injection webhook that calls a revision of which no istiod is in the source. */
export interface DanglingWebhook {
  readonly name: string;
  readonly revision: string;
  readonly tag: string | null;
}

/** One field of MeshConfig that verdicts hang on. */
export interface MeshSetting {
  /** Path in MeshConfig, e.g. `outboundTrafficPolicy.mode`. */
  readonly field: string;
  /** In force; several values are joined by a comma, none is empty. */
  readonly value: string;
  /** What Istio takes when the field is not set. */
  readonly standard: string;
  readonly differs: boolean;
  readonly line: number | null;
}

/** One workload's place in the mesh, and what a restart of its pods would make of it. */
export interface MeshMember {
  /** `namespace/name` */
  readonly id: string;
  readonly membership: Membership;
  /** `joins`: pods without a sidecar would get one; `leaves`: pods would lose theirs. */
  readonly onRestart: "same" | "joins" | "leaves";
  /** Why, in one sentence. */
  readonly because: string;
}

/** What of one kind is in the source. */
export interface KindRead {
  readonly kind: string;
  readonly count: number;
  readonly undecodable: number;
  readonly state: Coverage["state"];
  /** True when that state holds in some namespaces only. */
  readonly partly: boolean;
  /** One sentence for each namespace, or for the whole source, that is not readable. */
  readonly because: readonly string[];
}

interface ReadyCounts {
  readonly total: number;
  readonly ready: number;
  readonly notReady: number;
  /** cert-manager did not say yet. */
  readonly unknown: number;
}

/** A certificate or issuer that is not ready, in cert-manager's words. */
export interface CertManagerRow {
  readonly kind: string;
  /** "" for a ClusterIssuer. */
  readonly namespace: string;
  readonly name: string;
  readonly reason: string;
  readonly message: string;
}

/** What cert-manager's objects say of themselves. */
export interface CertManagerFacts {
  readonly issuers: ReadyCounts;
  readonly certificates: ReadyCounts;
  readonly requests: ReadyCounts & { readonly denied: number };
  /** The certificate that ends first; times in RFC 3339. */
  readonly next: {
    readonly namespace: string;
    readonly name: string;
    readonly notAfter: string;
    readonly renewalTime: string | null;
  } | null;
  readonly failing: readonly CertManagerRow[];
  /** Not ready as well, and not named. */
  readonly moreFailing: number;
}

/** Everything that the page about the mesh itself shows. */
export interface MeshAnswer {
  readonly revision: string;
  readonly source: GraphAnswer["source"];
  readonly controlPlanes: readonly ControlPlane[];
  readonly danglingWebhooks: readonly DanglingWebhook[];
  /** The ConfigMap that MeshConfig was read from; null when Istio's defaults are taken. */
  readonly settingsFrom: {
    readonly namespace: string;
    readonly name: string;
    readonly origin: Origin | null;
  } | null;
  readonly settings: readonly MeshSetting[];
  readonly members: readonly MeshMember[];
  readonly kinds: readonly KindRead[];
  /** Null for a source without any of its objects. */
  readonly certManager: CertManagerFacts | null;
}
