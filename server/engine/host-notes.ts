import type { PolicyNote } from "../contract/policies.ts";
import { chooseRule } from "./destination-rule.ts";
import type { PodFacts } from "./membership.ts";
import type { Mesh } from "./mesh.ts";
import type { DestinationRule, VirtualService } from "./objects.ts";
import { note } from "./policy-note.ts";
import { hostsOfRule, routedHosts } from "./policy-subject.ts";
import { selects } from "./selectors.ts";
import type { MeshSnapshot } from "./snapshot.ts";
import { visibleTo } from "./visibility.ts";

const made = new WeakMap<MeshSnapshot, readonly PodFacts[]>();

/** Clients whose choice of a rule can differ: one of each namespace, and each that some rule's selector picks. */
function clientsOf(mesh: Mesh): readonly PodFacts[] {
  const known = made.get(mesh.snapshot);
  if (known !== undefined) return known;
  const picking = mesh.snapshot.destinationRules.filter((r) => r.workloadSelector !== null);
  const seen = new Set<string>();
  const found = [...mesh.workloads.values()].flatMap((w) => {
    const pod = w.pods.find((p) => p.hasProxy);
    if (pod === undefined) return [];
    const first = !seen.has(w.namespace);
    seen.add(w.namespace);
    const picked = picking.some(
      (r) => r.meta.namespace === w.namespace && selects(r.workloadSelector, pod.labels),
    );
    return first || picked || mesh.snapshot.sidecars.length > 0 ? [pod] : [];
  });
  made.set(mesh.snapshot, found);
  return found;
}

/** A rule for a host that nobody has, or that every client passes by. */
export function ruleNotes(mesh: Mesh, rule: DestinationRule): readonly PolicyNote[] {
  const hosts = hostsOfRule(mesh, rule);
  const path = "spec.host";
  if (hosts.length === 0) return [note(rule, "hostUnknown", { host: rule.host }, { path })];
  const hiding = new Set<DestinationRule>();
  const older = new Set<DestinationRule>();
  for (const host of hosts) {
    for (const client of clientsOf(mesh)) {
      if (!visibleTo(mesh.snapshot, client, host)) continue;
      const chosen = chooseRule(mesh.snapshot, client, host.host, host.namespace);
      if (chosen === null) continue;
      if (!chosen.rules.includes(rule)) hiding.add(chosen.trafficPolicyOf);
      else if (rule.trafficPolicy === null || chosen.trafficPolicyOf === rule) return [];
      else older.add(chosen.trafficPolicyOf);
    }
  }
  if (older.size > 0)
    return [note(rule, "hiddenTls", { host: rule.host }, { path: "spec.trafficPolicy", others: [...older] })];
  return hiding.size === 0
    ? []
    : [note(rule, "hiddenEverywhere", { host: rule.host }, { path, others: [...hiding] })];
}

/** Routes to hosts that nobody has, and Gateways that are not there. */
export function routeNotes(mesh: Mesh, v: VirtualService): readonly PolicyNote[] {
  const gateways = new Set(mesh.snapshot.gateways.map((g) => `${g.meta.namespace}/${g.meta.name}`));
  const missing = v.gateways
    .filter((g) => g !== "mesh")
    .map((g) => (g.includes("/") ? g : `${v.meta.namespace}/${g}`))
    .filter((g) => !gateways.has(g));
  return [
    ...missing.map((gateway) => note(v, "gatewayUnknown", { gateway }, { path: "spec.gateways" })),
    ...routedHosts(mesh, v)
      .filter((host) => !mesh.registry.byHost.has(host) && !host.startsWith("*"))
      .map((host) => note(v, "routeUnknown", { host }, { path: "spec" })),
  ];
}
