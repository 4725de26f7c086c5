import type { Mesh, Workload } from "../mesh.ts";
import { type Callers, callersOfMesh, pairKinds } from "../pair-kinds.ts";
import { routeKey } from "../route-key.ts";
import { type ServerSide, serverSide } from "../server-side.ts";
import type { Sides } from "./example.ts";

/** All workloads as callers, on both sides. */
export interface BothCallers {
  readonly clients: readonly Workload[];
  readonly before: Callers;
  readonly after: Callers;
}

export function bothCallers({ before, after }: Sides): BothCallers {
  const clients = [...after.workloads.values()].filter((w) => before.workloads.has(w.id));
  const was = clients.flatMap((w) => before.workloads.get(w.id) ?? []);
  return { clients, before: callersOfMesh(before, was), after: callersOfMesh(after, clients) };
}

/** Where several hosts lead to a port, a client may see some of them only; null when its way is like no other. */
function leadsKey(mesh: Mesh, client: Workload, side: ServerSide): string | null {
  if (side.leads.length < 2) return "";
  const pod = client.pods[0];
  if (pod === undefined) return null;
  const keys = side.leads.map((lead) => routeKey(mesh, pod, [lead]) ?? "hidden");
  return keys.every((k) => k === "hidden") ? null : keys.join("|");
}

/** Policies ask an address that is not known of a caller, since its pods differ in it. */
const asksAddress = (side: ServerSide) =>
  side.policies.some((set) => set.tests.some((t) => /ip(Blocks)?$/i.test(t.field)));

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
  const alone = sides.some(asksAddress);
  const classes = new Map<string, Workload[]>();
  for (const [i, client] of callers.clients.entries()) {
    const [a, b] = [kinds[0][i] ?? -1, kinds[1][i] ?? -1];
    const leads = [leadsKey(before, client, sides[0]), leadsKey(after, client, sides[1])];
    const like = a >= 0 && b >= 0 && leads.every((l) => l !== null) && !(alone && client.pods.length > 1);
    const key = like ? `${a} ${b} ${leads.join(" ")}` : client.id;
    const known = classes.get(key);
    if (known === undefined) classes.set(key, [client]);
    else known.push(client);
  }
  return [...classes.values()];
}
