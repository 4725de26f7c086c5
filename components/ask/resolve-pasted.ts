import type { GraphNode } from "../../server/contract/graph.ts";
import type { Draft } from "./draft.ts";
import type { Pasted } from "./pasted.ts";

const accountOf = (principal: string): string | null => {
  const [, namespace, account] = /\/ns\/([^/]+)\/sa\/([^/]+)$/.exec(principal) ?? [];
  return namespace === undefined || account === undefined ? null : `${namespace}/${account}`;
};

/** What a pasted line means in this mesh: identities become workloads, where one alone runs as them. */
export function resolvePasted(pasted: Pasted, nodes: readonly GraphNode[]): Partial<Draft> {
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
  const port = server?.serverModes[0]?.workloadPort;
  return {
    ...pasted.fields,
    ...caller,
    ...(server === undefined
      ? {}
      : { targetKind: "pod", pod: server.id, ...(port === undefined ? {} : { port: String(port) }) }),
  };
}
