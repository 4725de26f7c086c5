/** How big a mesh is. */
export interface MeshSize {
  readonly workloads: number;
  readonly namespaces: number;
  /** AuthorizationPolicies, PeerAuthentications, RequestAuthentications and DestinationRules together. */
  readonly policies: number;
  /** Pairs of workloads with observed traffic. */
  readonly edges: number;
}

/** The meshes that are measured; five observed edges to a workload. Numbers are workloads, for what is only drawn. */
export const sizes = {
  "300": { workloads: 300, namespaces: 60, policies: 300, edges: 1500 },
  "3000": { workloads: 3000, namespaces: 300, policies: 3000, edges: 15_000 },
  M: { workloads: 100, namespaces: 20, policies: 100, edges: 500 },
  L: { workloads: 1000, namespaces: 200, policies: 1000, edges: 5000 },
  XL: { workloads: 10_000, namespaces: 500, policies: 5000, edges: 50_000 },
} as const satisfies Record<string, MeshSize>;

export type SizeName = keyof typeof sizes;
