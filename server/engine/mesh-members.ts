import type { MeshMember } from "../contract/mesh.ts";
import { isProxy, type PodFacts, wouldInject } from "./membership.ts";
import { meshOf, type Workload } from "./mesh.ts";
import type { PodTemplate } from "./objects.ts";
import type { MeshSnapshot } from "./snapshot.ts";

/**
 * Which workloads are in the mesh, and which would join or leave it if their pods were made anew.
 * @returns in the order of the ids
 */
export function meshMembers(snapshot: MeshSnapshot): readonly MeshMember[] {
  const mesh = meshOf(snapshot);
  const hostNetwork = new Set(
    snapshot.pods.filter((pod) => pod.hostNetwork).map(({ meta }) => `${meta.namespace}/${meta.name}`),
  );
  const templates = new Map<string, PodTemplate>(
    snapshot.controllers.flatMap(({ meta, template }) =>
      template === null ? [] : [[`${meta.namespace}/${meta.name}`, template]],
    ),
  );
  return [...mesh.workloads.values()].map((workload) => {
    const namespaceLabels = mesh.namespaces.get(workload.namespace)?.meta.labels ?? {};
    const afterwards = (pod: PodFacts) => {
      const template = templates.get(workload.id);
      const { labels, annotations } = template ?? pod;
      const network = template?.hostNetwork ?? hostNetwork.has(pod.id);
      // A gateway's own template may hold the whole proxy: no webhook is asked for it.
      const whole = template?.containers.some(isProxy) === true;
      const injected = wouldInject(namespaceLabels, workload.namespace, {
        labels,
        annotations,
        hostNetwork: network,
      });
      return { has: whole || injected.inject, because: injected.because };
    };
    return member(workload, afterwards);
  });
}

function member(
  { id, pods, membership }: Workload,
  afterwards: (pod: PodFacts) => { readonly has: boolean; readonly because: string },
): MeshMember {
  const changes = pods
    // What is predicted is what a new pod would be; ztunnel takes a pod in without a restart.
    .filter((pod) => !pod.predicted && !pod.ambient)
    .map((pod) => ({ pod, after: afterwards(pod) }));
  const joins = changes.find(({ pod, after }) => !pod.hasProxy && after.has);
  if (joins !== undefined) return { id, membership, onRestart: "joins", because: joins.after.because };
  const leaves = changes.find(({ pod, after }) => pod.hasProxy && !after.has);
  if (leaves !== undefined) return { id, membership, onRestart: "leaves", because: leaves.after.because };
  const odd = pods.find((pod) => !pod.hasProxy) ?? pods[0];
  return { id, membership, onRestart: "same", because: odd?.because ?? "" };
}
