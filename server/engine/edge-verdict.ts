import type { GraphEdge } from "../contract/graph.ts";
import { callerKind } from "./caller-kind.ts";
import { type EdgeResult, evaluateEdge } from "./edge.ts";
import type { EdgeKey } from "./edge-id.ts";
import type { Mesh } from "./mesh.ts";
import { serverSide } from "./server-side.ts";

/** What an edge shows besides its ends and its traffic: the same for all callers of one kind. */
export type EdgeVerdict = Pick<
  GraphEdge,
  | "host"
  | "servicePort"
  | "protocol"
  | "transport"
  | "outcome"
  | "condition"
  | "label"
  | "decidedBy"
  | "endpoints"
>;

interface Asked {
  readonly nowSeconds: number;
  readonly observed: "HTTP" | "TCP" | undefined;
}

export function verdictOf({ answer, host, servicePort, protocol, label }: EdgeResult): EdgeVerdict {
  return {
    host,
    servicePort,
    protocol,
    transport: answer.transport,
    outcome: answer.outcome,
    condition: answer.condition,
    label,
    decidedBy: answer.decidedBy,
    endpoints: answer.endpoints.map((e) => ({ pod: e.pod, outcome: e.outcome, transport: e.transport })),
  };
}

/**
 * The verdict of one edge, evaluated once for all callers that nothing tells apart.
 * @returns null when an end of the edge is not in the source
 */
export function edgeVerdict(mesh: Mesh, key: EdgeKey, asked: Asked): EdgeVerdict | null {
  const client = mesh.workloads.get(key.client);
  const server = mesh.workloads.get(key.server);
  if (client === undefined || server === undefined) return evaluate(mesh, key, asked);
  const side = serverSide(mesh, server, key.workloadPort);
  const kind = callerKind(mesh, client, side);
  if (kind === null) return evaluate(mesh, key, asked);
  const id = kind * 3 + (asked.observed === undefined ? 0 : asked.observed === "HTTP" ? 1 : 2);
  let verdict = side.verdicts.get(id);
  if (verdict === undefined) {
    verdict = evaluate(mesh, key, asked);
    side.verdicts.set(id, verdict);
  }
  return verdict;
}

function evaluate(mesh: Mesh, key: EdgeKey, asked: Asked): EdgeVerdict | null {
  const result = evaluateEdge(mesh, key, { ...asked, quiet: true });
  return result === null ? null : verdictOf(result);
}
