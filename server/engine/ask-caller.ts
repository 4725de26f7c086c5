import { say } from "../contract/text.ts";
import { type Caller, callersOf } from "./caller.ts";
import { type PodFacts, principalOf } from "./membership.ts";
import { type Mesh, workloadOf } from "./mesh.ts";

/** Who asks, resolved against the mesh. */
export interface AskedCaller {
  /** `namespace/workload`, `outside`, or null for an account. */
  readonly from: string | null;
  readonly account: string | null;
  readonly principal: string | null;
  readonly callers: readonly Caller[];
}

/** The pod that would run as a service account: a sidecar in that namespace, no labels, no address yet. */
function podOfAccount(namespace: string, account: string): PodFacts {
  return {
    id: `${namespace}/(${account})`,
    namespace,
    name: `(${account})`,
    labels: {},
    annotations: {},
    serviceAccount: account,
    ip: null,
    ips: [],
    containers: [],
    hasProxy: true,
    ambient: false,
    gateway: false,
    gatewayName: null,
    waypoint: false,
    tlsMode: "istio",
    predicted: true,
    because: say("becauseTaken"),
  };
}

/**
 * The caller that a question names: by workload, by service account, or by address.
 * @returns null when the source does not have it
 */
export function askedCaller(
  mesh: Mesh,
  q: {
    readonly from?: string | undefined;
    readonly account?: string | undefined;
    readonly address?: string | undefined;
  },
): AskedCaller | null {
  if (q.account !== undefined) {
    const [namespace = "", account = ""] = q.account.split("/");
    const pod = podOfAccount(namespace, account);
    return {
      from: null,
      account: q.account,
      principal: principalOf(pod, mesh.snapshot.meshConfig),
      callers: [{ pod, name: account, ip: undefined }],
    };
  }
  const found = q.address === undefined ? undefined : mesh.podByIp.get(q.address);
  const from = q.from ?? (found === undefined ? "outside" : (workloadOf(mesh, found)?.id ?? "outside"));
  const callers = callersOf(mesh, from, q.address === undefined ? {} : { outsideAddress: q.address });
  if (callers === null) return null;
  const pod = callers[0]?.pod ?? null;
  return {
    from,
    account: null,
    principal: pod === null ? null : principalOf(pod, mesh.snapshot.meshConfig),
    callers,
  };
}
