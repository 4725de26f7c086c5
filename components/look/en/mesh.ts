import { many } from "./many.ts";

/** The page about the mesh itself. */
export const mesh = {
  title: "Mesh",
  loading: "Reading the mesh",
  planes: "Control planes",
  noPlane: "No istiod Deployment is in this source.",
  noPlaneMore: (version: string | null) =>
    version === null
      ? "Verdicts need none: MeshConfig and the policies decide."
      : `Verdicts need none: MeshConfig and the policies decide. The capture says Istio ${version}.`,
  plane: {
    name: "istiod",
    revision: "Revision",
    tags: "Tags",
    version: "Version",
    pods: "Pods",
    installed: "Installed by",
  },
  pods: (running: number, wanted: number | null) =>
    wanted === null ? `${running} running` : `${running} of ${wanted} running`,
  noTags: "none",
  noVersion: "not in the image's name",
  installed: {
    operator: (name: string | null) => (name === null ? "istioctl" : `istioctl (${name})`),
    helm: (name: string | null) => (name === null ? "Helm" : `Helm release ${name}`),
    plain: () => "plain manifests",
  },
  dangling: (name: string, revision: string) =>
    `Webhook ${name} injects for revision ${revision}, of which no istiod is here: new pods of its namespaces get no sidecar, or are refused.`,
  settings: "MeshConfig in force",
  settingsFrom: (name: string) => `from ConfigMap ${name}`,
  settingsDefault: "no ConfigMap istio in this source: Istio's defaults are taken",
  setting: { field: "Field", value: "In force", standard: "Istio's default" },
  differs: "differs",
  differing: (n: number) => `${many(n, "field differs", "fields differ")} from Istio's defaults`,
  notSet: "none",
  members: "Membership",
  memberCounts: {
    sidecar: "with a sidecar",
    gateway: "as gateway",
    ambient: "ambient",
    none: "not in the mesh",
    mixed: "mixed",
  },
  restart: {
    same: "no change",
    joins: "joins on restart",
    leaves: "leaves on restart",
  },
  restarts: (n: number) => `${many(n, "workload changes", "workloads change")} on restart`,
  showAll: (n: number) => `Show all ${n.toLocaleString("en")}`,
  showFewer: "Show only what is not the usual case",
  usual: "Every workload has a sidecar or is a gateway, and a restart changes none.",
  member: { workload: "Workload", membership: "Now", restart: "After a restart", because: "Because" },
  kinds: "What was read",
  kind: { kind: "Kind", count: "Objects", state: "State", changed: "Last change", certain: "As of" },
  /** How one collection of a live cluster is read. */
  live: {
    connecting: "reading",
    synced: "followed",
    stale: "behind",
    failed: "cannot be read",
    forbidden: "forbidden",
    absent: "not installed",
  },
  allNamespaces: "all namespaces",
  now: "now",
  noChange: "none since",
  ago: (seconds: number) =>
    seconds < 120
      ? `${seconds} s ago`
      : seconds < 7200
        ? `${Math.round(seconds / 60)} min ago`
        : `${Math.round(seconds / 3600)} h ago`,
  revision: (revision: string, at: string) => `Revision ${revision}, last heard of at ${at}`,
  certManager: {
    title: "cert-manager",
    rows: { issuers: "Issuers", certificates: "Certificates", requests: "Requests" },
    counts: { ready: "Ready", notReady: "Not ready", unknown: "No word yet", denied: "Denied" },
    next: (name: string, when: string) => `${name} ends first, at ${when}.`,
    renewal: (when: string) => `Its renewal is due at ${when}.`,
    failing: (reason: string, message: string) =>
      `is not ready: ${[reason, message].filter(Boolean).join(". ")}`,
  },
  state: {
    readable: "readable",
    forbidden: "forbidden",
    absent: "not installed",
    stale: "stale",
    undecodable: "partly undecodable",
  },
  partly: (state: string) => `${state} in part`,
  undecodable: (n: number) => `${many(n, "object", "objects")} cannot be decoded`,
} as const;
