import type { GraphAnswer, GraphEdge, GraphNode } from "../../server/contract/graph.ts";

/** A workload with a sidecar; `change` says what matters to the test. */
export function exampleNode(id: string, change: Partial<GraphNode> = {}): GraphNode {
  const [namespace = "", name = ""] = id.split("/");
  return {
    id,
    kind: "workload",
    namespace,
    name,
    serviceAccount: "default",
    unusualServiceAccount: false,
    principal: `cluster.local/ns/${namespace}/sa/default`,
    membership: "sidecar",
    serverModes: [],
    mode: "STRICT",
    openToEveryone: false,
    certificate: null,
    pods: 1,
    ...change,
  };
}

/** An observed, allowed edge; `change` says what matters to the test. */
export function exampleEdge(client: string, server: string, change: Partial<GraphEdge> = {}): GraphEdge {
  return {
    id: `${client}>${server}:80`,
    client,
    server,
    workloadPort: 80,
    host: null,
    servicePort: null,
    protocol: "HTTP",
    evidence: { observed: true, perSecond: 1, named: [], asked: false },
    transport: "mtls",
    outcome: "allowed",
    condition: null,
    label: null,
    decidedBy: [],
    disagrees: null,
    endpoints: [],
    ...change,
  };
}

/** Nodes `a/x`, `a/y`, `b/z` and an outside caller, with one edge of each interesting outcome. */
export const exampleAnswer: GraphAnswer = {
  revision: "1",
  source: {
    name: "example",
    folder: null,
    takenAt: null,
    istioVersion: null,
    trustDomain: "cluster.local",
    rootNamespace: "istio-system",
  },
  coverage: [],
  problems: [],
  namespaces: ["a", "b"].map((name) => ({
    name,
    mode: "STRICT",
    denyAll: false,
    unreadable: [],
    workloads: 1,
  })),
  nodes: [
    exampleNode("a/x"),
    exampleNode("a/y"),
    exampleNode("b/z", { serviceAccount: "zed", unusualServiceAccount: true }),
    exampleNode("outside", {
      id: "outside",
      kind: "outside",
      namespace: null,
      name: "outside",
      mode: null,
      membership: "none",
    }),
  ],
  edges: [
    exampleEdge("a/x", "a/y"),
    exampleEdge("a/y", "b/z", { outcome: "denied" }),
    exampleEdge("outside", "b/z", { outcome: "refused", transport: "plaintext" }),
    exampleEdge("a/x", "b/z", { disagrees: { share: 0.1, label: "10 % plaintext", text: "…" } }),
  ],
  policies: 0,
};
