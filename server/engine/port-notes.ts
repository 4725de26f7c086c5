import type { PolicyNote } from "../contract/policies.ts";
import { trustDomainsOf } from "./authorization.ts";
import { compileRule } from "./authorization-rule.ts";
import type { Mesh, Workload } from "./mesh.ts";
import { portModes, portsOfWorkload } from "./node.ts";
import type { AuthorizationPolicy, PeerAuthentication } from "./objects.ts";
import { note } from "./policy-note.ts";
import { isEmptySelector } from "./selectors.ts";

/** A note when no selected workload has this container port; it says so when the number is a Service's. */
function deadPort(
  mesh: Mesh,
  policy: AuthorizationPolicy | PeerAuthentication,
  workloads: readonly Workload[],
  port: string,
  path: string,
): readonly PolicyNote[] {
  const number = Number(port);
  if (workloads.length === 0 || workloads.some((w) => portsOfWorkload(mesh, w).includes(number))) return [];
  const service = workloads
    .flatMap((w) => w.pods.flatMap((p) => mesh.registry.servicesOf(p)))
    .find((s) => s.port.port === number);
  if (service === undefined) return [note(policy, "deadPort", { port }, { path })];
  const { namespace, source } = service.entry;
  const values = { port, service: `${namespace}/${source.meta.name}`, target: String(service.workloadPort) };
  return [note(policy, "servicePort", values, { path })];
}

/** Ports of `portLevelMtls` that no selected workload has, or that Istio does not read. */
export function modePortNotes(
  mesh: Mesh,
  policy: PeerAuthentication,
  workloads: readonly Workload[],
): readonly PolicyNote[] {
  return Object.keys(policy.portLevelMtls).flatMap((port) => {
    const path = `spec.portLevelMtls.${port}`;
    if (isEmptySelector(policy.selector)) return [note(policy, "modePortUnset", { port }, { path })];
    return deadPort(mesh, policy, workloads, port, path);
  });
}

/** Ports of rules that no selected workload has, and rules that become something else on a TCP port. */
export function rulePortNotes(
  mesh: Mesh,
  policy: AuthorizationPolicy,
  workloads: readonly Workload[],
): readonly PolicyNote[] {
  const dead = policy.rules.flatMap((rule, r) => [
    ...rule.to.flatMap((to, i) =>
      to.ports.flatMap((port) =>
        deadPort(mesh, policy, workloads, port, `spec.rules[${r}].to[${i}].operation.ports`),
      ),
    ),
    ...rule.when.flatMap((w, i) =>
      w.key !== "destination.port"
        ? []
        : w.values.flatMap((port) =>
            deadPort(mesh, policy, workloads, port, `spec.rules[${r}].when[${i}].values`),
          ),
    ),
  ]);
  return [...dead, ...streamNotes(mesh, policy, workloads)];
}

/** HTTP fields do not exist on a TCP chain: there DENY loses the fields, ALLOW loses the rule. */
function streamNotes(
  mesh: Mesh,
  policy: AuthorizationPolicy,
  workloads: readonly Workload[],
): readonly PolicyNote[] {
  if (policy.action !== "DENY" && policy.action !== "ALLOW") return [];
  const domains = trustDomainsOf(mesh.snapshot.meshConfig);
  return policy.rules.flatMap((rule, r): PolicyNote[] => {
    const { changed } = compileRule(policy, r, "TCP", domains);
    // What HTTP changes as well is not news of the port.
    if (changed === null || compileRule(policy, r, "HTTP", domains).changed === changed) return [];
    const ports = new Set(
      rule.to.every((t) => t.ports.length > 0) ? rule.to.flatMap((t) => t.ports.map(Number)) : [],
    );
    for (const w of workloads) {
      const tcp = portModes(mesh, w).find(
        (m) => m.protocol === "TCP" && (ports.size === 0 || ports.has(m.workloadPort)),
      );
      if (tcp === undefined) continue;
      const values = { port: String(tcp.workloadPort), workload: w.id };
      const code = changed === "widened" ? "denyWidened" : "allowDropped";
      return [note(policy, code, values, { path: `spec.rules[${r}]` })];
    }
    return [];
  });
}
