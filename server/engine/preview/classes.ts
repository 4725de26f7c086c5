import { placeOf } from "../caller-kind.ts";
import type { Test } from "../expression.ts";
import type { Mesh, Workload } from "../mesh.ts";
import { type Callers, callersOfMesh, pairKinds } from "../pair-kinds.ts";
import { routeKey } from "../route-key.ts";
import { type ServerSide, serverSide } from "../server-side.ts";
import { findHost } from "../target.ts";
import { visibleTo } from "../visibility.ts";
import { hostPort } from "./approaches.ts";
import type { Sides } from "./example.ts";

/** All workloads as callers, on both sides. */
export interface BothCallers {
  readonly clients: readonly Workload[];
  readonly before: Callers;
  readonly after: Callers;
  /** By test, what the pods of each client answer; "" for a client of one pod. */
  readonly byPods: Map<Test, readonly string[]>;
}

const callersBefore = new WeakMap<Mesh, Callers>();

export function bothCallers({ before, after }: Sides): BothCallers {
  const clients = [...after.workloads.values()].filter((w) => before.workloads.has(w.id));
  const was = clients.flatMap((w) => before.workloads.get(w.id) ?? []);
  const known = callersBefore.get(before);
  const same = known?.places.length === was.length && before.workloads === after.workloads;
  const callers = same ? known : callersOfMesh(before, was);
  if (before.workloads === after.workloads) callersBefore.set(before, callers);
  return { clients, before: callers, after: callersOfMesh(after, clients), byPods: new Map() };
}

/** Where several hosts lead to a port, a client may see some of them only; null when its way is like no other. */
function leadsKey(mesh: Mesh, client: Workload, side: ServerSide): string | null {
  if (side.leads.length < 2) return "";
  const pod = client.pods[0];
  if (pod === undefined) return null;
  const keys = side.leads.map((lead) => routeKey(mesh, pod, [lead]) ?? "hidden");
  return keys.every((k) => k === "hidden") ? null : keys.join("|");
}

const addressTests = (side: ServerSide): readonly Test[] =>
  side.policies.flatMap((set) => set.tests.filter((t) => /ip(Blocks)?$/i.test(t.field)));

/** The pods of a workload have addresses of their own, of which the workload as a whole knows none: what they answer, each. */
function answersByPods(mesh: Mesh, { clients, byPods }: BothCallers, test: Test): readonly string[] {
  const known = byPods.get(test);
  if (known !== undefined) return known;
  const answers = clients.map((client) => {
    const facts = client.pods.length > 1 ? placeOf(mesh, client)?.facts : undefined;
    if (facts === undefined) return "";
    const own = client.pods.map(({ ip }) =>
      String(test.ask({ ...facts, sourceIp: ip ?? undefined, remoteIp: ip ?? undefined })),
    );
    return [...new Set(own)].toSorted().join("/");
  });
  byPods.set(test, answers);
  return answers;
}

/** Callers of one port that nothing tells apart on either side; the first one stands for all. */
export function classesOf(
  { before, after }: Sides,
  callers: BothCallers,
  server: string,
  workloadPort: number,
): readonly (readonly Workload[])[] {
  const was = before.workloads.get(server);
  const will = after.workloads.get(server);
  if (was === undefined || will === undefined) return callers.clients.map((c) => [c]);
  const sides = [serverSide(before, was, workloadPort), serverSide(after, will, workloadPort)] as const;
  const kinds = [
    pairKinds(before, callers.before, sides[0]),
    pairKinds(after, callers.after, sides[1]),
  ] as const;
  const byPods = sides.flatMap((side, i) =>
    addressTests(side).map((test) => answersByPods(i === 0 ? before : after, callers, test)),
  );
  const classes = new Map<string, Workload[]>();
  for (const [i, client] of callers.clients.entries()) {
    const [a, b] = [kinds[0][i] ?? -1, kinds[1][i] ?? -1];
    const leads = [leadsKey(before, client, sides[0]), leadsKey(after, client, sides[1])];
    const like = a >= 0 && b >= 0 && leads.every((l) => l !== null);
    const key = like
      ? `${a} ${b} ${leads.join(" ")} ${byPods.map((answers) => answers[i]).join(" ")}`
      : client.id;
    const known = classes.get(key);
    if (known === undefined) classes.set(key, [client]);
    else known.push(client);
  }
  return [...classes.values()];
}

/** Callers of one port of a host outside that nothing tells apart on either side. */
export function classesOfHost(
  { before, after }: Sides,
  { clients }: BothCallers,
  host: string,
  workloadPort: number,
): readonly (readonly Workload[])[] {
  const keyOf = (mesh: Mesh, client: Workload): string | null => {
    const own = mesh.workloads.get(client.id);
    const place = own === undefined ? null : placeOf(mesh, own);
    if (place === null) return null;
    const entry = findHost(mesh, host, place.pod.namespace);
    const port = hostPort(entry, workloadPort);
    if (entry === null || port === null) return `${place.base} @${place.pod.namespace}`;
    const seen = visibleTo(mesh.snapshot, place.pod, entry);
    const route = seen
      ? routeKey(mesh, place.pod, [{ entry, port, workloadPort }])
      : `@${place.pod.namespace}`;
    return route === null ? null : `${place.base} ${route}`;
  };
  const classes = Map.groupBy(clients, (client) => {
    const keys = [keyOf(before, client), keyOf(after, client)];
    return keys.every((k) => k !== null) ? keys.join("|") : client.id;
  });
  return [...classes.values()];
}

/**
 * What tells callers apart that dial the pod's own address: their proxies send plaintext there, whoever they are.
 * @returns null for a caller that has to be asked by itself
 */
export function addressKind(
  { before, after }: Sides,
  client: Workload,
  server: string,
  workloadPort: number,
): string | null {
  if (client.id === server) return null;
  const keys = [before, after].map((mesh) => {
    const own = mesh.workloads.get(client.id);
    const workload = mesh.workloads.get(server);
    const place = own === undefined ? null : placeOf(mesh, own);
    if (workload === undefined || place === null) return null;
    const side = serverSide(mesh, workload, workloadPort);
    if (side.gateway || addressTests(side).length > 0) return null;
    // A headless host has a listener for each of its addresses, in the namespaces that see it.
    const headless = side.leads.some((l) => l.entry.passthrough);
    return `${place.base}${headless ? `@${place.pod.namespace}` : ""}`;
  });
  return keys.every((k) => k !== null) ? keys.join(" ") : null;
}
