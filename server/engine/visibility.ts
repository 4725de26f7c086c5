import type { PodFacts } from "./membership.ts";
import type { Sidecar } from "./objects.ts";
import type { HostEntry } from "./registry.ts";
import { byAge, isEmptySelector, selects } from "./selectors.ts";
import type { MeshSnapshot } from "./snapshot.ts";

/** True when an exportTo list of an object in `owner` admits the client's namespace; an empty list admits all. */
export function exportedTo(exportTo: readonly string[], owner: string, client: string): boolean {
  if (exportTo.length === 0) return true;
  return exportTo.some((x) => x === "*" || x === client || (x === "." && owner === client));
}

type Chosen = WeakMap<PodFacts, { readonly sidecar: Sidecar | null }>;
const made = new WeakMap<MeshSnapshot, Chosen>();

/**
 * The one Sidecar resource of a pod: with a matching workloadSelector, else its namespace's, else the root namespace's.
 * @source Istio Sidecar reference; oldest wins
 */
export function sidecarOf(snapshot: MeshSnapshot, pod: PodFacts): Sidecar | null {
  if (pod.gateway || snapshot.sidecars.length === 0) return null;
  const known: Chosen = made.get(snapshot) ?? new WeakMap();
  made.set(snapshot, known);
  const before = known.get(pod);
  if (before !== undefined) return before.sidecar;
  const sidecar = choose(snapshot, pod);
  known.set(pod, { sidecar });
  return sidecar;
}

function choose(snapshot: MeshSnapshot, pod: PodFacts): Sidecar | null {
  const here = snapshot.sidecars.filter((s) => s.meta.namespace === pod.namespace).toSorted(byAge);
  const selected = here.find((s) => s.workloadSelector !== null && selects(s.workloadSelector, pod.labels));
  if (selected !== undefined) return selected;
  const open = (s: Sidecar) => s.workloadSelector === null;
  const root = snapshot.sidecars
    .filter(
      (s) => s.meta.namespace === snapshot.meshConfig.rootNamespace && isEmptySelector(s.workloadSelector),
    )
    .toSorted(byAge);
  return here.find(open) ?? root.find(open) ?? null;
}

function imports(sidecar: Sidecar, client: string, entry: HostEntry): boolean {
  if (sidecar.egressHosts === null) return true;
  return sidecar.egressHosts.some((text) => {
    const slash = text.indexOf("/");
    const namespace = slash < 0 ? "*" : text.slice(0, slash);
    const dns = (slash < 0 ? text : text.slice(slash + 1)).toLowerCase();
    if (namespace === "~") return false;
    const from =
      namespace === "*" || namespace === entry.namespace || (namespace === "." && entry.namespace === client);
    const host = entry.host.toLowerCase();
    return from && (dns === "*" || dns === host || (dns.startsWith("*.") && host.endsWith(dns.slice(1))));
  });
}

/** True when the client's proxy has the host in its view: exportTo of the service and the client's Sidecar. */
export function visibleTo(snapshot: MeshSnapshot, client: PodFacts, entry: HostEntry): boolean {
  if (!exportedTo(entry.exportTo, entry.namespace, client.namespace)) return false;
  const sidecar = sidecarOf(snapshot, client);
  return sidecar === null || imports(sidecar, client.namespace, entry);
}

/** What a sidecar does with a destination that it does not know. */
export function outboundPolicy(snapshot: MeshSnapshot, client: PodFacts): "ALLOW_ANY" | "REGISTRY_ONLY" {
  const own = sidecarOf(snapshot, client)?.outboundTrafficPolicy;
  return own === "REGISTRY_ONLY" || own === "ALLOW_ANY" ? own : snapshot.meshConfig.outboundTrafficPolicy;
}
