import { many } from "./many.ts";

/** Namespaces folded into one node, and the edges between them rolled up. */
export const fold = {
  foldAll: "Fold all",
  unfoldAll: "Unfold all",
  foldAllTip: "Draw each namespace as one node",
  unfoldAllTip: "Draw every workload",
  workloads: (n: number) => many(n, "workload", "workloads"),
  edges: (n: number) => many(n, "edge", "edges"),
  label: "Fold namespaces",
  /** One part of a sum: "3 denied". */
  part: (n: number, outcome: string) => `${n} ${outcome.toLowerCase()}`,
  disagree: (n: number) => (n === 1 ? "1 disagrees" : `${n} disagree`),
  disagreeText: (n: number) =>
    n === 1
      ? "1 of these edges disagrees with the observed traffic"
      : `${n} of these edges disagree with the observed traffic`,
  nodeSpoken: (name: string, workloads: string, edges: string) =>
    `Namespace ${name}, folded: ${workloads}, inside ${edges}. Space unfolds it`,
  edgeSpoken: (client: string, server: string, edges: string, sums: string) =>
    `${edges} from ${client} to ${server}: ${sums}`,
  whole: (namespace: string) => `namespace ${namespace}`,
  kicker: "Folded namespace",
  kickerEdges: "Rolled-up edges",
  unfoldOne: (namespace: string) => `Unfold ${namespace}`,
  foldOne: (namespace: string) => `Fold ${namespace}`,
  members: "Edges",
  membersInside: (n: number) => `${many(n, "edge", "edges")} inside`,
  noMembers: "No edge passes the filters.",
  nodes: (n: number) => many(n, "node", "nodes"),
  working: (workloads: string, edges: string) => `Arranging ${workloads} and ${edges}`,
  workingShare: (done: number, all: number) => `${done} of ${all} namespaces`,
} as const;
