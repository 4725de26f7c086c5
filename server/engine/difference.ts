import type { AuthorizationPolicy, Meta } from "./objects.ts";
import type { MeshSnapshot } from "./snapshot.ts";

type Lists = {
  [Key in keyof MeshSnapshot]: MeshSnapshot[Key] extends readonly { readonly meta: Meta }[] ? Key : never;
}[keyof MeshSnapshot];

/** Lists that pods, services and hosts are made of. */
const topology = [
  "namespaces",
  "pods",
  "controllers",
  "services",
  "endpointSlices",
  "serviceEntries",
  "workloadEntries",
] as const satisfies readonly Lists[];
/** Lists of which one object may reach any edge. */
const farReaching = [
  "destinationRules",
  "virtualServices",
  "gateways",
  "sidecars",
  "gatewayApiGateways",
  "gatewayApiRoutes",
] as const satisfies readonly Lists[];
/** Lists whose objects bind the servers of their own namespace alone, but for those of the root namespace. */
const local = [
  "authorizationPolicies",
  "requestAuthentications",
  "peerAuthentications",
] as const satisfies readonly Lists[];

/** What differs between two readings, as far as verdicts can tell. */
export interface Difference {
  readonly topology: boolean;
  /** Something else that may reach any edge. */
  readonly farReaching: boolean;
  /** Namespaces with a changed policy, the root namespace among them. */
  readonly namespaces: ReadonlySet<string>;
  readonly peers: boolean;
  /** AuthorizationPolicies that changed, before and after; null when they do not stand in the same order. */
  readonly policies:
    | readonly { readonly before: AuthorizationPolicy; readonly after: AuthorizationPolicy }[]
    | null;
  readonly traffic: boolean;
}

/** Equal as data; where an object stands in its file does not count. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((x, i) => isSame(x, b[i]));
  if (Array.isArray(b)) return false;
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every(
      (k) => k === "origin" || k === "lineOf" || (Object.hasOwn(right, k) && isSame(left[k], right[k])),
    )
  );
}

const sameList = (a: readonly unknown[], b: readonly unknown[]) =>
  a === b || (a.length === b.length && a.every((x, i) => isSame(x, b[i])));

const few = 8;

/** Objects of one list that are not in the other as they are; both versions of one that changed. */
export function changed<T extends { readonly meta: Meta }>(
  before: readonly T[],
  after: readonly T[],
): readonly T[] {
  if (before.length === after.length && before.every((x, i) => x === after[i])) return [];
  const keyOf = (x: T) => `${x.meta.namespace}/${x.meta.name}`;
  const missing = (from: readonly T[], to: readonly T[]) => {
    const there = new Set(to);
    const gone = from.filter((x) => !there.has(x));
    if (gone.length === 0) return gone;
    // Mostly one object changed, and its place is found without keys for all others.
    if (gone.length < few)
      return gone.filter((x) => !to.some((y) => y.meta.name === x.meta.name && isSame(x, y)));
    const byKey = Map.groupBy(to, keyOf);
    return gone.filter((x) => !byKey.get(keyOf(x))?.some((y) => isSame(x, y)));
  };
  return [...missing(before, after), ...missing(after, before)];
}

function changedInPlace(
  before: readonly AuthorizationPolicy[],
  after: readonly AuthorizationPolicy[],
): Difference["policies"] {
  if (before.length !== after.length) return null;
  const pairs: { readonly before: AuthorizationPolicy; readonly after: AuthorizationPolicy }[] = [];
  for (const [i, old] of before.entries()) {
    const next = after[i];
    if (next === undefined) return null;
    if (old !== next) pairs.push({ before: old, after: next });
  }
  return pairs;
}

/** Compares two readings object by object; objects that a source did not read again are the same ones and cost nothing. */
export function differenceOf(before: MeshSnapshot, after: MeshSnapshot): Difference {
  const of = local.map((kind) => changed<{ readonly meta: Meta }>(before[kind], after[kind]));
  return {
    topology:
      !isSame(before.meshConfig, after.meshConfig) || topology.some((k) => !sameList(before[k], after[k])),
    farReaching:
      farReaching.some((k) => !sameList(before[k], after[k])) ||
      !isSame(before.coverage, after.coverage) ||
      !isSame(before.undecodable, after.undecodable),
    namespaces: new Set(of.flat().map((x) => x.meta.namespace)),
    peers: (of[2]?.length ?? 0) > 0,
    policies: changedInPlace(before.authorizationPolicies, after.authorizationPolicies),
    traffic: !sameList(before.traffic, after.traffic),
  };
}
