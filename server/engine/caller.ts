import type { Step } from "../contract/verdict.ts";
import type { PodFacts } from "./membership.ts";
import type { Mesh } from "./mesh.ts";
import { step } from "./step.ts";
import { findPods } from "./target.ts";

/** Who calls: a pod of the mesh, or a caller from outside (pod null). */
export interface Caller {
  readonly pod: PodFacts | null;
  readonly name: string;
  /** Peer address; undefined when it is not known, as for a caller from outside. */
  readonly ip: string | null | undefined;
}

/** The callers that a name stands for; null when the source does not have it. */
export function callersOf(
  mesh: Mesh,
  from: string,
  options: { readonly outsideAddress?: string },
): readonly Caller[] | null {
  if (from === "outside") return [{ pod: null, name: "outside", ip: options.outsideAddress }];
  const pods = findPods(mesh, from);
  if (pods.length === 0) return null;
  const known = made.get(pods);
  if (known !== undefined && known.from === from) return known.callers;
  const callers = kindsOf(pods, from);
  made.set(pods, { from, callers });
  return callers;
}

const made = new WeakMap<
  readonly PodFacts[],
  { readonly from: string; readonly callers: readonly Caller[] }
>();

function kindsOf(pods: readonly PodFacts[], from: string): readonly Caller[] {
  const [only] = pods;
  if (only !== undefined && pods.length === 1)
    return [{ pod: only, name: from.slice(from.indexOf("/") + 1), ip: only.ip ?? undefined }];
  // Pods of one workload that differ in proxy or account are different callers.
  const kinds = new Map(pods.toReversed().map((p) => [`${p.hasProxy}/${p.ambient}/${p.serviceAccount}`, p]));
  const name = from.slice(from.indexOf("/") + 1);
  return [...kinds.values()].map((pod) => ({
    pod,
    name,
    ip: pods.length === 1 || kinds.size === pods.length ? (pod.ip ?? undefined) : sameIp(pods),
  }));
}

const sameIp = (pods: readonly PodFacts[]) =>
  pods.every((p) => p.ip === pods[0]?.ip) ? (pods[0]?.ip ?? undefined) : undefined;

/** First lines of every explanation: who the caller is. */
export function callerSteps(mesh: Mesh, caller: Caller): readonly Step[] {
  const values = {
    client: caller.name,
    principal:
      caller.pod === null
        ? ""
        : `${mesh.snapshot.meshConfig.trustDomain}/ns/${caller.pod.namespace}/sa/${caller.pod.serviceAccount}`,
  };
  if (caller.pod === null) return [step("clientOutside", values)];
  if (!caller.pod.hasProxy) return [step("clientNoProxy", { ...values, because: caller.pod.because })];
  return [step(caller.pod.gateway ? "clientGateway" : "clientSidecar", values)];
}
