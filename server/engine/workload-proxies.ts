import { isProxy, type PodFacts } from "./membership.ts";
import { meshOf, type Workload } from "./mesh.ts";
import type { Pod } from "./objects.ts";
import type { MeshSnapshot } from "./snapshot.ts";

/** One workload with what says how its certificate is made. */
export interface WorkloadProxy {
  /** `namespace/name` */
  readonly id: string;
  readonly namespace: string;
  readonly name: string;
  readonly serviceAccount: string;
  readonly proxy: "sidecar" | "gateway" | "waypoint" | "ambient" | "ztunnel" | "none";
  /** What makes its pods; null for a bare pod, and where that was not read. */
  readonly controller: { readonly kind: string; readonly replicas: number | null } | null;
  /** Pods that are there; `namespace/name`. */
  readonly pods: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly csiDrivers: readonly string[];
  /** Environment of the proxy, as far as it is about certificates. */
  readonly settings: Readonly<Record<string, string>>;
}

/** Every workload of the mesh, in the order of their ids. */
export function workloadProxies(snapshot: MeshSnapshot): readonly WorkloadProxy[] {
  const mesh = meshOf(snapshot);
  const pods = new Map(snapshot.pods.map((pod) => [`${pod.meta.namespace}/${pod.meta.name}`, pod]));
  const kinds = ["Deployment", "StatefulSet", "DaemonSet"];
  const controllers = new Map(
    snapshot.controllers
      .filter(({ meta }) => kinds.includes(meta.kind))
      .map((one) => [
        `${one.meta.namespace}/${one.meta.name}`,
        { kind: one.meta.kind, replicas: one.replicas },
      ]),
  );
  return [...mesh.workloads.values()].map((workload) => proxyOf(workload, pods, controllers));
}

function proxyOf(
  { id, namespace, name, pods }: Workload,
  known: ReadonlyMap<string, Pod>,
  controllers: ReadonlyMap<string, NonNullable<WorkloadProxy["controller"]>>,
): WorkloadProxy {
  const first = pods.find(({ hasProxy }) => hasProxy) ?? pods[0];
  const there = pods.filter(({ predicted }) => !predicted);
  return {
    id,
    namespace,
    name,
    serviceAccount: first?.serviceAccount ?? "default",
    proxy: kindOf(first),
    controller: controllers.get(id) ?? null,
    pods: there.map((pod) => pod.id),
    labels: first?.labels ?? {},
    csiDrivers: [...new Set(there.flatMap((pod) => known.get(pod.id)?.csiDrivers ?? []))],
    settings: first?.containers.find(isProxy)?.certificateSettings ?? {},
  };
}

function kindOf(pod: PodFacts | undefined): WorkloadProxy["proxy"] {
  if (pod === undefined) return "none";
  if (pod.labels.app === "ztunnel") return "ztunnel";
  if (pod.waypoint) return "waypoint";
  if (pod.hasProxy) return pod.gateway ? "gateway" : "sidecar";
  return pod.ambient ? "ambient" : "none";
}
