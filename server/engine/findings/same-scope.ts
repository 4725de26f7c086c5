import type { Workload } from "../mesh.ts";
import type { PeerAuthentication, Sidecar } from "../objects.ts";
import { effectiveMode } from "../peer-authentication.ts";
import { byAge, isEmptySelector, selects } from "../selectors.ts";
import { sidecarOf } from "../visibility.ts";
import type { About, Check } from "./check.ts";
import { finding, someWorkloads } from "./finding.ts";

const podOf = (w: Workload) => w.pods.find((p) => p.hasProxy) ?? w.pods[0];

/** A PeerAuthentication that an older one of the same scope hides, for all its workloads or for some. */
export const sameScopeModes: Check<"PeerAuthentication"> = {
  codes: ["shadowed", "shadowedFor", "rootSelector"],
  kinds: ["PeerAuthentication"],
  needs: ["PeerAuthentication", "MeshConfig"],
  find({ mesh, object, proxies }: About<"PeerAuthentication">) {
    const { snapshot } = mesh;
    const empty = isEmptySelector(object.selector);
    if (object.meta.namespace === snapshot.meshConfig.rootNamespace && !empty)
      return [finding(object, "rootSelector", {}, { path: "spec.selector" })];
    const rivals = snapshot.peerAuthentications
      .filter(
        (p) =>
          p !== object &&
          p.meta.namespace === object.meta.namespace &&
          isEmptySelector(p.selector) === empty &&
          byAge(p, object) < 0,
      )
      .toSorted(byAge);
    if (rivals.length === 0) return [];
    // Without selectors there is nothing to compare: one counts, also for workloads to come.
    if (empty)
      return [finding(object, "shadowed", {}, { path: "metadata.name", others: rivals.slice(0, 1) })];
    const hidden = proxies.filter((w) => {
      const pod = podOf(w);
      return pod !== undefined && effectiveMode(snapshot, pod, 0).shadowed.includes(object);
    });
    if (hidden.length === 0) return [];
    const others = new Set<PeerAuthentication>();
    for (const w of hidden) {
      const elder = rivals.find((p) => selects(p.selector, podOf(w)?.labels ?? {}));
      if (elder !== undefined) others.add(elder);
    }
    const details = { path: "spec.selector", others: [...others] };
    return [
      hidden.length === proxies.length
        ? finding(object, "shadowed", {}, details)
        : finding(object, "shadowedFor", { workloads: someWorkloads(hidden) }, details),
    ];
  },
};

/** A pod has one Sidecar: the others that select it do nothing for it. */
export const sameScopeSidecars: Check<"Sidecar"> = {
  codes: ["shadowed"],
  kinds: ["Sidecar"],
  needs: ["Sidecar", "Pod"],
  find({ mesh, object, workloads }: About<"Sidecar">) {
    const others = new Set<Sidecar>();
    for (const w of workloads) {
      const pod = podOf(w);
      const own = pod === undefined ? null : sidecarOf(mesh.snapshot, pod);
      if (own === object) return [];
      const sameScope =
        own?.meta.namespace === object.meta.namespace &&
        isEmptySelector(own.workloadSelector) === isEmptySelector(object.workloadSelector);
      if (own !== null && sameScope) others.add(own);
    }
    return others.size === 0
      ? []
      : [finding(object, "shadowed", {}, { path: "metadata.name", others: [...others] })];
  },
};
