import type { Mesh } from "../mesh.ts";
import { isEmptySelector } from "../selectors.ts";
import type { About, Check } from "./check.ts";
import { finding } from "./finding.ts";

type Attached =
  | "AuthorizationPolicy"
  | "RequestAuthentication"
  | "PeerAuthentication"
  | "Gateway"
  | "Sidecar";

/** A waypoint reads targetRefs; what it makes of them is not evaluated, so nothing is said. */
const hasWaypoint = (mesh: Mesh): boolean =>
  mesh.snapshot.gatewayApiGateways.some((g) => g.gatewayClassName.includes("waypoint")) ||
  [...mesh.workloads.values()].some((w) => w.pods.some((p) => p.waypoint));

const pathOf = ({ kind, object }: Pick<About<Attached>, "kind" | "object">): string => {
  if (kind === "Sidecar") return "spec.workloadSelector";
  if (kind === "Gateway") return "spec.selector";
  return "selector" in object && !isEmptySelector(object.selector) ? "spec.selector" : "spec";
};

/** Selectors and targetRefs that mean nobody, or nobody who enforces it. */
export const scope: Check<Attached> = {
  codes: ["selectsNothing", "selectsNoProxy", "targetRefsIgnored"],
  kinds: ["AuthorizationPolicy", "RequestAuthentication", "PeerAuthentication", "Gateway", "Sidecar"],
  needs: ["Pod", "Namespace"],
  find(about: About<Attached>) {
    const { mesh, kind, object, workloads, proxies } = about;
    if (mesh.workloads.size === 0) return [];
    const root = mesh.snapshot.meshConfig.rootNamespace;
    if ("targetRefs" in object && object.targetRefs.length > 0)
      return workloads.length > 0 || hasWaypoint(mesh)
        ? []
        : [finding(object, "targetRefsIgnored", {}, { path: "spec.targetRefs" })];
    // A default of the mesh waits for workloads to come; a root selector has a finding of its own.
    if (object.meta.namespace === root && (kind === "PeerAuthentication" || kind === "Sidecar")) return [];
    const path = pathOf(about);
    if (workloads.length === 0) return [finding(object, "selectsNothing", {}, { path })];
    if (kind === "Gateway" || kind === "Sidecar") return [];
    const enforces = proxies.length > 0 || workloads.some((w) => w.pods.some((p) => p.ambient));
    return enforces ? [] : [finding(object, "selectsNoProxy", {}, { path })];
  },
};
