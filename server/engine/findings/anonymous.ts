import type { Finding } from "../../contract/findings.ts";
import { trustDomainsOf } from "../authorization.ts";
import { expandTrustDomain } from "../match/identity.ts";
import type { Mesh, Workload } from "../mesh.ts";
import { portModes } from "../node.ts";
import type { About, Check } from "./check.ts";
import { callersSeen, finding, someCallers, someWorkloads } from "./finding.ts";
import { accountPath } from "./identities.ts";
import { identityValues, ruleValues } from "./rule-values.ts";

const without = new WeakMap<Mesh["registry"], readonly Workload[]>();

/** Namespaces of the cluster itself, whose pods seldom call a mesh. */
const isSystem = (namespace: string) => namespace.startsWith("kube-");

/** Workloads that run without any proxy, and so without an identity; those of the control plane left out. */
export function withoutProxy(mesh: Mesh): readonly Workload[] {
  const known =
    without.get(mesh.registry) ??
    [...mesh.workloads.values()].filter(
      (w) =>
        !isSystem(w.namespace) &&
        w.namespace !== mesh.snapshot.meshConfig.rootNamespace &&
        isBare(mesh, w.id),
    );
  without.set(mesh.registry, known);
  return known;
}

/** True for a workload of those. */
export const isBare = (mesh: Mesh, id: string): boolean => {
  const w = mesh.workloads.get(id);
  return w?.pods.every((p) => !p.hasProxy && !p.ambient) === true;
};

const byNames = new WeakMap<Mesh["registry"], ReadonlyMap<string, readonly Workload[]>>();

/** The same workloads by the name of their namespace, and by the principal that they would have. */
function namesOf(mesh: Mesh): ReadonlyMap<string, readonly Workload[]> {
  const known = byNames.get(mesh.registry);
  if (known !== undefined) return known;
  const found = new Map<string, Workload[]>();
  const { trustDomain } = mesh.snapshot.meshConfig;
  for (const w of withoutProxy(mesh)) {
    const names = new Set(w.pods.map((p) => `${trustDomain}/ns/${p.namespace}/sa/${p.serviceAccount}`));
    for (const name of [w.namespace, ...names]) found.set(name, [...(found.get(name) ?? []), w]);
  }
  byNames.set(mesh.registry, found);
  return found;
}

/** Callers that a rule names and that have no certificate: it never fits their calls. */
export const anonymousCallers: Check<"AuthorizationPolicy"> = {
  codes: ["anonymousCaller"],
  kinds: ["AuthorizationPolicy"],
  needs: ["Pod", "Namespace"],
  find({ mesh, object, proxies }: About<"AuthorizationPolicy">) {
    const bare = withoutProxy(mesh);
    const byName = namesOf(mesh);
    if (bare.length === 0 || proxies.length === 0 || object.rules.length === 0) return [];
    const domains = trustDomainsOf(mesh.snapshot.meshConfig);
    const domain = mesh.snapshot.meshConfig.trustDomain;
    const tell = (value: string, path: string, names: readonly string[]): readonly Finding[] => {
      const named = names.flatMap((name) => byName.get(name) ?? []);
      if (named.length === 0) return [];
      const affected = callersSeen(
        mesh,
        named.map((w) => w.id),
        proxies,
      );
      const isSeen = affected.some((c) => c.perSecond !== null);
      // Where traffic was measured, those who were not seen do not call.
      if (!isSeen && mesh.snapshot.traffic.length > 0) return [];
      const severity = isSeen ? "warning" : "info";
      return [
        finding(
          object,
          "anonymousCaller",
          { value, who: someCallers(affected) },
          { path, severity, affected },
        ),
      ];
    };
    const positive = (field: "principals" | "namespaces" | "serviceAccounts") =>
      // A star means whoever has an identity: that is meant so.
      ruleValues(object, field).filter((v) => !v.negative && !v.value.includes("*"));
    return [
      ...positive("principals").flatMap(({ value, path }) =>
        tell(value, path, expandTrustDomain(value, domains)),
      ),
      ...positive("namespaces").flatMap(({ value, path }) => tell(value, path, [value])),
      ...positive("serviceAccounts").flatMap(({ value, path }) =>
        tell(value, path, [`${domain}/ns/${accountPath(value, object.meta.namespace)}`]),
      ),
    ];
  },
};

/** Identities are asked for where a DISABLE server never learns one. */
export const identityWithoutMtls: Check<"AuthorizationPolicy"> = {
  codes: ["identityWithoutMtls"],
  kinds: ["AuthorizationPolicy"],
  needs: ["PeerAuthentication", "Pod", "MeshConfig"],
  find({ mesh, object, proxies }: About<"AuthorizationPolicy">) {
    const [first] = identityValues(object);
    if (first === undefined) return [];
    const off = proxies.filter((w) => {
      const modes = portModes(mesh, w);
      return modes.length > 0 && modes.every((m) => m.mode === "DISABLE");
    });
    if (off.length === 0) return [];
    const values = { servers: someWorkloads(off), field: first.field };
    return [finding(object, "identityWithoutMtls", values, { path: first.path })];
  },
};
