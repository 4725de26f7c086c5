import type { GraphAnswer } from "../../server/contract/graph.ts";
import type { Draft } from "./draft.ts";
import type { Pasted } from "./pasted.ts";

const accountOf = (principal: string): string | null => {
  const [, namespace, account] = /\/ns\/([^/]+)\/sa\/([^/]+)$/.exec(principal) ?? [];
  return namespace === undefined || account === undefined ? null : `${namespace}/${account}`;
};

/** What a pasted line means in this mesh: identities become workloads, where one alone runs as them. */
export function resolvePasted(pasted: Pasted, graph: GraphAnswer | undefined): Partial<Draft> {
  const nodes = graph?.nodes ?? [];
  const runningAs = (principal: string | null) =>
    principal === null ? [] : nodes.filter((node) => node.principal === principal);
  const callers = runningAs(pasted.callerPrincipal);
  const account = pasted.callerPrincipal === null ? null : accountOf(pasted.callerPrincipal);
  const caller: Partial<Draft> =
    pasted.callerAddress !== null
      ? { callerKind: "outside", address: pasted.callerAddress }
      : callers.length === 1 && callers[0] !== undefined
        ? { callerKind: "workload", workload: callers[0].id }
        : account === null
          ? {}
          : { callerKind: "account", account };
  const [server] = runningAs(pasted.serverPrincipal);
  return { ...pasted.fields, ...caller, ...(server === undefined ? {} : targetAt(server, graph)) };
}

/** A workload by the Service that its callers dial, where the graph knows one; else by the pod's own port. */
function targetAt(
  { id, serverModes }: GraphAnswer["nodes"][number],
  graph: GraphAnswer | undefined,
): Partial<Draft> {
  const edge = graph?.edges.find((e) => e.server === id && e.host !== null);
  if (edge?.host != null)
    return { targetKind: "service", host: edge.host, port: String(edge.servicePort ?? edge.workloadPort) };
  const port = serverModes[0]?.workloadPort;
  return { targetKind: "pod", pod: id, ...(port === undefined ? {} : { port: String(port) }) };
}
