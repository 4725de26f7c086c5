import type { ChangeChoices } from "../../server/contract/change.ts";
import type { GraphAnswer, GraphEdge } from "../../server/contract/graph.ts";
import { yamlOf } from "../change/yaml-of.ts";
import { freeName, labelsFor, startOf } from "./start.ts";

/** A caller that was seen and passes today. */
export interface SeenCaller {
  readonly client: string;
  readonly server: string;
  readonly workloadPort: number;
}

/** A draft of the plan. */
export interface PlannedPolicy {
  readonly namespace: string;
  readonly name: string;
  readonly text: string;
  /** Whom it lets in; empty for the one that closes. */
  readonly keeps: readonly SeenCaller[];
}

/** What it takes to close a namespace and keep its observed traffic. */
export interface DenyPlan {
  /** The allowances first, the one that closes last. */
  readonly policies: readonly PlannedPolicy[];
  /** Let in today by an ALLOW policy that is there, which goes on to let them in. */
  readonly kept: readonly SeenCaller[];
  /** They pass today without an identity that a policy could name: they will be denied. */
  readonly nameless: readonly SeenCaller[];
  /** The namespace has a policy that closes it already. */
  readonly closed: boolean;
}

const passes = ({ outcome }: GraphEdge) => outcome === "allowed" || outcome === "depends";

/**
 * The plan for one namespace: an ALLOW for each workload with callers that were seen and that no ALLOW closes yet, then one policy that
 * allows nothing. Callers that are refused today stay refused.
 */
export function denyByDefault(namespace: string, graph: GraphAnswer, choices: ChangeChoices): DenyPlan {
  const servers = new Map(
    choices.workloads
      // Where there is no proxy no policy is asked: nothing is lost there, and nothing won.
      .filter((w) => w.namespace === namespace && (w.sidecar || w.gateway))
      .map((w) => [w.id, w]),
  );
  const principals = new Map(graph.nodes.map((n) => [n.id, n.principal]));
  const seen = graph.edges.filter((e) => e.evidence.observed && servers.has(e.server) && passes(e));
  const isClosed = (e: GraphEdge) => servers.get(e.server)?.closed === true;
  const open = seen.filter((e) => !isClosed(e));
  const named = open.filter((e) => e.transport === "mtls" && principals.get(e.client));
  const caller = ({ client, server, workloadPort }: GraphEdge): SeenCaller => ({
    client,
    server,
    workloadPort,
  });
  const allows = [...Map.groupBy(named, (e) => e.server)].flatMap(([id, edges]): readonly PlannedPolicy[] => {
    const server = servers.get(id);
    if (server === undefined) return [];
    const byPort = Map.groupBy(edges, (e) => e.workloadPort);
    const rules = [...byPort]
      .toSorted(([a], [b]) => a - b)
      .map(([port, callers]) => ({
        from: [
          {
            source: {
              principals: [...new Set(callers.map((e) => principals.get(e.client) ?? ""))].toSorted(),
            },
          },
        ],
        to: [{ operation: { ports: [`${port}`] } }],
      }));
    const name = freeName("AuthorizationPolicy", namespace, `${server.name}-callers`, choices);
    const spec = { selector: { matchLabels: labelsFor(server, choices) }, action: "ALLOW", rules };
    return [
      {
        namespace,
        name,
        text: yamlOf("AuthorizationPolicy", { namespace, name }, spec),
        keeps: edges.map(caller),
      },
    ];
  });
  const closed = graph.namespaces.find(({ name }) => name === namespace)?.denyAll === true;
  const close = closed ? null : startOf("denyAll", { namespace }, choices);
  return {
    policies: [
      ...allows,
      ...(close?.how === "new" ? [{ namespace, name: close.name, text: close.text, keeps: [] }] : []),
    ],
    kept: seen.filter(isClosed).map(caller),
    nameless: open.filter((e) => !named.includes(e)).map(caller),
    closed,
  };
}
