import type { Finding, FindingCode } from "../../contract/findings.ts";
import type { PolicyRef } from "../../contract/refs.ts";
import { edgeVerdict } from "../edge-verdict.ts";
import { notIntercepted } from "../interception.ts";
import type { Mesh, Workload } from "../mesh.ts";
import { gatewayWays } from "../named-edges.ts";
import type { AuthorizationPolicy, DestinationRule, PeerAuthentication } from "../objects.ts";
import type { About, Check } from "./check.ts";
import { callersSeen, finding, someCallers, someWorkloads } from "./finding.ts";

interface LockedOut {
  readonly clients: Set<string>;
  readonly servers: Set<Workload>;
}
type ByPolicy = ReadonlyMap<string, LockedOut>;

const nameOf = ({ kind, namespace, name }: Pick<PolicyRef, "kind" | "namespace" | "name">) =>
  `${kind} ${namespace}/${name}`;

// No token is presented on these edges, so no answer hangs on the time.
const noTime = 0;

/** Who turns away these callers: an ALLOW policy that says something counts before one that says nothing. */
function turnedAway(
  mesh: Mesh,
  edges: readonly { readonly client: string; readonly server: string; readonly workloadPort: number }[],
): ByPolicy {
  const found = new Map<string, LockedOut>();
  const silent = new Set(
    mesh.snapshot.authorizationPolicies
      .filter((p) => p.action === "ALLOW" && p.rules.length === 0)
      .map((p) => nameOf(p.meta)),
  );
  for (const key of edges) {
    const server = mesh.workloads.get(key.server);
    if (server === undefined) continue;
    const verdict = edgeVerdict(mesh, key, { nowSeconds: noTime, observed: undefined });
    if (verdict?.outcome !== "denied" && verdict?.outcome !== "refused") continue;
    const rules = verdict.decidedBy.filter((by) => by.kind === "DestinationRule");
    // A rule that makes the caller send plaintext comes before the mode that refuses it.
    const all = [...new Set((rules.length > 0 ? rules : verdict.decidedBy).map(nameOf))];
    const speaking = all.filter((name) => !silent.has(name));
    for (const name of speaking.length > 0 ? speaking : all) {
      const entry = found.get(name) ?? { clients: new Set(), servers: new Set() };
      entry.clients.add(key.client);
      entry.servers.add(server);
      found.set(name, entry);
    }
  }
  return found;
}

const byGateway = new WeakMap<Mesh, ByPolicy>();
const byScrape = new WeakMap<Mesh, ByPolicy>();

function gatewaysOut(mesh: Mesh): ByPolicy {
  const known = byGateway.get(mesh) ?? turnedAway(mesh, gatewayWays(mesh));
  byGateway.set(mesh, known);
  return known;
}

/** A Prometheus, by the image that it runs; one that mounts certificates may present them by itself. */
const isPrometheus = (w: Workload) =>
  w.pods.every((p) => p.annotations["sidecar.istio.io/userVolumeMount"] === undefined) &&
  w.pods.some((p) => p.containers.some((c) => /(^|\/)prometheus(:|@|$)/.test(c.image)));

function scrapesOut(mesh: Mesh): ByPolicy {
  const known = byScrape.get(mesh);
  if (known !== undefined) return known;
  const clients = [...mesh.workloads.values()].filter(isPrometheus);
  const edges = [...mesh.workloads.values()].flatMap((server) => {
    const ports = new Set(
      server.pods.flatMap((p) => {
        const port = Number(p.annotations["prometheus.io/port"] ?? Number.NaN);
        const scraped = p.annotations["prometheus.io/scrape"] === "true" && Number.isInteger(port);
        // What the sidecar merges is served by a port of its own, which nothing guards.
        return scraped && p.hasProxy && notIntercepted(p, port) === null ? [port] : [];
      }),
    );
    return clients.flatMap((c) =>
      c === server
        ? []
        : [...ports].map((workloadPort) => ({ client: c.id, server: server.id, workloadPort })),
    );
  });
  const made = clients.length === 0 ? new Map<string, LockedOut>() : turnedAway(mesh, edges);
  byScrape.set(mesh, made);
  return made;
}

const rewriting = "sidecar.istio.io/rewriteAppHTTPProbers";

/**
 * Ports at which the kubelet's own probes meet the proxy. The injector makes the agent probe instead; whether it did is seen in a pod that is
 * injected, and known of another one only where its annotation forbids it.
 */
function probedPorts(pod: Workload["pods"][number]): readonly number[] {
  const { containers, annotations } = pod;
  const injected = containers.some(({ name }) => name === "istio-proxy");
  if (!injected && annotations[rewriting] !== "false") return [];
  return containers
    .filter(({ name }) => name !== "istio-proxy")
    .flatMap(({ probePorts }) => probePorts)
    .filter((port) => notIntercepted(pod, port) === null);
}

const byProbe = new WeakMap<Mesh, ByPolicy>();

function probesOut(mesh: Mesh): ByPolicy {
  const known = byProbe.get(mesh);
  if (known !== undefined) return known;
  const edges = [...mesh.workloads.values()].flatMap((server) =>
    [...new Set(server.pods.flatMap((p) => (p.hasProxy ? probedPorts(p) : [])))].map((workloadPort) => ({
      // The node is no pod of the mesh.
      client: "outside",
      server: server.id,
      workloadPort,
    })),
  );
  const made = turnedAway(mesh, edges);
  byProbe.set(mesh, made);
  return made;
}

function tell(
  mesh: Mesh,
  object: AuthorizationPolicy | PeerAuthentication | DestinationRule,
  code: FindingCode,
  out: ByPolicy,
): readonly Finding[] {
  const found = out.get(nameOf(object.meta));
  if (found === undefined) return [];
  const servers = [...found.servers];
  const affected = callersSeen(mesh, [...found.clients], servers);
  const values = { who: someCallers(affected), servers: someWorkloads(servers) };
  return [finding(object, code, values, { path: "spec", affected })];
}

type Guard = "AuthorizationPolicy" | "PeerAuthentication" | "DestinationRule";

/** A policy that turns away the gateway that routes to its workloads, the Prometheus that scrapes them, or the kubelet that probes them. */
export const lockOuts: Check<Guard> = {
  codes: ["locksOutGateway", "locksOutPrometheus", "locksOutProbes"],
  kinds: ["AuthorizationPolicy", "PeerAuthentication", "DestinationRule"],
  needs: ["Pod", "Service", "EndpointSlice"],
  find: ({ mesh, object }: About<Guard>) => [
    ...tell(mesh, object, "locksOutGateway", gatewaysOut(mesh)),
    ...tell(mesh, object, "locksOutPrometheus", scrapesOut(mesh)),
    ...tell(mesh, object, "locksOutProbes", probesOut(mesh)),
  ],
};
