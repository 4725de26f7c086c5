import type { Finding } from "../../contract/findings.ts";
import type { Mesh, Workload } from "../mesh.ts";
import type { AuthorizationPolicy } from "../objects.ts";
import { bindingOf } from "../proxy.ts";
import type { About, Check } from "./check.ts";
import { finding, someWorkloads } from "./finding.ts";

/** Fields of a policy that ask for a token, with their paths. */
function tokenFields(
  policy: AuthorizationPolicy,
): readonly { readonly field: string; readonly path: string }[] {
  return policy.rules.flatMap((rule, r) => [
    ...rule.from.flatMap((s, i) =>
      (["requestPrincipals", "notRequestPrincipals"] as const).flatMap((field) =>
        s[field].length === 0 ? [] : [{ field, path: `spec.rules[${r}].from[${i}].source.${field}` }],
      ),
    ),
    ...rule.when.flatMap((w, i) =>
      w.key.startsWith("request.auth.") ? [{ field: w.key, path: `spec.rules[${r}].when[${i}].key` }] : [],
    ),
  ]);
}

const reads = (mesh: Mesh, w: Workload) =>
  w.pods.some((p) => p.hasProxy && bindingOf(mesh, p).tokens.length > 0);

/** A policy asks for what is in a token where nobody reads one. */
export const tokensNotRead: Check<"AuthorizationPolicy"> = {
  codes: ["tokensNotRead"],
  kinds: ["AuthorizationPolicy"],
  needs: ["RequestAuthentication", "Pod"],
  find({ mesh, object, proxies }: About<"AuthorizationPolicy">) {
    const fields = tokenFields(object);
    if (fields.length === 0) return [];
    const without = proxies.filter((w) => !reads(mesh, w));
    const first = fields[0];
    if (without.length === 0 || first === undefined) return [];
    const values = { servers: someWorkloads(without), field: first.field };
    return [finding(object, "tokensNotRead", values, { path: first.path })];
  },
};

/** A RequestAuthentication without rules, or where nothing asks for the token. */
export const tokens: Check<"RequestAuthentication"> = {
  codes: ["noTokens", "tokenNotRequired", "tokensAtZtunnel"],
  kinds: ["RequestAuthentication"],
  needs: ["AuthorizationPolicy", "Pod"],
  find({ mesh, object, workloads, proxies }: About<"RequestAuthentication">): readonly Finding[] {
    if (object.jwtRules.length === 0) return [finding(object, "noTokens", {}, { path: "spec" })];
    const ambient = workloads.filter((w) => w.pods.every((p) => p.ambient));
    const found =
      ambient.length > 0 && object.targetRefs.length === 0
        ? [finding(object, "tokensAtZtunnel", { servers: someWorkloads(ambient) }, { path: "spec" })]
        : [];
    const free = proxies.filter((w) =>
      w.pods.every(
        (p) => !p.hasProxy || bindingOf(mesh, p).policies.every((x) => tokenFields(x).length === 0),
      ),
    );
    // Where some of its workloads ask and some do not, that is most likely meant.
    if (free.length === 0 || free.length < proxies.length) return found;
    return [
      ...found,
      finding(object, "tokenNotRequired", { servers: someWorkloads(free) }, { path: "spec.jwtRules" }),
    ];
  },
};
