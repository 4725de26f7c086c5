import { notRead, outdated } from "./coverage.ts";
import type { PodFacts } from "./membership.ts";
import type { Way } from "./outbound.ts";
import type { Endpoint } from "./registry.ts";
import type { MeshSnapshot } from "./snapshot.ts";

/**
 * Why it is not known that a connection ends at this endpoint as it is: a route, a host, the client's Sidecar or the
 * server's pod may stand in what was not read.
 * @param client the pod that dials; null for a caller that is no pod
 * @returns null when all of it was read
 */
export function unreadWay(
  snapshot: MeshSnapshot,
  client: PodFacts | null,
  way: Way,
  e: Endpoint,
): string | null {
  const { entry } = way;
  const { rootNamespace: root } = snapshot.meshConfig;
  // An address without a pod looks like a server without a proxy.
  const pod =
    e.pod === null && entry?.kind === "Service" ? notRead(snapshot, "Pod", [entry.namespace]) : null;
  const server = entry?.namespace ?? e.pod?.namespace ?? root;
  const changed = pod ?? outdated(snapshot, [server, ...(client === null ? [] : [client.namespace])]);
  if (changed !== null || client === null || !client.hasProxy) return changed;
  return (
    notRead(snapshot, "VirtualService", [client.namespace, server, root]) ??
    (client.gateway ? null : notRead(snapshot, "Sidecar", [client.namespace, root])) ??
    (entry === null && e.pod === null ? notRead(snapshot, "ServiceEntry", namespacesOf(snapshot)) : null)
  );
}

/** Any namespace may export a host to the whole mesh. */
function namespacesOf({ coverage, undecodable }: MeshSnapshot): readonly string[] {
  return [...coverage.flatMap((c) => c.namespace ?? []), ...undecodable.map((u) => u.namespace)];
}
