/** A root that somebody trusts or that signs somebody. Roots with the same key are one: a renewed root is not a new one. */
export interface TrustRoot {
  /** SHA-256 of its public key. */
  readonly id: string;
  /** "A", "B", … by age: the name that the page gives it. */
  readonly letter: string;
  readonly name: string;
  /** Id of its row in the inventory: the newest certificate of the key. */
  readonly row: string;
  readonly keyType: string;
  readonly notBefore: string;
  readonly notAfter: string;
  /** Proxies that trust it, and proxies whose leaf it signs. */
  readonly trustedBy: number;
  readonly signs: number;
  /** Proxies that are known not to trust it. */
  readonly notTrustedBy: readonly string[];
}

/** What one proxy trusts and by which root its own certificate is signed. */
export interface ProxyTrust {
  /** `namespace/pod`; for ambient the pod's node proxy and the identity. */
  readonly proxy: string;
  /** Id of its graph node; null when it belongs to none that is known. */
  readonly workload: string | null;
  /** Ids of roots. */
  readonly trusts: readonly string[];
  /** Null when its chain does not lead to a root that is known. */
  readonly signedBy: string | null;
  /** When it will renew its certificate and learn of a new root; null when it never does, or it is not known. */
  readonly nextRotation: string | null;
}

/** Two workloads of which one does not accept the certificate of the other. */
export interface BrokenPair {
  readonly client: string;
  readonly server: string;
  /** Who refuses: the server does not trust the client's root, the client not the server's, or both. */
  readonly refuses: "client" | "server" | "both";
}

/** Where a change of the root stands.  @public */
export const rotationStages = [
  "steady",
  "distributing",
  "trustedEverywhere",
  "switching",
  "switched",
  "done",
  "broken",
  "unknown",
] as const;
export type RotationStage = (typeof rotationStages)[number];

/** The roots that namespaces are given. */
export interface RootBundle {
  readonly namespace: string;
  /** ConfigMap, or ClusterTrustBundle for the whole cluster (namespace ""). */
  readonly kind: "ConfigMap" | "ClusterTrustBundle";
  readonly name: string;
  /** `other`: another set than the control plane's namespace; `missing`: pods are there and it is not. */
  readonly state: "same" | "other" | "missing" | "unreadable";
  /** Ids of roots. */
  readonly roots: readonly string[];
  readonly text: string | null;
  readonly cure: string | null;
}

/** Who trusts whom. */
export interface CertificateTrust {
  /** The oldest first. */
  readonly roots: readonly TrustRoot[];
  readonly proxies: readonly ProxyTrust[];
  /** Proxies whose roots are known, of those that have a certificate. What was not seen is unknown, not fine. */
  readonly seen: number;
  readonly all: number;
  readonly stage: {
    readonly stage: RotationStage;
    /** 0 to 5; null when broken or unknown. */
    readonly number: number | null;
    /** Ids of the old and the new root; null when there is one root only. */
    readonly from: string | null;
    readonly to: string | null;
    /** What it means, in one sentence. */
    readonly text: string;
    /** The next step that is safe. */
    readonly next: string;
    /** The step that would break calls now, and what it would break; null when nothing does. */
    readonly stop: {
      readonly title: string;
      readonly text: string;
      /** Workloads that have to be waited for, or restarted. */
      readonly workloads: readonly string[];
      /** Pairs of workloads that would break. */
      readonly pairs: number;
    } | null;
    /** When the last proxy will have renewed by itself; null when it is not known. */
    readonly expectedBy: string | null;
  };
  /** Pairs that fail now; at most `mostPairs`. */
  readonly broken: readonly BrokenPair[];
  readonly brokenCount: number;
  readonly bundles: readonly RootBundle[];
}

/** More pairs than this are counted, not named.  @public */
export const mostPairs = 200;
