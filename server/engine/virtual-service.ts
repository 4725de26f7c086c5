import { say } from "../contract/text.ts";
import { allOf, anyOf, type Expression, not, reduce, yes } from "./expression.ts";
import type { Facts } from "./facts.ts";
import type { PodFacts } from "./membership.ts";
import type { HttpMatch, HttpRoute, RouteDestination, StringMatch, VirtualService } from "./objects.ts";
import { byAge, selects } from "./selectors.ts";
import type { MeshSnapshot } from "./snapshot.ts";
import { exportedTo } from "./visibility.ts";

/** One way a request may go, with the condition under which it goes there. */
export interface Leg {
  readonly condition: Expression;
  readonly destination: RouteDestination | null;
  /** The proxy answers by itself: redirect or direct response. */
  readonly answers: number | null;
  readonly by: VirtualService;
  readonly path: string;
  readonly rewriteUri: { readonly from: HttpMatch["uri"]; readonly to: string } | null;
  readonly rewriteAuthority: string | null;
}

/** True when a host name is covered by a pattern of a VirtualService, Gateway or virtual host: exact, `*`, `*.suffix`. */
export function hostCovers(pattern: string, host: string): boolean {
  const p = pattern.toLowerCase();
  const h = host.toLowerCase();
  return p === "*" || p === h || (p.startsWith("*") && h.endsWith(p.slice(1)) && h.length > p.length - 1);
}

/** A host as a VirtualService writes it: text without a dot is a Service of its own namespace. */
export function resolveRouteHost(host: string, namespace: string, clusterDomain: string): string {
  const lower = host.toLowerCase();
  return lower.includes(".") || lower.includes("*") ? lower : `${lower}.${namespace}.svc.${clusterDomain}`;
}

const boundTo = (v: VirtualService) =>
  v.gateways.length === 0
    ? ["mesh"]
    : v.gateways.map((g) => (g === "mesh" || g.includes("/") ? g : `${v.meta.namespace}/${g}`));

/** The VirtualServices that one proxy reads for `mesh` or for one Gateway, oldest first; once per snapshot. */
type ByNamespace = Map<string, readonly VirtualService[]>;
const read = new WeakMap<MeshSnapshot, Map<string, ByNamespace>>();
export function virtualServicesOf(
  snapshot: MeshSnapshot,
  gateway: string,
  namespace: string,
): readonly VirtualService[] {
  let byGateway = read.get(snapshot);
  if (byGateway === undefined) {
    byGateway = new Map();
    read.set(snapshot, byGateway);
  }
  let byNamespace = byGateway.get(gateway);
  if (byNamespace === undefined) {
    byNamespace = new Map();
    byGateway.set(gateway, byNamespace);
  }
  let found = byNamespace.get(namespace);
  if (found === undefined) {
    found = seenBy(snapshot, gateway, namespace, byNamespace);
    byNamespace.set(namespace, found);
  }
  return found;
}

/** Most namespaces see the same ones: they share one list, and so one index. */
function seenBy(
  snapshot: MeshSnapshot,
  gateway: string,
  namespace: string,
  others: ByNamespace,
): readonly VirtualService[] {
  const { defaultVirtualServiceExportTo } = snapshot.meshConfig;
  const seen = boundToGateway(snapshot, gateway).filter((v) => {
    const exportTo = v.exportTo.length === 0 ? defaultVirtualServiceExportTo : v.exportTo;
    return exportedTo(exportTo, v.meta.namespace, namespace);
  });
  for (const list of others.values())
    if (list.length === seen.length && list.every((v, i) => v === seen[i])) return list;
  return seen;
}

const bound = new WeakMap<MeshSnapshot, Map<string, readonly VirtualService[]>>();

function boundToGateway(snapshot: MeshSnapshot, gateway: string): readonly VirtualService[] {
  const known = bound.get(snapshot) ?? new Map<string, readonly VirtualService[]>();
  bound.set(snapshot, known);
  const all =
    known.get(gateway) ??
    snapshot.virtualServices.filter((v) => boundTo(v).includes(gateway)).toSorted(byAge);
  known.set(gateway, all);
  return all;
}

/** How specific a host pattern is: a full name before the longest wildcard. */
export const hostRank = (pattern: string) => (pattern.startsWith("*") ? pattern.length : 1000);

interface ByHost {
  readonly exact: ReadonlyMap<string, VirtualService>;
  /** The longest pattern first, older before younger. */
  readonly wild: readonly { readonly pattern: string; readonly v: VirtualService }[];
}
const byHost = new WeakMap<readonly VirtualService[], ByHost>();

function indexOf(all: readonly VirtualService[], clusterDomain: string): ByHost {
  const known = byHost.get(all);
  if (known !== undefined) return known;
  const hosts = all.flatMap((v) =>
    v.hosts.map((h) => ({ v, pattern: resolveRouteHost(h, v.meta.namespace, clusterDomain) })),
  );
  const exact = new Map<string, VirtualService>();
  for (const { v, pattern } of hosts) if (!exact.has(pattern)) exact.set(pattern, v);
  const wild = hosts
    .filter((h) => h.pattern.startsWith("*"))
    .toSorted((a, b) => b.pattern.length - a.pattern.length);
  const index = { exact, wild };
  byHost.set(all, index);
  return index;
}

/**
 * The VirtualService that rules a host for one proxy: exact hosts before wildcards, older before younger.
 * @param gateway `mesh`, or `namespace/name` of a Gateway
 */
export function virtualServiceFor(
  snapshot: MeshSnapshot,
  client: PodFacts,
  gateway: string,
  host: string,
): VirtualService | null {
  const all = virtualServicesOf(snapshot, gateway, client.namespace);
  const { exact, wild } = indexOf(all, snapshot.meshConfig.clusterDomain);
  return exact.get(host.toLowerCase()) ?? wild.find((w) => hostCovers(w.pattern, host))?.v ?? null;
}

function stringTest(m: StringMatch, value: string, ignoreCase: boolean): boolean {
  const v = ignoreCase ? value.toLowerCase() : value;
  const fold = (x: string) => (ignoreCase ? x.toLowerCase() : x);
  if (m.exact !== null) return v === fold(m.exact);
  if (m.prefix !== null) return v.startsWith(fold(m.prefix));
  if (m.regex === null) return true;
  try {
    return new RegExp(`^(?:${m.regex})$`).test(value);
  } catch {
    return false;
  }
}

function said(m: StringMatch): string {
  return m.exact ?? (m.prefix !== null ? `${m.prefix}*` : (m.regex ?? "*"));
}

function test(
  field: string,
  m: StringMatch,
  path: string,
  read: (f: Facts) => string | null | undefined,
  ignoreCase = false,
): Expression {
  return {
    op: "test",
    test: {
      field,
      wanted: [said(m)],
      path,
      ask: (f) => {
        const v = read(f);
        return v === undefined ? undefined : v !== null && stringTest(m, v, ignoreCase);
      },
      was: (f) => read(f) ?? say("absent"),
    },
  };
}

/** A prefix ends anywhere, as Envoy compares it on the path without query. */
function matchExpression(
  m: HttpMatch,
  path: string,
  client: PodFacts,
  gateway: string,
  port: number,
): Expression {
  const headers = (name: string) => (f: Facts) =>
    f.headers === undefined
      ? undefined
      : Object.hasOwn(f.headers, name.toLowerCase())
        ? (f.headers[name.toLowerCase()] ?? null)
        : null;
  if (m.port !== null && m.port !== port) return { op: "no" };
  if (m.gateways.length > 0 && !m.gateways.some((g) => g === gateway || gateway.endsWith(`/${g}`)))
    return { op: "no" };
  if (
    gateway === "mesh" &&
    (!selects(m.sourceLabels, client.labels) ||
      (m.sourceNamespace !== null && m.sourceNamespace !== client.namespace))
  )
    return { op: "no" };
  const parts: Expression[] = [];
  if (m.uri !== null) parts.push(test("paths", m.uri, `${path}.uri`, (f) => f.path, m.ignoreUriCase));
  if (m.method !== null) parts.push(test("methods", m.method, `${path}.method`, (f) => f.method));
  if (m.authority !== null) parts.push(test("hosts", m.authority, `${path}.authority`, (f) => f.authority));
  if (m.scheme !== null) parts.push(test("scheme", m.scheme, `${path}.scheme`, () => "http"));
  for (const [name, s] of Object.entries(m.headers))
    parts.push(test(`request.headers[${name}]`, s, `${path}.headers.${name}`, headers(name)));
  for (const [name, s] of Object.entries(m.withoutHeaders))
    parts.push(not(test(`request.headers[${name}]`, s, `${path}.withoutHeaders.${name}`, headers(name))));
  for (const [name, s] of Object.entries(m.queryParams)) {
    const read = (f: Facts) =>
      f.rawPath === undefined ? undefined : new URLSearchParams(f.rawPath.split("?", 2)[1] ?? "").get(name);
    parts.push(test(`query ${name}`, s, `${path}.queryParams.${name}`, read));
  }
  return allOf(parts);
}

/** One route, with the matches of the route that delegates to it. */
interface Routed {
  readonly by: VirtualService;
  readonly route: HttpRoute;
  readonly path: string;
  readonly outer: readonly HttpMatch[];
}

/** The HTTP routes of a VirtualService; a delegate's routes stand in the place of the route that names it. */
export function routesOf(snapshot: MeshSnapshot, v: VirtualService): readonly Routed[] {
  return v.http.flatMap((route, i): readonly Routed[] => {
    const { delegate } = route;
    if (delegate === null) return [{ by: v, route, path: `spec.http[${i}]`, outer: [] }];
    const by = snapshot.virtualServices.find(
      (d) => d.meta.namespace === delegate.namespace && d.meta.name === delegate.name && d.hosts.length === 0,
    );
    const exportTo =
      by === undefined || by.exportTo.length > 0
        ? (by?.exportTo ?? [])
        : snapshot.meshConfig.defaultVirtualServiceExportTo;
    if (by === undefined || !exportedTo(exportTo, delegate.namespace, v.meta.namespace)) return [];
    return by.http.map((own, j) => ({
      by,
      path: `spec.http[${j}]`,
      outer: route.match,
      route: {
        ...own,
        rewriteUri: own.rewriteUri ?? route.rewriteUri,
        rewriteAuthority: own.rewriteAuthority ?? route.rewriteAuthority,
      },
    }));
  });
}

/** True for a route that takes every request. */
export function takesAll({ route, outer }: Routed): boolean {
  const open = (m: HttpMatch) =>
    (m.uri === null || m.uri.prefix === "/") &&
    [m.method, m.authority, m.scheme, m.port].every((x) => x === null) &&
    m.gateways.length === 0 &&
    [m.headers, m.withoutHeaders, m.queryParams].every((x) => Object.keys(x).length === 0);
  return [route.match, outer].every((all) => all.length === 0 || all.some(open));
}

/**
 * The ways an HTTP request may take through routes, first match first.
 * @returns legs whose conditions exclude each other as far as the facts decide; empty when no route fits
 */
export function httpLegs(
  routes: readonly Routed[],
  facts: Facts,
  client: PodFacts,
  gateway: string,
  port: number,
): readonly Leg[] {
  const legs: Leg[] = [];
  let before: Expression = yes;
  for (const { by, route, path, outer } of routes) {
    const alternatives = (all: readonly HttpMatch[]) =>
      all.map((m, j) => ({
        m,
        e: reduce(matchExpression(m, `${path}.match[${j}]`, client, gateway, port), facts),
      }));
    const [own, around] = [alternatives(route.match), alternatives(outer)];
    const some = (all: typeof own) => (all.length === 0 ? yes : anyOf(all.map((a) => a.e)));
    const condition = allOf([some(around), some(own)]);
    if (condition.op === "no") continue;
    const uri = [...own, ...around].find((a) => a.e.op !== "no" && a.m.uri !== null)?.m.uri ?? null;
    legs.push(...legsOf(by, route, path, allOf([before, condition]), uri));
    if (condition.op === "yes") return legs;
    before = allOf([before, not(condition)]);
  }
  return legs;
}

function legsOf(
  by: VirtualService,
  route: HttpRoute,
  path: string,
  condition: Expression,
  uri: HttpMatch["uri"],
): readonly Leg[] {
  const rewriteUri = route.rewriteUri === null ? null : { from: uri, to: route.rewriteUri };
  const base = { condition, by, path, rewriteUri, rewriteAuthority: route.rewriteAuthority };
  if (route.redirect) return [{ ...base, destination: null, answers: route.redirectCode ?? 301 }];
  if (route.directResponse !== null) return [{ ...base, destination: null, answers: route.directResponse }];
  const weighted = route.route.length > 1 ? route.route.filter((d) => d.weight > 0) : route.route;
  return weighted.map((destination) => ({ ...base, destination, answers: null }));
}

/** The path that the next hop sees after a rewrite. */
export function rewritten(path: string, rewrite: Leg["rewriteUri"]): string {
  if (rewrite === null) return path;
  const query = path.indexOf("?");
  const tail = query < 0 ? "" : path.slice(query);
  const bare = query < 0 ? path : path.slice(0, query);
  // A route without a match of the path takes the prefix "/"; an exact or a regular match is replaced whole.
  const prefix = rewrite.from === null ? "/" : rewrite.from.prefix;
  if (prefix !== null && bare.toLowerCase().startsWith(prefix.toLowerCase()))
    return `${rewrite.to}${bare.slice(prefix.length)}${tail}`;
  return `${rewrite.to}${tail}`;
}

/** Destinations of the `tls` or `tcp` routes that fit a stream; empty when none does. */
export function streamDestinations(
  v: VirtualService,
  stream: { readonly tls: boolean; readonly sni: string; readonly port: number },
  client: PodFacts,
  gateway: string,
): readonly { readonly destination: RouteDestination; readonly path: string }[] {
  const routes = stream.tls ? v.tls : v.tcp;
  for (const [i, route] of routes.entries()) {
    const fits =
      route.match.length === 0 ||
      route.match.some(
        (m) =>
          (m.port === null || m.port === stream.port) &&
          (m.gateways.length === 0 || m.gateways.some((g) => g === gateway || gateway.endsWith(`/${g}`))) &&
          (m.sniHosts.length === 0 || m.sniHosts.some((h) => hostCovers(h, stream.sni))) &&
          selects(m.sourceLabels, client.labels) &&
          (m.sourceNamespace === null || m.sourceNamespace === client.namespace),
      );
    if (fits)
      return route.route.map((destination) => ({
        destination,
        path: `spec.${stream.tls ? "tls" : "tcp"}[${i}]`,
      }));
  }
  return [];
}
