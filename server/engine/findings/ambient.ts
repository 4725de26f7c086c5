import { trustDomainsOf } from "../authorization.ts";
import { compileRule } from "../authorization-rule.ts";
import type { About, Check } from "./check.ts";
import { finding, someWorkloads } from "./finding.ts";

/** HTTP fields of ambient workloads by selector: nobody there reads them. */
export const atZtunnel: Check<"AuthorizationPolicy"> = {
  codes: ["atZtunnel"],
  kinds: ["AuthorizationPolicy"],
  needs: ["Pod", "Namespace"],
  find({ mesh, object, workloads }: About<"AuthorizationPolicy">) {
    if (object.targetRefs.length > 0) return [];
    const ambient = workloads.filter((w) => w.pods.every((p) => p.ambient));
    if (ambient.length === 0) return [];
    const domains = trustDomainsOf(mesh.snapshot.meshConfig);
    const at = object.rules.findIndex((_, r) => compileRule(object, r, "TCP", domains).changed !== null);
    return at < 0
      ? []
      : [finding(object, "atZtunnel", { servers: someWorkloads(ambient) }, { path: `spec.rules[${at}]` })];
  },
};
