import type { Mesh, Workload } from "./mesh.ts";
import type { Registry } from "./registry.ts";

/** A host by which a port of a workload is reached. */
export type Lead = ReturnType<Registry["servicesOf"]>[number];

const made = new WeakMap<Workload, Map<number, readonly Lead[]>>();

/** What leads to one port of a workload: Services before other hosts, the oldest first. */
export function leadsTo(mesh: Mesh, workload: Workload, workloadPort: number): readonly Lead[] {
  const byPort = made.get(workload) ?? new Map<number, readonly Lead[]>();
  made.set(workload, byPort);
  const known = byPort.get(workloadPort);
  if (known !== undefined) return known;
  const all = workload.pods
    .flatMap((p) => mesh.registry.servicesOf(p))
    .filter((s) => s.workloadPort === workloadPort);
  // Every pod of a workload names the same few hosts again.
  const once = all.filter((s, i) => all.findIndex((x) => x.port === s.port) === i);
  const isService = (s: Lead) => s.entry.kind === "Service";
  const found = [...once.filter(isService), ...once.filter((s) => !isService(s))];
  byPort.set(workloadPort, found);
  return found;
}
