import type { Finding } from "../../contract/findings.ts";
import { trustDomainsOf } from "../authorization.ts";
import { compileRule } from "../authorization-rule.ts";
import type { Mesh, Workload } from "../mesh.ts";
import { portModes, portsOfWorkload } from "../node.ts";
import type { AuthorizationPolicy, PeerAuthentication } from "../objects.ts";
import type { About, Check } from "./check.ts";
import { finding } from "./finding.ts";

/** A finding when no selected workload has this container port; it says so when the number is a Service's. */
function deadPort(
  mesh: Mesh,
  policy: AuthorizationPolicy | PeerAuthentication,
  workloads: readonly Workload[],
  port: string,
  path: string,
): readonly Finding[] {
  const number = Number(port);
  if (workloads.length === 0 || workloads.some((w) => portsOfWorkload(mesh, w).includes(number))) return [];
  const service = workloads
    .flatMap((w) => w.pods.flatMap((p) => mesh.registry.servicesOf(p)))
    .find((s) => s.port.port === number);
  if (service === undefined) {
    // A container need not declare its ports: only where all declare some, another one is surely a slip.
    return workloads.every((w) => portsOfWorkload(mesh, w).length > 0)
      ? [finding(policy, "deadPort", { port }, { path })]
      : [];
  }
  const { namespace, source } = service.entry;
  const values = { port, service: `${namespace}/${source.meta.name}`, target: String(service.workloadPort) };
  return [finding(policy, "servicePort", values, { path })];
}

/** Ports of `portLevelMtls` that no selected workload has. Without a selector the API server refuses them. */
export const modePorts: Check<"PeerAuthentication"> = {
  codes: ["deadPort", "servicePort"],
  kinds: ["PeerAuthentication"],
  needs: ["Pod", "Service", "EndpointSlice"],
  alone: true,
  find({ mesh, object, workloads }: About<"PeerAuthentication">) {
    return Object.keys(object.portLevelMtls).flatMap((port) =>
      deadPort(mesh, object, workloads, port, `spec.portLevelMtls.${port}`),
    );
  },
};

/** Ports of rules that no selected workload has. */
export const rulePorts: Check<"AuthorizationPolicy"> = {
  codes: ["deadPort", "servicePort"],
  kinds: ["AuthorizationPolicy"],
  needs: ["Pod", "Service", "EndpointSlice"],
  alone: true,
  find({ mesh, object, proxies }: About<"AuthorizationPolicy">) {
    // A gateway listens where Gateways say, which its pods need not declare.
    const sidecars = proxies.filter((w) => w.pods.every((p) => !p.gateway));
    if (sidecars.length < proxies.length) return [];
    const dead = (values: readonly string[], path: string) =>
      values.flatMap((port, i) => deadPort(mesh, object, sidecars, port, `${path}[${i}]`));
    return object.rules.flatMap((rule, r) => [
      ...rule.to.flatMap((to, i) => [
        ...dead(to.ports, `spec.rules[${r}].to[${i}].operation.ports`),
        ...dead(to.notPorts, `spec.rules[${r}].to[${i}].operation.notPorts`),
      ]),
      ...rule.when.flatMap((w, i) =>
        w.key === "destination.port" ? dead(w.values, `spec.rules[${r}].when[${i}].values`) : [],
      ),
    ]);
  },
};

/** HTTP fields do not exist on a TCP chain: there DENY loses the fields, ALLOW loses the rule. */
export const streamRules: Check<"AuthorizationPolicy"> = {
  codes: ["denyWidened", "allowDropped"],
  kinds: ["AuthorizationPolicy"],
  needs: ["Pod", "Service", "EndpointSlice"],
  find({ mesh, object, proxies }: About<"AuthorizationPolicy">) {
    if (object.action !== "DENY" && object.action !== "ALLOW") return [];
    const domains = trustDomainsOf(mesh.snapshot.meshConfig);
    return object.rules.flatMap((rule, r): readonly Finding[] => {
      const { changed } = compileRule(object, r, "TCP", domains);
      // What HTTP changes as well is not news of the port.
      if (changed === null || compileRule(object, r, "HTTP", domains).changed === changed) return [];
      const ports = new Set(
        rule.to.length > 0 && rule.to.every((t) => t.ports.length > 0)
          ? rule.to.flatMap((t) => t.ports.map(Number))
          : [],
      );
      for (const w of proxies) {
        const tcp = portModes(mesh, w).find(
          (m) => m.protocol === "TCP" && (ports.size === 0 || ports.has(m.workloadPort)),
        );
        if (tcp === undefined) continue;
        const values = { port: String(tcp.workloadPort), workload: w.id };
        const path = `spec.rules[${r}]`;
        if (changed === "widened") return [finding(object, "denyWidened", values, { path })];
        // A rule about HTTP that holds at the workload's other ports does what it was written for.
        const holds = ports.size === 0 && portModes(mesh, w).some((m) => m.protocol !== "TCP");
        return [finding(object, "allowDropped", values, { path, severity: holds ? "info" : "warning" })];
      }
      return [];
    });
  },
};
