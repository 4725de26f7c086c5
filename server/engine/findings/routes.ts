import type { Finding } from "../../contract/findings.ts";
import { rulesForHost } from "../destination-rule.ts";
import type { Mesh, Workload } from "../mesh.ts";
import type { Gateway, VirtualService } from "../objects.ts";
import { routedHosts } from "../policy-subject.ts";
import { bindingOf } from "../proxy.ts";
import { byAge, selects } from "../selectors.ts";
import { resolveRouteHost } from "../virtual-service.ts";
import type { About, Check } from "./check.ts";
import { finding, someWorkloads } from "./finding.ts";

const nameOf = (g: Gateway) => `${g.meta.namespace}/${g.meta.name}`;

const gatewaysOf = (v: VirtualService) =>
  v.gateways.map((g, i) => ({
    gateway: g.includes("/") ? g : `${v.meta.namespace}/${g}`,
    mesh: g === "mesh",
    i,
  }));

/** Routes to hosts that nobody has, and Gateways that are not there. */
export const routes: Check<"VirtualService"> = {
  codes: ["routeUnknown", "gatewayUnknown"],
  kinds: ["VirtualService"],
  needs: ["Service", "ServiceEntry", "Gateway"],
  find({ mesh, object: v }: About<"VirtualService">) {
    const known = new Set(mesh.snapshot.gateways.map(nameOf));
    return [
      ...gatewaysOf(v)
        .filter((g) => !g.mesh && !known.has(g.gateway))
        .map(({ gateway, i }) => finding(v, "gatewayUnknown", { gateway }, { path: `spec.gateways[${i}]` })),
      ...(mesh.registry.hosts.length === 0
        ? []
        : routedHosts(mesh, v)
            .filter((host) => !mesh.registry.byHost.has(host) && !host.startsWith("*"))
            .map((host) => finding(v, "routeUnknown", { host }, { path: destinationPath(mesh, v, host) }))),
    ];
  },
};

/** Where a VirtualService names a host first. */
function destinationPath(mesh: Mesh, v: VirtualService, host: string): string {
  const { clusterDomain } = mesh.snapshot.meshConfig;
  for (const kind of ["http", "tls", "tcp"] as const) {
    for (const [r, { route }] of v[kind].entries()) {
      const d = route.findIndex((x) => resolveRouteHost(x.host, v.meta.namespace, clusterDomain) === host);
      if (d >= 0) return `spec.${kind}[${r}].route[${d}].destination.host`;
    }
  }
  return "spec";
}

/** Routes to subsets that no rule defines. */
export const routeSubsets: Check<"VirtualService"> = {
  codes: ["routeSubsetUnknown"],
  kinds: ["VirtualService"],
  needs: ["DestinationRule"],
  find({ mesh, object: v }: About<"VirtualService">) {
    const { clusterDomain } = mesh.snapshot.meshConfig;
    return (["http", "tls", "tcp"] as const).flatMap((kind) =>
      v[kind].flatMap(({ route }, r) =>
        route.flatMap((d, i): readonly Finding[] => {
          if (d.subset === null) return [];
          const host = resolveRouteHost(d.host, v.meta.namespace, clusterDomain);
          const isThere = rulesForHost(mesh.snapshot, host).some((rule) =>
            rule.subsets.some((s) => s.name === d.subset),
          );
          const path = `spec.${kind}[${r}].route[${i}].destination.subset`;
          return isThere ? [] : [finding(v, "routeSubsetUnknown", { subset: d.subset, host }, { path })];
        }),
      ),
    );
  },
};

/** Workloads that a VirtualService's Gateways run at. */
const servedAt = (mesh: Mesh, v: VirtualService): readonly Workload[] => {
  const names = new Set(gatewaysOf(v).map((g) => g.gateway));
  const gateways = mesh.snapshot.gateways.filter(
    (g) => names.has(nameOf(g)) && Object.keys(g.selector).length > 0,
  );
  return [...mesh.workloads.values()].filter((w) =>
    w.pods.some((p) => p.hasProxy && gateways.some((g) => selects(g.selector, p.labels))),
  );
};

/** Routes by claims where nobody reads a token. */
export const claimRoutes: Check<"VirtualService"> = {
  codes: ["claimsNotRead"],
  kinds: ["VirtualService"],
  needs: ["RequestAuthentication", "Gateway", "Pod"],
  find({ mesh, object: v }: About<"VirtualService">) {
    const at = v.http.findIndex((r) =>
      r.match.some((m) =>
        [...Object.keys(m.headers), ...Object.keys(m.withoutHeaders)].some((h) =>
          h.startsWith("@request.auth.claims"),
        ),
      ),
    );
    if (at < 0) return [];
    const without = servedAt(mesh, v).filter((w) =>
      w.pods.every((p) => bindingOf(mesh, p).tokens.length === 0),
    );
    return without.length === 0
      ? []
      : [
          finding(
            v,
            "claimsNotRead",
            { servers: someWorkloads(without) },
            { path: `spec.http[${at}].match` },
          ),
        ];
  },
};

/** A TLS host that an older Gateway of the same pods has at the same port. Plain HTTP hosts are merged, so they may repeat. */
export const gatewayHosts: Check<"Gateway"> = {
  codes: ["gatewayHostTwice"],
  kinds: ["Gateway"],
  needs: ["Gateway", "Pod"],
  find({ mesh, object, workloads }: About<"Gateway">) {
    const older = mesh.snapshot.gateways.filter(
      (g) =>
        g !== object &&
        byAge(g, object) < 0 &&
        Object.keys(g.selector).length > 0 &&
        workloads.some((w) => w.pods.some((p) => selects(g.selector, p.labels))),
    );
    return object.servers.flatMap((server, s) =>
      server.tlsMode === null || server.httpsRedirect
        ? []
        : server.hosts.flatMap((text, h): readonly Finding[] => {
            const host = bare(text);
            const other = older.find((g) =>
              g.servers.some(
                (x) => x.port === server.port && x.tlsMode !== null && x.hosts.some((y) => bare(y) === host),
              ),
            );
            if (other === undefined) return [];
            const values = { host, port: String(server.port) };
            return [
              finding(object, "gatewayHostTwice", values, {
                path: `spec.servers[${s}].hosts[${h}]`,
                others: [other],
              }),
            ];
          }),
    );
  },
};

const bare = (host: string) => host.slice(host.indexOf("/") + 1).toLowerCase();

/** A port that no Service of the gateway's pods leads to. */
export const gatewayPorts: Check<"Gateway"> = {
  codes: ["gatewayPortUnserved"],
  kinds: ["Gateway"],
  needs: ["Service", "EndpointSlice", "Pod"],
  find({ mesh, object, workloads }: About<"Gateway">) {
    const services = workloads.flatMap((w) => w.pods.flatMap((p) => mesh.registry.servicesOf(p)));
    if (services.length === 0) return [];
    return object.servers.flatMap(({ port }, s) =>
      services.some((x) => x.port.port === port || x.workloadPort === port)
        ? []
        : [
            finding(
              object,
              "gatewayPortUnserved",
              { port: String(port) },
              { path: `spec.servers[${s}].port.number` },
            ),
          ],
    );
  },
};
