import type { MeshSnapshot } from "../../engine/snapshot.ts";
import type { TrafficSample } from "./traffic-sample.ts";

/**
 * The workload behind each Service host, where it is one only. A call that found no connection is counted by the caller's side without
 * the workload that it was meant for; without this it would show as a call to the outside.
 */
export function serviceWorkloads(
  samples: readonly TrafficSample[],
  snapshot: MeshSnapshot,
): ReadonlyMap<string, string> {
  const unknown = new Set(samples.flatMap(({ server, host }) => (server === null ? [host] : [])));
  const found = new Map<string, Set<string>>();
  const note = (host: string, workload: string) => {
    found.set(host, (found.get(host) ?? new Set()).add(workload));
  };
  for (const { server, host } of samples) if (server !== null && unknown.has(host)) note(host, server);
  for (const service of snapshot.services) {
    const { namespace, name } = service.meta;
    const host = `${name}.${namespace}.svc.${snapshot.meshConfig.clusterDomain}`;
    if (!unknown.has(host)) continue;
    for (const workload of selected(namespace, service.selector, snapshot)) note(host, workload);
  }
  return new Map(
    [...found].flatMap(([host, workloads]) => {
      const [only] = workloads;
      return workloads.size === 1 && only !== undefined ? [[host, only]] : [];
    }),
  );
}

function selected(
  namespace: string,
  selector: Readonly<Record<string, string>>,
  { controllers }: MeshSnapshot,
) {
  const labels = Object.entries(selector);
  if (labels.length === 0) return [];
  return controllers
    .filter(
      ({ meta, owner, template }) =>
        owner === null &&
        meta.namespace === namespace &&
        labels.every(([key, value]) => template?.labels[key] === value),
    )
    .map(({ meta }) => `${namespace}/${meta.name}`);
}
