import type { PolicyNote } from "../contract/policies.ts";
import { isDryRun } from "./authorization.ts";
import { routeNotes, ruleNotes } from "./host-notes.ts";
import { identityNotes } from "./identity-notes.ts";
import type { Mesh, Workload } from "./mesh.ts";
import type { AuthorizationPolicy, PeerAuthentication, RequestAuthentication, Sidecar } from "./objects.ts";
import { effectiveMode } from "./peer-authentication.ts";
import { note, someOf } from "./policy-note.ts";
import type { Listed } from "./policy-subject.ts";
import { modePortNotes, rulePortNotes } from "./port-notes.ts";
import { isEmptySelector } from "./selectors.ts";
import { sidecarOf } from "./visibility.ts";

/** What never comes of one object, or comes differently than it reads; empty for an object that does what it says. */
export function notesOf(mesh: Mesh, listed: Listed, workloads: readonly Workload[]): readonly PolicyNote[] {
  const { kind, object } = listed;
  switch (kind) {
    case "PeerAuthentication":
      return modeNotes(mesh, object, workloads);
    case "AuthorizationPolicy":
      return [...attachedNotes(object, workloads), ...ruleSetNotes(mesh, object, workloads)];
    case "RequestAuthentication":
      return [
        ...attachedNotes(object, workloads),
        ...(object.jwtRules.length === 0 ? [note(object, "noTokens")] : []),
      ];
    case "DestinationRule":
      return ruleNotes(mesh, object);
    case "VirtualService":
      return routeNotes(mesh, object);
    case "Gateway":
      return workloads.length === 0 ? [note(object, "selectsNothing", {}, { path: "spec.selector" })] : [];
    case "Sidecar":
      return sidecarNotes(mesh, object, workloads);
    case "ServiceEntry":
      return [];
  }
}

const enforced = (workloads: readonly Workload[]) => workloads.filter((w) => w.pods.some((p) => p.hasProxy));

/** For selectors and targetRefs alike: nobody is meant, or nobody who enforces it. */
function attachedNotes(
  object: AuthorizationPolicy | RequestAuthentication | PeerAuthentication,
  workloads: readonly Workload[],
): readonly PolicyNote[] {
  if ("targetRefs" in object && object.targetRefs.length > 0)
    return workloads.length === 0 ? [note(object, "targetRefsIgnored", {}, { path: "spec.targetRefs" })] : [];
  const path = isEmptySelector(object.selector) ? "spec" : "spec.selector";
  if (workloads.length === 0) return [note(object, "selectsNothing", {}, { path })];
  return enforced(workloads).length === 0 ? [note(object, "selectsNoProxy", {}, { path })] : [];
}

function modeNotes(
  mesh: Mesh,
  policy: PeerAuthentication,
  workloads: readonly Workload[],
): readonly PolicyNote[] {
  const root = mesh.snapshot.meshConfig.rootNamespace;
  if (policy.meta.namespace === root && !isEmptySelector(policy.selector))
    return [note(policy, "rootSelector", {}, { path: "spec.selector" })];
  const proxies = enforced(workloads);
  const hidden = proxies.filter((w) => shadowed(mesh, policy, w));
  // What hides it: the same scope's policy that is in force, an older one.
  const others = [...new Set(hidden.flatMap((w) => elder(mesh, policy, w)))];
  const notes = attachedNotes(policy, workloads);
  if (hidden.length > 0)
    return [
      ...notes,
      hidden.length === proxies.length
        ? note(policy, "shadowed", {}, { others })
        : note(policy, "shadowedFor", { workloads: someOf(hidden.map((w) => w.id)) }, { others }),
    ];
  return [...notes, ...modePortNotes(mesh, policy, workloads)];
}

const podOf = (w: Workload) => w.pods.find((p) => p.hasProxy) ?? w.pods[0];

function shadowed(mesh: Mesh, policy: PeerAuthentication, w: Workload): boolean {
  const pod = podOf(w);
  return pod !== undefined && effectiveMode(mesh.snapshot, pod, 0).shadowed.includes(policy);
}

/** The policy of the same scope that counts instead of this one. */
function elder(mesh: Mesh, policy: PeerAuthentication, w: Workload): readonly PeerAuthentication[] {
  const pod = podOf(w);
  if (pod === undefined) return [];
  const { shadowed: hidden } = effectiveMode(mesh.snapshot, pod, 0);
  const found = mesh.snapshot.peerAuthentications.find(
    (p) =>
      p.meta.namespace === policy.meta.namespace &&
      isEmptySelector(p.selector) === isEmptySelector(policy.selector) &&
      !hidden.includes(p) &&
      Object.entries(p.selector ?? {}).every(([k, v]) => pod.labels[k] === v),
  );
  return found === undefined ? [] : [found];
}

function ruleSetNotes(
  mesh: Mesh,
  policy: AuthorizationPolicy,
  workloads: readonly Workload[],
): readonly PolicyNote[] {
  const notes: PolicyNote[] = [];
  const dry = { path: "metadata.annotations" };
  if (policy.action === "CUSTOM") {
    const provider = mesh.snapshot.meshConfig.extensionProviders.find((x) => x.name === policy.provider);
    if (provider === undefined || provider.type === "other")
      notes.push(
        note(policy, "unknownProvider", { provider: policy.provider ?? "" }, { path: "spec.provider.name" }),
      );
    else if (isDryRun(policy)) notes.push(note(policy, "dryRunCustom", {}, dry));
  } else if (isDryRun(policy)) notes.push(note(policy, "dryRun", {}, dry));
  else if (policy.action === "AUDIT") notes.push(note(policy, "audit", {}, { path: "spec.action" }));
  if (policy.action === "DENY" && policy.rules.length === 0)
    notes.push(note(policy, "denyNothing", {}, { path: "spec" }));
  return [...notes, ...identityNotes(mesh, policy), ...rulePortNotes(mesh, policy, enforced(workloads))];
}

/** A pod has one Sidecar: the others that select it do nothing for it. */
function sidecarNotes(mesh: Mesh, sidecar: Sidecar, workloads: readonly Workload[]): readonly PolicyNote[] {
  if (workloads.length === 0) return [note(sidecar, "selectsNothing", {}, { path: "spec.workloadSelector" })];
  const others = new Set<Sidecar>();
  for (const w of workloads) {
    const pod = podOf(w);
    const own = pod === undefined ? null : sidecarOf(mesh.snapshot, pod);
    if (own === sidecar) return [];
    const sameScope =
      own?.meta.namespace === sidecar.meta.namespace &&
      isEmptySelector(own.workloadSelector) === isEmptySelector(sidecar.workloadSelector);
    if (own !== null && sameScope) others.add(own);
  }
  return others.size === 0 ? [] : [note(sidecar, "shadowed", {}, { others: [...others] })];
}
