import type { Finding } from "../../contract/findings.ts";
import { trustDomainsOf } from "../authorization.ts";
import { expandTrustDomain, matchNamespace, principalMatcher } from "../match/identity.ts";
import type { Mesh } from "../mesh.ts";
import type { AuthorizationPolicy } from "../objects.ts";
import type { About, Check } from "./check.ts";
import { finding } from "./finding.ts";
import { ruleValues, type Value } from "./rule-values.ts";

const made = new WeakMap<Mesh["registry"], ReadonlySet<string>>();

/** Every identity that a caller of this source can have: of workloads, and of ServiceAccounts that no pod uses yet. */
export function identities(mesh: Mesh): ReadonlySet<string> {
  const { snapshot } = mesh;
  const known = made.get(mesh.registry);
  if (known !== undefined) return known;
  const domain = snapshot.meshConfig.trustDomain;
  const found = new Set<string>();
  for (const a of snapshot.serviceAccounts) found.add(`${domain}/ns/${a.meta.namespace}/sa/${a.meta.name}`);
  for (const n of snapshot.namespaces) found.add(`${domain}/ns/${n.meta.name}/sa/default`);
  for (const w of mesh.workloads.values()) {
    for (const p of w.pods) found.add(`${domain}/ns/${p.namespace}/sa/${p.serviceAccount}`);
  }
  made.set(mesh.registry, found);
  return found;
}

/** The trust domain of a value, where it is neither this mesh's nor an alias: a caller that this source does not show. */
export function foreignDomain(value: string, mesh: Mesh): string | null {
  const domain = value.split("/")[0] ?? "";
  const isForeign =
    value.includes("/") &&
    !domain.includes("*") &&
    domain !== "cluster.local" &&
    !trustDomainsOf(mesh.snapshot.meshConfig).includes(domain);
  return isForeign ? domain : null;
}

/** `namespace/sa/account` of a value of `serviceAccounts`, which knows no patterns. */
export const accountPath = (value: string, namespace: string): string =>
  value.includes("/") ? value.replace("/", "/sa/") : `${namespace}/sa/${value}`;

const hasScheme = (value: string) => /^\*?spiffe:\/\//.test(value);

/** Names are looked up; only patterns are tried with every identity. */
function some(
  all: ReadonlySet<string>,
  names: readonly string[],
  is: (principal: string) => boolean,
): boolean {
  if (names.some((name) => all.has(name))) return true;
  if (names.every((name) => !name.includes("*"))) return false;
  for (const principal of all) if (is(principal)) return true;
  return false;
}

const inside = new WeakMap<ReadonlySet<string>, ReadonlySet<string>>();

/** Namespaces of identities. */
function namespacesOf(all: ReadonlySet<string>): ReadonlySet<string> {
  const known = inside.get(all) ?? new Set([...all].map((p) => p.split("/")[2] ?? ""));
  inside.set(all, known);
  return known;
}

function principals(mesh: Mesh, policy: AuthorizationPolicy, all: ReadonlySet<string>): readonly Finding[] {
  const domains = trustDomainsOf(mesh.snapshot.meshConfig);
  return ruleValues(policy, "principals").flatMap((of): readonly Finding[] => {
    const { value, path } = of;
    if (hasScheme(value))
      return [finding(policy, "scheme", { value, without: value.replace("spiffe://", "") }, { path })];
    if (value === "*") return [];
    const domain = foreignDomain(value, mesh);
    if (domain !== null) {
      const own = value.replace(domain, domains[0] ?? domain);
      return [finding(policy, "foreignTrustDomain", { value, domain, own }, { path })];
    }
    const names = expandTrustDomain(value, domains);
    if (some(all, names, principalMatcher(names))) return [];
    return [dead(policy, "deadPrincipal", of)];
  });
}

/** A value that fits nobody: nothing is matched, or nothing is excluded. */
function dead(
  policy: AuthorizationPolicy,
  code: "deadPrincipal" | "deadServiceAccount" | "deadNamespace",
  { value, path, field, negative }: Value,
): Finding {
  return negative
    ? finding(policy, "deadExclusion", { value, field }, { path })
    : finding(policy, code, { value }, { path });
}

/** Without namespaces or pods a folder of policies shows nobody: then nobody is missing. */
const showsSomebody = (mesh: Mesh) => mesh.workloads.size > 0;

/** Principals, accounts and namespaces of rules that no caller of this source can ever have. */
export const deadIdentities: Check<"AuthorizationPolicy"> = {
  codes: [
    "deadPrincipal",
    "deadServiceAccount",
    "deadNamespace",
    "deadExclusion",
    "foreignTrustDomain",
    "scheme",
  ],
  kinds: ["AuthorizationPolicy"],
  needs: ["Pod", "Namespace", "ServiceAccount", "MeshConfig"],
  alone: true,
  find({ mesh, object }: About<"AuthorizationPolicy">) {
    if (object.rules.length === 0 || !showsSomebody(mesh)) return [];
    const all = identities(mesh);
    const domain = mesh.snapshot.meshConfig.trustDomain;
    const accounts = ruleValues(object, "serviceAccounts")
      .filter(({ value }) => !all.has(`${domain}/ns/${accountPath(value, object.meta.namespace)}`))
      .map((value) => dead(object, "deadServiceAccount", value));
    const known = namespacesOf(all);
    const namespaces = ruleValues(object, "namespaces")
      .filter(({ value }) => !known.has(value) && !some(all, [value], (p) => matchNamespace(value, p)))
      .map((value) => dead(object, "deadNamespace", value));
    return [...principals(mesh, object, all), ...accounts, ...namespaces];
  },
};
