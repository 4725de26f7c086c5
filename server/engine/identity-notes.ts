import type { PolicyNote } from "../contract/policies.ts";
import { trustDomainsOf } from "./authorization.ts";
import { conditionField } from "./match/field.ts";
import {
  expandTrustDomain,
  matchNamespace,
  matchServiceAccount,
  principalMatcher,
} from "./match/identity.ts";
import type { Mesh } from "./mesh.ts";
import type { AuthorizationPolicy } from "./objects.ts";
import { note } from "./policy-note.ts";
import type { MeshSnapshot } from "./snapshot.ts";

const made = new WeakMap<MeshSnapshot, readonly string[]>();

/** Every identity that a caller of this source can have: of workloads, and of ServiceAccounts that no pod uses yet. */
function identities(mesh: Mesh): readonly string[] {
  const { snapshot } = mesh;
  const known = made.get(snapshot);
  if (known !== undefined) return known;
  const domain = snapshot.meshConfig.trustDomain;
  const found = new Set<string>();
  for (const a of snapshot.serviceAccounts) found.add(`${domain}/ns/${a.meta.namespace}/sa/${a.meta.name}`);
  for (const n of snapshot.namespaces) found.add(`${domain}/ns/${n.meta.name}/sa/default`);
  for (const w of mesh.workloads.values()) {
    for (const p of w.pods) found.add(`${domain}/ns/${p.namespace}/sa/${p.serviceAccount}`);
  }
  const all = [...found];
  made.set(snapshot, all);
  return all;
}

interface Value {
  readonly value: string;
  readonly path: string;
}

/** The values that speak of principals, namespaces and accounts, from `from` and `when` alike. */
function valuesOf(policy: AuthorizationPolicy, field: string, key: string): readonly Value[] {
  return policy.rules.flatMap((rule, r) => [
    ...rule.from.flatMap((source, i) => {
      const values: readonly string[] = source[field as keyof typeof source] ?? [];
      return values.map((value) => ({ value, path: `spec.rules[${r}].from[${i}].source.${field}` }));
    }),
    ...rule.when.flatMap((w, i) =>
      w.key === key ? w.values.map((value) => ({ value, path: `spec.rules[${r}].when[${i}].values` })) : [],
    ),
  ]);
}

/** A principal of a trust domain that is not ours may be a caller that this source does not show. */
function isForeign(value: string, mesh: Mesh): boolean {
  const domain = value.split("/")[0] ?? "";
  return (
    value.includes("/") &&
    !domain.includes("*") &&
    domain !== "cluster.local" &&
    !trustDomainsOf(mesh.snapshot.meshConfig).includes(domain)
  );
}

/** Values of a policy's rules that no caller of this source can ever have, and conditions that do not exist. */
export function identityNotes(mesh: Mesh, policy: AuthorizationPolicy): readonly PolicyNote[] {
  const all = identities(mesh);
  const domains = trustDomainsOf(mesh.snapshot.meshConfig);
  const notes: PolicyNote[] = [];
  for (const { value, path } of valuesOf(policy, "principals", "source.principal")) {
    const is = principalMatcher(expandTrustDomain(value, domains));
    if (/^\*?spiffe:\/\//.test(value)) notes.push(note(policy, "scheme", { value }, { path }));
    else if (value !== "*" && !isForeign(value, mesh) && !all.some(is))
      notes.push(note(policy, "deadPrincipal", { value }, { path }));
  }
  const accounts = valuesOf(policy, "serviceAccounts", "source.serviceAccount");
  for (const { value, path } of accounts) {
    if (!all.some((p) => matchServiceAccount(value, policy.meta.namespace, p)))
      notes.push(note(policy, "deadServiceAccount", { value }, { path }));
  }
  for (const { value, path } of valuesOf(policy, "namespaces", "source.namespace")) {
    if (!all.some((p) => matchNamespace(value, p)))
      notes.push(note(policy, "deadNamespace", { value }, { path }));
  }
  for (const { value, path } of valuesOf(policy, "requestPrincipals", "request.auth.principal")) {
    if (value === "*/*") notes.push(note(policy, "starRequestPrincipal", {}, { path }));
  }
  for (const [r, rule] of policy.rules.entries()) {
    for (const [i, w] of rule.when.entries()) {
      const path = `spec.rules[${r}].when[${i}].key`;
      if (conditionField(w.key) === null) notes.push(note(policy, "unknownKey", { value: w.key }, { path }));
    }
  }
  return notes;
}
