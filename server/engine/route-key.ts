import { chooseRule, rulesForHost } from "./destination-rule.ts";
import type { Lead } from "./leads.ts";
import type { PodFacts } from "./membership.ts";
import type { Mesh } from "./mesh.ts";
import { numberOf } from "./object-number.ts";
import type { VirtualService } from "./objects.ts";
import type { HostEntry } from "./registry.ts";
import type { MeshSnapshot } from "./snapshot.ts";
import { resolveRouteHost, routesOf, virtualServiceFor } from "./virtual-service.ts";
import { visibleTo } from "./visibility.ts";

const made = new WeakMap<MeshSnapshot, boolean>();

/** True when some route or rule may choose by the labels of the client's pod, not only by its namespace. */
export function routesReadLabels(snapshot: MeshSnapshot): boolean {
  const known =
    made.get(snapshot) ??
    (snapshot.destinationRules.some((r) => r.workloadSelector !== null) ||
      snapshot.virtualServices.some((v) =>
        [...v.http, ...v.tls, ...v.tcp].some((r) =>
          r.match.some((m) => Object.keys(m.sourceLabels).length > 0),
        ),
      ));
  made.set(snapshot, known);
  return known;
}

/**
 * Everything about the way of one client to one port that may differ between clients: by which host it dials, which
 * VirtualService it reads, which DestinationRule its proxy uses for each host on the way.
 * @param leads hosts that lead to the port
 * @returns null when the way may be like no other
 */
export function routeKey(mesh: Mesh, client: PodFacts, leads: readonly Lead[]): string | null {
  const at = leads.findIndex((l) => visibleTo(mesh.snapshot, client, l.entry));
  const lead = leads[at];
  // What a proxy makes of a bare address hangs on every host that its namespace sees.
  if (lead === undefined)
    return client.hasProxy ? (leads.length > 0 ? null : `@${client.namespace}`) : "direct";
  if (!client.hasProxy) return `direct ${at}`;
  const v = virtualServiceFor(mesh.snapshot, client, "mesh", lead.entry.host);
  const targets = v === null ? [] : targetsOf(mesh, v);
  if (targets === null) return null;
  let key = `${at}${v === null ? "" : ` by ${numberOf(mesh, v)}`}`;
  key += ` ${ruleNumber(mesh, client, lead.entry)}`;
  for (const entry of targets) key += ` ${ruleNumber(mesh, client, entry)}`;
  return key;
}

/** The rule for one host, and for the host that it is an alias of. */
function ruleNumber(mesh: Mesh, client: PodFacts, entry: HostEntry): string {
  const alias =
    entry.externalName === null ? undefined : mesh.registry.byHost.get(entry.externalName.toLowerCase())?.[0];
  return `${ownRule(mesh, client, entry)}${alias === undefined ? "" : ` ${ownRule(mesh, client, alias)}`}`;
}

function ownRule(mesh: Mesh, client: PodFacts, entry: HostEntry): number {
  if (!hasRules(mesh, entry)) return 0;
  const rule = chooseRule(mesh.snapshot, client, entry.host, entry.namespace);
  return rule === null ? 0 : numberOf(mesh, rule);
}

const ruled = new WeakMap<Mesh, Map<HostEntry, boolean>>();
function hasRules(mesh: Mesh, entry: HostEntry): boolean {
  const byEntry = ruled.get(mesh) ?? new Map<HostEntry, boolean>();
  ruled.set(mesh, byEntry);
  const known = byEntry.get(entry) ?? rulesForHost(mesh.snapshot, entry.host).length > 0;
  byEntry.set(entry, known);
  return known;
}

/** Hosts that the routes of one VirtualService end at; null when they choose by who the client is. */
function targetsOf(mesh: Mesh, v: VirtualService): readonly HostEntry[] | null {
  const { snapshot } = mesh;
  const routed = [
    ...routesOf(snapshot, v).map(({ by, route, outer }) => ({
      by,
      route,
      match: [...route.match, ...outer],
    })),
    ...[...v.tls, ...v.tcp].map((route) => ({ by: v, route, match: route.match })),
  ];
  const picks = routed.some(({ match }) =>
    match.some((m) => m.sourceNamespace !== null || Object.keys(m.sourceLabels).length > 0),
  );
  if (picks) return null;
  return routed.flatMap(({ by, route }) =>
    route.route.flatMap((d) => {
      const host = resolveRouteHost(d.host, by.meta.namespace, snapshot.meshConfig.clusterDomain);
      return mesh.registry.byHost.get(host)?.[0] ?? [];
    }),
  );
}
