import {
  type Affected,
  type Finding,
  type FindingCode,
  findingRows,
  mostAffected,
  type Severity,
} from "../../contract/findings.ts";
import { say } from "../../contract/text.ts";
import { refOf } from "../authorization.ts";
import type { Mesh, Workload } from "../mesh.ts";
import type { Meta } from "../objects.ts";

interface Details {
  readonly path?: string;
  /** Objects that the sentence names, as `{other}`. */
  readonly others?: readonly { readonly meta: Meta }[];
  /** Milder than its code says. */
  readonly severity?: Severity;
  readonly affected?: readonly Affected[];
}

/** Objects as sentences name them: `PeerAuthentication shop/default`. */
const namesOf = (objects: readonly { readonly meta: Meta }[]): string =>
  objects.map(({ meta }) => `${meta.kind} ${meta.namespace}/${meta.name}`).join(", ");

/** Some of many names: three, then how many more. */
const someOf = (names: readonly string[]): string =>
  names.length <= 3
    ? names.join(", ")
    : say("someOf", { names: names.slice(0, 3).join(", "), more: String(names.length - 3) });

/** Workloads as sentences name them. */
export const someWorkloads = (workloads: readonly Workload[]): string =>
  someOf(workloads.map(({ id }) => id));

const rate = (perSecond: number) => String(Number(perSecond.toPrecision(2)));

/** Callers as sentences name them, with what was seen of them. */
export const someCallers = (callers: readonly Affected[]): string =>
  someOf(
    callers.map(({ id, perSecond }) => {
      const name = id === "outside" ? say("callersOutside") : id;
      return perSecond === null ? name : say("whoSeen", { id: name, rate: rate(perSecond) });
    }),
  );

const toServer = new WeakMap<Mesh["snapshot"]["traffic"], ReadonlyMap<string, Mesh["snapshot"]["traffic"]>>();

/** What was seen of calls to one workload. */
export function trafficTo({ snapshot: { traffic } }: Mesh, server: Workload): Mesh["snapshot"]["traffic"] {
  const known = toServer.get(traffic) ?? Map.groupBy(traffic, (t) => t.server);
  toServer.set(traffic, known);
  return known.get(server.id) ?? [];
}

/** Callers with what was seen of their calls to these servers: the loudest first, then the others as they were given. */
export function callersSeen(
  mesh: Mesh,
  clients: Iterable<string>,
  servers: readonly Workload[],
): readonly Affected[] {
  const rates = new Map<string, number>();
  for (const server of servers)
    for (const t of trafficTo(mesh, server)) rates.set(t.client, (rates.get(t.client) ?? 0) + t.perSecond);
  const all = [...new Set(clients)].map((id): Affected => {
    const perSecond = rates.get(id) ?? 0;
    return { id, perSecond: perSecond > 0 ? perSecond : null };
  });
  const seen = all.filter((c) => c.perSecond !== null);
  if (seen.length === 0) return all;
  const loudest = seen.toSorted((a, b) => (b.perSecond ?? 0) - (a.perSecond ?? 0) || (a.id < b.id ? -1 : 1));
  return [...loudest, ...all.filter((c) => c.perSecond === null)];
}

/** One finding about an object: the sentence of its code with its values, and the line of the field that it is about. */
export function finding(
  object: { readonly meta: Meta },
  code: FindingCode,
  values: Readonly<Record<string, string>> = {},
  { path, others = [], severity, affected = [] }: Details = {},
): Finding {
  const row = findingRows[code];
  const all: Readonly<Record<string, string>> =
    others.length === 0 ? values : { other: namesOf(others), ...values };
  const { meta } = object;
  return {
    code,
    known: row.known[0],
    severity: severity ?? row.severity,
    weight: row.weight,
    object: refOf(object),
    path: path ?? null,
    file: meta.origin?.file ?? null,
    line: (path === undefined ? null : meta.lineOf(path)) ?? meta.origin?.line ?? null,
    text: say(`finding.${code}`, all),
    cure: say(`cure.${code}`, all),
    others: others.map((o) => refOf(o)),
    affected: affected.slice(0, mostAffected),
    affectedCount: affected.length,
  };
}
