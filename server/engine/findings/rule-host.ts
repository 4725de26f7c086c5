import type { Mesh } from "../mesh.ts";
import type { About, Check } from "./check.ts";
import { finding } from "./finding.ts";

/** Hosts that Services, ServiceEntries, routes and Gateways answer to, as a Host header may spell them. */
function isServed(mesh: Mesh, host: string): boolean {
  const { snapshot, registry } = mesh;
  if (registry.byHost.has(host)) return true;
  return [
    ...snapshot.virtualServices.flatMap((v) => v.hosts),
    ...snapshot.gateways.flatMap((g) => g.servers.flatMap((s) => s.hosts)),
  ]
    .map((h) => h.slice(h.indexOf("/") + 1).toLowerCase())
    .some((h) => h === host || (h.startsWith("*") && host.endsWith(h.slice(1))));
}

/** The Service that a name speaks of, if it is spelled like one of this cluster; null for any other name. */
function serviceName(
  mesh: Mesh,
  host: string,
): { readonly name: string; readonly namespace: string | null } | null {
  const { clusterDomain } = mesh.snapshot.meshConfig;
  const short = host.endsWith(`.svc.${clusterDomain}`)
    ? host.slice(0, -`.svc.${clusterDomain}`.length)
    : host.endsWith(".svc")
      ? host.slice(0, -".svc".length)
      : null;
  const [name = "", namespace, ...more] = (short ?? host).split(".");
  if (more.length > 0) return null;
  if (short !== null) return namespace === undefined ? null : { name, namespace };
  if (namespace === undefined) return name === "localhost" ? null : { name, namespace: null };
  // Two words may be a domain of the Internet: only with a namespace of this cluster are they a Service.
  return mesh.namespaces.has(namespace) ? { name, namespace } : null;
}

/** `hosts` that are spelled like a Service and are none. */
export const hostsOfRules: Check<"AuthorizationPolicy"> = {
  codes: ["hostNotServed"],
  kinds: ["AuthorizationPolicy"],
  needs: ["Service", "ServiceEntry", "VirtualService", "Gateway", "Namespace"],
  find({ mesh, object }: About<"AuthorizationPolicy">) {
    if (mesh.registry.hosts.length === 0) return [];
    return object.rules.flatMap((rule, r) =>
      rule.to.flatMap((to, i) =>
        to.hosts.flatMap((value, k) => {
          const host = value.toLowerCase().replace(/:(\d+|\*)$/, "");
          if (host.includes("*") || isServed(mesh, host)) return [];
          const service = serviceName(mesh, host);
          if (service === null) return [];
          const exists = mesh.registry.hosts.some(
            ({ kind, namespace, source }) =>
              kind === "Service" &&
              source.meta.name === service.name &&
              (service.namespace === null || service.namespace === namespace),
          );
          const path = `spec.rules[${r}].to[${i}].operation.hosts[${k}]`;
          return exists ? [] : [finding(object, "hostNotServed", { value }, { path })];
        }),
      ),
    );
  },
};
