import type { Finding } from "../../contract/findings.ts";
import { say } from "../../contract/text.ts";
import { trustDomainsOf } from "../authorization.ts";
import { compileRule } from "../authorization-rule.ts";
import { reduce } from "../expression.ts";
import type { Facts } from "../facts.ts";
import { matchString } from "../match/string.ts";
import type { Mesh } from "../mesh.ts";
import type { AuthorizationOperation, AuthorizationPolicy, AuthorizationSource } from "../objects.ts";
import type { About, Check } from "./check.ts";
import { finding } from "./finding.ts";
import { foreignDomain, identities } from "./identities.ts";
import { identityValues } from "./rule-values.ts";

/** A request of which only the caller is known. */
const by = (principal: string | null): Facts => ({
  principal,
  sourceIp: undefined,
  remoteIp: undefined,
  destinationIp: undefined,
  destinationPort: -1,
  sni: undefined,
  method: undefined,
  path: undefined,
  rawPath: undefined,
  authority: undefined,
  headers: undefined,
  unsureHeaders: [],
  token: undefined,
  assumed: {},
});

/** True when every value that one pattern takes another one takes too. */
const covers = (wide: string, narrow: string) =>
  wide === narrow || (wide === "*" ? true : !narrow.includes("*") && matchString(wide, narrow));

const pairs = [
  ["principals", "notPrincipals"],
  ["namespaces", "notNamespaces"],
  ["serviceAccounts", "notServiceAccounts"],
  ["trustDomains", "notTrustDomains"],
  ["ipBlocks", "notIpBlocks"],
  ["remoteIpBlocks", "notRemoteIpBlocks"],
  ["requestPrincipals", "notRequestPrincipals"],
] as const satisfies readonly (readonly [keyof AuthorizationSource, keyof AuthorizationSource])[];
const operationPairs = [
  ["hosts", "notHosts"],
  ["ports", "notPorts"],
  ["methods", "notMethods"],
  ["paths", "notPaths"],
] as const satisfies readonly (readonly [keyof AuthorizationOperation, keyof AuthorizationOperation])[];

/** Everything that X takes is in notX. */
function contradiction<Key extends string>(
  part: Readonly<Record<Key, readonly string[]>>,
  of: readonly (readonly [Key, Key])[],
): { readonly field: Key; readonly other: Key } | null {
  for (const [other, field] of of) {
    if (part[other].length > 0 && part[other].every((v) => part[field].some((n) => covers(n, v))))
      return { field, other };
  }
  return null;
}

const identityFields = [
  "principals",
  "notPrincipals",
  "namespaces",
  "notNamespaces",
  "serviceAccounts",
  "notServiceAccounts",
  "trustDomains",
  "notTrustDomains",
] as const;
const asked = (s: AuthorizationSource) => identityFields.filter((f) => s[f].length > 0).length;

/** Sources of a rule that no caller of this source fits although each of their fields alone does fit somebody. */
function nobodyFits(mesh: Mesh, policy: AuthorizationPolicy, r: number): boolean {
  const rule = policy.rules[r];
  if (rule === undefined) return false;
  const conditions = rule.when.filter((w) => w.key.startsWith("source.") && w.key !== "source.ip").length;
  // One field alone is judged value by value.
  if (!rule.from.some((s) => asked(s) + conditions > 1) && conditions < 2) return false;
  if (identityValues(policy).some((v) => v.rule === r && foreignDomain(v.value, mesh) !== null)) return false;
  const domains = trustDomainsOf(mesh.snapshot.meshConfig);
  const { expression } = compileRule(
    { ...policy, rules: policy.rules.with(r, { ...rule, to: [] }) },
    r,
    "HTTP",
    domains,
  );
  return [null, ...identities(mesh)].every((p) => reduce(expression, by(p)).op === "no");
}

/** Rules of which two parts contradict each other. */
export const neverMatches: Check<"AuthorizationPolicy"> = {
  codes: ["neverMatches"],
  kinds: ["AuthorizationPolicy"],
  needs: ["Pod", "Namespace", "ServiceAccount", "MeshConfig"],
  alone: true,
  find({ mesh, object }: About<"AuthorizationPolicy">) {
    return object.rules.flatMap((rule, r): readonly Finding[] => {
      const found: Finding[] = [];
      const tell = (path: string, c: { readonly field: string; readonly other: string } | null) => {
        if (c !== null) found.push(finding(object, "neverMatches", { why: say("contradicts", c) }, { path }));
      };
      for (const [i, s] of rule.from.entries())
        tell(`spec.rules[${r}].from[${i}].source`, contradiction(s, pairs));
      for (const [i, o] of rule.to.entries())
        tell(`spec.rules[${r}].to[${i}].operation`, contradiction(o, operationPairs));
      for (const [i, w] of rule.when.entries())
        tell(
          `spec.rules[${r}].when[${i}]`,
          contradiction({ values: w.values, notValues: w.notValues }, [["values", "notValues"]]),
        );
      if (found.length === 0 && mesh.workloads.size > 0 && nobodyFits(mesh, object, r)) {
        const path = `spec.rules[${r}]`;
        found.push(finding(object, "neverMatches", { why: say("nobodyFits", { field: "from" }) }, { path }));
      }
      return found;
    });
  },
};
