import type { Membership } from "../contract/refs.ts";
import { membershipOf, type PodFacts, podFacts, predictedPodFacts, principalOf } from "./membership.ts";
import type { Controller, Namespace } from "./objects.ts";
import { buildRegistry, type Registry } from "./registry.ts";
import type { MeshSnapshot } from "./snapshot.ts";

/** The pods of one controller, or one bare pod: a node of the graph. */
export interface Workload {
  /** `namespace/name` */
  readonly id: string;
  readonly namespace: string;
  readonly name: string;
  readonly pods: readonly PodFacts[];
  readonly membership: Membership;
  readonly principal: string | null;
}

/** The snapshot with the look-ups that every question needs; made once per snapshot. */
export interface Mesh {
  readonly snapshot: MeshSnapshot;
  readonly namespaces: ReadonlyMap<string, Namespace>;
  readonly workloads: ReadonlyMap<string, Workload>;
  readonly workloadOfPod: ReadonlyMap<string, Workload>;
  readonly podByIp: ReadonlyMap<string, PodFacts>;
  readonly registry: Registry;
}

const made = new WeakMap<MeshSnapshot, Mesh>();

/** The look-ups of a snapshot; the same object for the same snapshot. */
export function meshOf(snapshot: MeshSnapshot): Mesh {
  const known = made.get(snapshot);
  if (known !== undefined) return known;
  const mesh = build(snapshot);
  made.set(snapshot, mesh);
  return mesh;
}

/**
 * The look-ups of a snapshot that differs from an earlier one in policies alone: everything that is made of pods and
 * services is taken over.
 */
export function meshLike(earlier: Mesh, snapshot: MeshSnapshot): Mesh {
  const mesh = made.get(snapshot) ?? { ...earlier, snapshot };
  made.set(snapshot, mesh);
  return mesh;
}

const key = (namespace: string, kind: string, name: string) => `${namespace}/${kind}/${name}`;

function build(snapshot: MeshSnapshot): Mesh {
  const namespaces = new Map(snapshot.namespaces.map((n) => [n.meta.name, n]));
  const controllers = new Map(
    snapshot.controllers.map((c) => [key(c.meta.namespace, c.meta.kind, c.meta.name), c]),
  );
  const grouped = new Map<string, PodFacts[]>();
  const owned = new Set<string>();
  for (const pod of snapshot.pods) {
    if (pod.phase === "Succeeded" || pod.phase === "Failed") continue;
    const name = workloadName(
      pod.meta.namespace,
      pod.meta.name,
      pod.owner,
      pod.meta.labels,
      controllers,
      owned,
    );
    const id = `${pod.meta.namespace}/${name}`;
    const list = grouped.get(id) ?? [];
    list.push(podFacts(pod, namespaces));
    grouped.set(id, list);
  }
  for (const c of snapshot.controllers) {
    const id = `${c.meta.namespace}/${c.meta.name}`;
    // Only the outermost controller stands for pods that are not there; scaled to zero makes none.
    if (
      c.owner !== null ||
      grouped.has(id) ||
      c.replicas === 0 ||
      owned.has(key(c.meta.namespace, c.meta.kind, c.meta.name))
    )
      continue;
    const predicted = predictedPodFacts(c, namespaces);
    if (predicted !== null) grouped.set(id, [predicted]);
  }
  const workloads = new Map<string, Workload>();
  const workloadOfPod = new Map<string, Workload>();
  const podByIp = new Map<string, PodFacts>();
  for (const [id, unsorted] of [...grouped].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const pods = unsorted.toSorted((a, b) => (a.name < b.name ? -1 : 1));
    const first = pods.find((p) => p.hasProxy) ?? pods[0];
    if (first === undefined) continue;
    const workload: Workload = {
      id,
      namespace: first.namespace,
      name: id.slice(first.namespace.length + 1),
      pods,
      membership: membershipOf(pods),
      principal: principalOf(first, snapshot.meshConfig),
    };
    workloads.set(id, workload);
    for (const p of pods) {
      workloadOfPod.set(p.id, workload);
      for (const ip of p.ips) podByIp.set(ip, p);
    }
  }
  const pods = [...workloads.values()].flatMap((w) => w.pods);
  return {
    snapshot,
    namespaces,
    workloads,
    workloadOfPod,
    podByIp,
    registry: buildRegistry(snapshot, pods, podByIp),
  };
}

function workloadName(
  namespace: string,
  podName: string,
  owner: { readonly kind: string; readonly name: string } | null,
  labels: Readonly<Record<string, string>>,
  controllers: ReadonlyMap<string, Controller>,
  owned: Set<string>,
): string {
  if (owner === null) return podName;
  owned.add(key(namespace, owner.kind, owner.name));
  const controller = controllers.get(key(namespace, owner.kind, owner.name));
  if (controller?.owner) {
    owned.add(key(namespace, controller.owner.kind, controller.owner.name));
    return controller.owner.name;
  }
  const hash = labels["pod-template-hash"];
  if (
    controller === undefined &&
    owner.kind === "ReplicaSet" &&
    hash !== undefined &&
    owner.name.endsWith(`-${hash}`)
  ) {
    return owner.name.slice(0, -hash.length - 1);
  }
  return owner.name;
}

/** The workload of a pod; every pod of the mesh has one. */
export function workloadOf(mesh: Mesh, pod: PodFacts): Workload | null {
  return mesh.workloadOfPod.get(pod.id) ?? null;
}

/** The pods behind each graph node that is a workload, `namespace/name` each. */
export const podsOfNodes = (snapshot: MeshSnapshot): ReadonlyMap<string, ReadonlySet<string>> =>
  new Map([...meshOf(snapshot).workloads.values()].map((w) => [w.id, new Set(w.pods.map((pod) => pod.id))]));
