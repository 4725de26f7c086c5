import type { Finding } from "../../contract/findings.ts";
import { isDryRun } from "../authorization.ts";
import type { AuthorizationPolicy } from "../objects.ts";
import { bindingOf, gatesOf } from "../proxy.ts";
import type { About, Check } from "./check.ts";
import { callersSeen, finding, someWorkloads, trafficTo } from "./finding.ts";

const dry = { path: "metadata.annotations" };

/** Actions that decide nothing, or deny instead of asking. */
export const actions: Check<"AuthorizationPolicy"> = {
  codes: ["dryRun", "dryRunCustom", "audit", "denyNothing", "unknownProvider", "twoProviders"],
  kinds: ["AuthorizationPolicy"],
  needs: ["MeshConfig"],
  find(about: About<"AuthorizationPolicy">) {
    const { object } = about;
    const found: Finding[] = [];
    if (object.action === "CUSTOM") found.push(...custom(about));
    else if (isDryRun(object)) found.push(finding(object, "dryRun", {}, dry));
    else if (object.action === "AUDIT") found.push(finding(object, "audit", {}, { path: "spec.action" }));
    if (object.action === "DENY" && object.rules.length === 0)
      found.push(finding(object, "denyNothing", {}, { path: "spec.action" }));
    return found;
  },
};

function custom({ mesh, object, proxies }: About<"AuthorizationPolicy">): readonly Finding[] {
  const provider = mesh.snapshot.meshConfig.extensionProviders.find((x) => x.name === object.provider);
  const path = "spec.provider.name";
  if (provider === undefined || provider.type === "other")
    return [finding(object, "unknownProvider", { provider: object.provider ?? "" }, { path })];
  const others = new Set<AuthorizationPolicy>();
  const two = proxies.filter((w) => {
    const rivals = w.pods.flatMap((p) =>
      p.hasProxy
        ? bindingOf(mesh, p).policies.filter((x) => x.action === "CUSTOM" && x.provider !== object.provider)
        : [],
    );
    for (const rival of rivals) others.add(rival);
    return rivals.length > 0;
  });
  if (two.length > 0)
    return [finding(object, "twoProviders", { servers: someWorkloads(two) }, { path, others: [...others] })];
  return isDryRun(object) ? [finding(object, "dryRunCustom", {}, dry)] : [];
}

/** An ALLOW policy without rules, where no other one opens what it closes. */
export const allowsNothing: Check<"AuthorizationPolicy"> = {
  codes: ["allowsNothing"],
  kinds: ["AuthorizationPolicy"],
  needs: ["AuthorizationPolicy", "Pod"],
  find({ mesh, object, proxies }: About<"AuthorizationPolicy">) {
    if (object.action !== "ALLOW" || object.rules.length > 0 || isDryRun(object)) return [];
    const closed = proxies.filter((w) =>
      w.pods.every(
        (p) => !p.hasProxy || gatesOf(mesh, p, "HTTP").by.allow.every((x) => x.policy.rules.length === 0),
      ),
    );
    if (closed.length === 0) return [];
    const clients = closed.flatMap((w) => trafficTo(mesh, w)).map((t) => t.client);
    const affected = callersSeen(mesh, clients, closed).filter((c) => c.perSecond !== null);
    // The usual way to close a namespace: a warning only where somebody was seen calling.
    const severity = affected.length === 0 ? "info" : "warning";
    return [
      finding(
        object,
        "allowsNothing",
        { servers: someWorkloads(closed) },
        { path: "spec", severity, affected },
      ),
    ];
  },
};

/** An ALLOW policy all of whose workloads deny every call first. */
export const hiddenByDeny: Check<"AuthorizationPolicy"> = {
  codes: ["hiddenByDeny"],
  kinds: ["AuthorizationPolicy"],
  needs: ["AuthorizationPolicy", "Pod"],
  find({ mesh, object, proxies }: About<"AuthorizationPolicy">) {
    if (object.action !== "ALLOW" || object.rules.length === 0 || isDryRun(object) || proxies.length === 0)
      return [];
    const others = new Set<AuthorizationPolicy>();
    for (const w of proxies) {
      for (const p of w.pods) {
        if (!p.hasProxy) continue;
        const first = gatesOf(mesh, p, "HTTP").by.deny.find((x) => x.matches.op === "yes");
        if (first === undefined) return [];
        others.add(first.policy);
      }
    }
    return [finding(object, "hiddenByDeny", {}, { path: "spec", others: [...others] })];
  },
};
