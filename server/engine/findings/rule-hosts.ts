import type { Finding } from "../../contract/findings.ts";
import { chooseRule, rulesForHost } from "../destination-rule.ts";
import type { PodFacts } from "../membership.ts";
import type { Mesh } from "../mesh.ts";
import type { DestinationRule } from "../objects.ts";
import { hostsOfRule } from "../policy-subject.ts";
import { selects } from "../selectors.ts";
import type { MeshSnapshot } from "../snapshot.ts";
import { visibleTo } from "../visibility.ts";
import type { About, Check } from "./check.ts";
import { finding } from "./finding.ts";

const made = new WeakMap<MeshSnapshot, readonly PodFacts[]>();

/** Clients whose choice of a rule can differ: one of each namespace, and each that some rule's selector picks. */
export function ruleClients(mesh: Mesh): readonly PodFacts[] {
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

/** The Service that a host of a rule most likely means, where the name as it stands means none. */
function meant(mesh: Mesh, rule: DestinationRule): Finding | null {
  const { clusterDomain } = mesh.snapshot.meshConfig;
  const host = rule.host.toLowerCase();
  const [name = "", namespace, ...more] = host.split(".");
  if (host.includes("*") || (more.length > 0 && !(more.length === 1 && more[0] === "svc"))) return null;
  const service = mesh.registry.hosts.find(
    (h) =>
      h.kind === "Service" &&
      h.source.meta.name === name &&
      (namespace === undefined ? h.namespace !== rule.meta.namespace : h.namespace === namespace),
  );
  if (service === undefined) return null;
  const read = namespace === undefined ? `${name}.${rule.meta.namespace}.svc.${clusterDomain}` : host;
  return finding(
    rule,
    "shortHost",
    { host: rule.host, meant: read, full: service.host },
    { path: "spec.host" },
  );
}

/** A rule for a host that nobody has, or that every client passes by. */
export const ruleHosts: Check<"DestinationRule"> = {
  codes: ["hostUnknown", "shortHost", "hiddenEverywhere", "hiddenTls"],
  kinds: ["DestinationRule"],
  needs: ["Service", "ServiceEntry", "DestinationRule", "Sidecar", "Pod"],
  find({ mesh, object: rule }: About<"DestinationRule">) {
    if (mesh.registry.hosts.length === 0) return [];
    const hosts = hostsOfRule(mesh, rule);
    const path = "spec.host";
    if (hosts.length === 0)
      return [meant(mesh, rule) ?? finding(rule, "hostUnknown", { host: rule.host }, { path })];
    const hiding = new Set<DestinationRule>();
    const older = new Set<DestinationRule>();
    for (const host of hosts) {
      for (const client of ruleClients(mesh)) {
        if (!visibleTo(mesh.snapshot, client, host)) continue;
        const chosen = chooseRule(mesh.snapshot, client, host.host, host.namespace);
        if (chosen === null) continue;
        if (!chosen.rules.includes(rule)) hiding.add(chosen.trafficPolicyOf);
        else if (rule.trafficPolicy === null || chosen.trafficPolicyOf === rule) return [];
        else older.add(chosen.trafficPolicyOf);
      }
    }
    if (older.size > 0)
      return [
        finding(rule, "hiddenTls", { host: rule.host }, { path: "spec.trafficPolicy", others: [...older] }),
      ];
    return hiding.size === 0
      ? []
      : [finding(rule, "hiddenEverywhere", { host: rule.host }, { path, others: [...hiding] })];
  },
};

/** A rule without TLS settings takes the place of one whose settings auto mTLS does not bring back. */
export const hidesTls: Check<"DestinationRule"> = {
  codes: ["hidesTls"],
  kinds: ["DestinationRule"],
  needs: ["Service", "ServiceEntry", "DestinationRule", "MeshConfig"],
  find({ mesh, object: rule }: About<"DestinationRule">) {
    const { snapshot } = mesh;
    if (rule.trafficPolicy?.tls || rule.workloadSelector !== null) return [];
    for (const host of hostsOfRule(mesh, rule)) {
      const wider = rulesForHost(snapshot, host.host).find((r) => {
        const mode = r === rule ? undefined : r.trafficPolicy?.tls?.mode;
        // What auto mTLS does by itself is not lost.
        return (
          mode === "SIMPLE" ||
          mode === "MUTUAL" ||
          (mode === "ISTIO_MUTUAL" && !snapshot.meshConfig.enableAutoMtls)
        );
      });
      const mode = wider?.trafficPolicy?.tls?.mode;
      if (wider === undefined || mode === undefined) continue;
      const takesPlace = ruleClients(mesh).some((client) => {
        const chosen = chooseRule(snapshot, client, host.host, host.namespace);
        return (
          chosen?.trafficPolicyOf === rule && !chosen.rules.includes(wider) && !chosen.trafficPolicy?.tls
        );
      });
      if (takesPlace)
        return [
          finding(
            rule,
            "hidesTls",
            { host: host.host, mode },
            { path: "spec.trafficPolicy", others: [wider] },
          ),
        ];
    }
    return [];
  },
};
