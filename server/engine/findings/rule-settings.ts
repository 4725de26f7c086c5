import type { Finding } from "../../contract/findings.ts";
import { chooseRule } from "../destination-rule.ts";
import type { Mesh } from "../mesh.ts";
import type { ClientTlsSettings, DestinationRule, TrafficPolicy } from "../objects.ts";
import { hostsOfRule, routedHosts } from "../policy-subject.ts";
import { selects } from "../selectors.ts";
import type { About, Check } from "./check.ts";
import { finding } from "./finding.ts";
import { ruleClients } from "./rule-hosts.ts";

interface Level {
  readonly policy: TrafficPolicy;
  readonly path: string;
}

const levels = (rule: DestinationRule): readonly Level[] => [
  ...(rule.trafficPolicy === null ? [] : [{ policy: rule.trafficPolicy, path: "spec.trafficPolicy" }]),
  ...rule.subsets.flatMap((s, i) =>
    s.trafficPolicy === null ? [] : [{ policy: s.trafficPolicy, path: `spec.subsets[${i}].trafficPolicy` }],
  ),
];

const allTls = (
  rule: DestinationRule,
): readonly { readonly tls: ClientTlsSettings; readonly path: string }[] =>
  levels(rule).flatMap(({ policy, path }) => [
    ...(policy.tls === null ? [] : [{ tls: policy.tls, path: `${path}.tls` }]),
    ...policy.portLevelSettings.flatMap((p, i) =>
      p.tls === null ? [] : [{ tls: p.tls, path: `${path}.portLevelSettings[${i}].tls` }],
    ),
  ]);

const has = (text: string | null) => text !== null && text !== "";

/** A gateway reads credentials by name; a host that some gateway routes to may be meant for it. */
function isRoutedByGateway(mesh: Mesh, rule: DestinationRule): boolean {
  const hosts = new Set(hostsOfRule(mesh, rule).map((h) => h.host.toLowerCase()));
  return mesh.snapshot.virtualServices.some(
    (v) =>
      v.gateways.some((g) => g !== "mesh") && routedHosts(mesh, v).some((h) => hosts.has(h.toLowerCase())),
  );
}

/** TLS settings that do not give what they name. */
export const ruleTls: Check<"DestinationRule"> = {
  codes: ["mutualWithoutCertificates", "credentialIgnored", "skipsVerification", "portCancelsTls"],
  kinds: ["DestinationRule"],
  needs: ["VirtualService", "Service", "ServiceEntry"],
  find: ({ mesh, object: rule }: About<"DestinationRule">) => [
    ...allTls(rule).flatMap(({ tls, path }): readonly Finding[] => {
      const found: Finding[] = [];
      if (
        tls.mode === "MUTUAL" &&
        !has(tls.credentialName) &&
        !(has(tls.clientCertificate) && has(tls.privateKey))
      )
        found.push(finding(rule, "mutualWithoutCertificates", {}, { path: `${path}.mode` }));
      if (
        (tls.mode === "SIMPLE" || tls.mode === "MUTUAL") &&
        has(tls.credentialName) &&
        !tls.credentialName?.startsWith("configmap://") &&
        rule.workloadSelector === null &&
        !isRoutedByGateway(mesh, rule)
      )
        found.push(finding(rule, "credentialIgnored", {}, { path: `${path}.credentialName` }));
      if (tls.insecureSkipVerify && tls.mode !== "DISABLE" && tls.mode !== "ISTIO_MUTUAL")
        found.push(finding(rule, "skipsVerification", {}, { path: `${path}.insecureSkipVerify` }));
      return found;
    }),
    ...levels(rule).flatMap(({ policy, path }) => {
      const mode = policy.tls?.mode;
      // Auto mTLS brings ISTIO_MUTUAL back; the others are gone.
      if (mode !== "SIMPLE" && mode !== "MUTUAL") return [];
      return policy.portLevelSettings.flatMap((p, i) =>
        p.tls !== null
          ? []
          : [
              finding(
                rule,
                "portCancelsTls",
                { port: String(p.port), mode },
                { path: `${path}.portLevelSettings[${i}]` },
              ),
            ],
      );
    }),
  ],
};

/** Ports of a rule that its hosts do not have: those of the Service count here. */
export const ruleServicePorts: Check<"DestinationRule"> = {
  codes: ["rulePortUnknown"],
  kinds: ["DestinationRule"],
  needs: ["Service", "ServiceEntry"],
  find({ mesh, object: rule }: About<"DestinationRule">) {
    const hosts = hostsOfRule(mesh, rule);
    if (hosts.length === 0) return [];
    const ports = new Set(hosts.flatMap((h) => h.ports.map((p) => p.port)));
    return levels(rule).flatMap(({ policy, path }) =>
      policy.portLevelSettings.flatMap((p, i) => {
        if (ports.has(p.port)) return [];
        const values = { host: rule.host, port: String(p.port), ports: [...ports].join(", ") };
        return [finding(rule, "rulePortUnknown", values, { path: `${path}.portLevelSettings[${i}].port` })];
      }),
    );
  },
};

/** Subsets that mean no pod, all pods, or what another rule says. */
export const subsets: Check<"DestinationRule"> = {
  codes: ["subsetEmpty", "subsetWithoutLabels", "subsetHidden"],
  kinds: ["DestinationRule"],
  needs: ["Service", "ServiceEntry", "Pod", "EndpointSlice", "DestinationRule"],
  find({ mesh, object: rule }: About<"DestinationRule">) {
    if (rule.subsets.length === 0) return [];
    const hosts = hostsOfRule(mesh, rule);
    const endpoints = hosts.filter((h) => !h.external).flatMap((h) => h.ports.flatMap((p) => h.endpoints(p)));
    return rule.subsets.flatMap((s, i): readonly Finding[] => {
      const path = `spec.subsets[${i}]`;
      const values = { subset: s.name, host: rule.host };
      const hidden = hiddenSubset(mesh, rule, s.name);
      if (hidden !== null) return [finding(rule, "subsetHidden", values, { path, others: [hidden] })];
      if (Object.keys(s.labels).length === 0) return [finding(rule, "subsetWithoutLabels", values, { path })];
      const nobody = endpoints.length > 0 && !endpoints.some((e) => selects(s.labels, e.labels));
      return nobody ? [finding(rule, "subsetEmpty", values, { path: `${path}.labels` })] : [];
    });
  },
};

/** The older rule whose subset of the same name counts. */
function hiddenSubset(mesh: Mesh, rule: DestinationRule, name: string): DestinationRule | null {
  for (const host of hostsOfRule(mesh, rule)) {
    for (const client of ruleClients(mesh)) {
      const chosen = chooseRule(mesh.snapshot, client, host.host, host.namespace);
      if (!chosen?.rules.includes(rule)) continue;
      const own = chosen.subsets.find((s) => s.name === name);
      return own === undefined || own.of === rule ? null : own.of;
    }
  }
  return null;
}
