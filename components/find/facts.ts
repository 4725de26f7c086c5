import type { GraphAnswer, GraphEdge, GraphNode } from "../../server/contract/graph.ts";
import type { Membership, PolicyRef, ServerMode } from "../../server/contract/refs.ts";
import type { Outcome, Transport } from "../../server/contract/verdict.ts";

/** What may be asked of a workload. A fact that is missing is not known; `null` is known to be none. */
export interface NodeFacts {
  readonly id: string;
  readonly name: string;
  readonly namespace: string | null;
  readonly serviceAccount?: string | null;
  readonly principal?: string | null;
  readonly kind?: GraphNode["kind"];
  readonly proxy?: Membership;
  readonly open?: boolean;
  readonly pods?: number;
  /** Share 0 to 1 of the certificate's life that is left. */
  readonly certificate?: number | null;
}

/** What may be asked of a pair of workloads, drawn as an edge or not. Missing: not known; `null`: known to be none. */
export interface EdgeFacts {
  readonly id: string;
  readonly client: NodeFacts;
  readonly server: NodeFacts;
  readonly port?: number;
  readonly servicePort?: number | null;
  readonly host?: string | null;
  readonly protocol?: GraphEdge["protocol"];
  readonly outcome?: Outcome;
  /** Several where endpoints differ; none where nothing arrives. */
  readonly transports?: readonly Transport[];
  readonly mode?: ServerMode | null;
  readonly observed?: boolean;
  /** Per second. */
  readonly rate?: number;
  /** Those that decide and those that name it. */
  readonly policies?: readonly PolicyRef[];
  readonly condition?: string | null;
  readonly disagrees?: boolean;
}

/** The facts of a mesh as it is drawn. */
export interface GraphFacts {
  readonly nodes: ReadonlyMap<string, NodeFacts>;
  readonly edges: ReadonlyMap<string, EdgeFacts>;
}

const remembered = new WeakMap<GraphAnswer, GraphFacts>();

/** The facts of an answer; computed once for each. */
export function graphFacts(answer: GraphAnswer): GraphFacts {
  const known = remembered.get(answer);
  if (known !== undefined) return known;
  const unread = new Set(
    answer.namespaces.filter(({ unreadable }) => unreadable.length > 0).map(({ name }) => name),
  );
  const drawn = new Map(answer.nodes.map((node) => [node.id, node]));
  const nodes = new Map(
    answer.nodes.map((node) => [
      node.id,
      nodeFacts(node, node.namespace !== null && unread.has(node.namespace)),
    ]),
  );
  const edges = new Map<string, EdgeFacts>();
  for (const edge of answer.edges) {
    const [client, server, end] = [nodes.get(edge.client), nodes.get(edge.server), drawn.get(edge.server)];
    if (client !== undefined && server !== undefined && end !== undefined)
      edges.set(edge.id, edgeFacts(edge, client, server, end));
  }
  const facts = { nodes, edges };
  remembered.set(answer, facts);
  return facts;
}

/** @param unread policies of its namespace could not be read, so that "not open" is not certain */
function nodeFacts(node: GraphNode, unread: boolean): NodeFacts {
  const noProxy = node.kind === "workload" && node.membership === "none";
  return {
    id: node.id,
    name: node.name,
    namespace: node.namespace,
    serviceAccount: node.serviceAccount,
    principal: node.principal,
    kind: node.kind,
    // What stands outside has no pods of which we could tell.
    ...(node.kind === "outside" || node.kind === "external"
      ? {}
      : { proxy: node.membership, pods: node.pods }),
    ...(node.openToEveryone || (!unread && node.membership !== "ambient" && node.membership !== "mixed")
      ? { open: node.openToEveryone }
      : {}),
    ...(node.certificate !== null
      ? { certificate: node.certificate.share }
      : noProxy
        ? { certificate: null }
        : {}),
  };
}

function edgeFacts(edge: GraphEdge, client: NodeFacts, server: NodeFacts, end: GraphNode): EdgeFacts {
  const mode =
    end.serverModes.find(({ workloadPort }) => workloadPort === edge.workloadPort)?.mode ?? end.mode;
  const transports = transportsOf(edge);
  return {
    id: edge.id,
    client,
    server,
    port: edge.workloadPort,
    servicePort: edge.servicePort,
    host: edge.host,
    protocol: edge.protocol,
    outcome: edge.outcome,
    ...(transports === undefined ? {} : { transports }),
    ...(mode !== null ? { mode } : end.membership === "none" ? { mode: null } : {}),
    observed: edge.evidence.observed,
    ...(edge.evidence.perSecond === null ? {} : { rate: edge.evidence.perSecond }),
    policies: [...edge.decidedBy, ...edge.evidence.named],
    condition: edge.condition,
    disagrees: edge.disagrees !== null,
  };
}

function transportsOf(edge: GraphEdge): readonly Transport[] | undefined {
  if (edge.transport !== null) return [edge.transport];
  if (edge.endpoints.length > 0)
    return [...new Set(edge.endpoints.flatMap(({ transport }) => (transport === null ? [] : [transport])))];
  return edge.outcome === "unknown" || edge.outcome === "mixed" ? undefined : [];
}
