import type { ObservedTraffic } from "../server/engine/snapshot.ts";
import { ingressManifests } from "./ingress.ts";
import {
  authorizationPolicy,
  destinationRule,
  peerAuthentication,
  requestAuthentication,
} from "./policies.ts";
import { type Random, randomOf } from "./random.ts";
import type { MeshSize } from "./sizes.ts";
import {
  type Manifest,
  metadata,
  namespaceName,
  type Planned,
  planWorkloads,
  workloadManifests,
} from "./workloads.ts";

/** A mesh as its manifests and the traffic that was seen in it. */
export interface GeneratedMesh {
  readonly manifests: readonly Manifest[];
  readonly traffic: readonly ObservedTraffic[];
}

/** Of a hundred policies: how many of each kind. */
const shares = { peers: 10, tokens: 5, rules: 15 };

/** A realistic mesh of this size; the same one for the same seed. */
export function generateMesh(size: MeshSize, seed: number): GeneratedMesh {
  const random = randomOf(seed);
  const names = Array.from({ length: size.namespaces }, (_, i) => namespaceName(i));
  const workloads = planWorkloads(size.workloads, size.namespaces, random);
  const world = { workloads, namespaces: names, random };
  const many = (percent: number) => Math.round((size.policies * percent) / 100);
  const make = (count: number, one: (index: number, of: typeof world) => Manifest) =>
    Array.from({ length: count }, (_, i) => one(i, world));
  const [peers, tokens, rules] = [many(shares.peers), many(shares.tokens), many(shares.rules)];
  return {
    manifests: [
      ...["istio-system", "istio-ingress", ...names].map((name) => namespace(name)),
      ...workloads.flatMap((p) => workloadManifests(p, random)),
      ...ingressManifests(workloads, random),
      ...make(size.policies - peers - tokens - rules, authorizationPolicy),
      ...make(peers, peerAuthentication),
      ...make(tokens, requestAuthentication),
      ...make(rules, destinationRule),
    ],
    traffic: observe(workloads, size.edges, random),
  };
}

function namespace(name: string): Manifest {
  const injected = name.startsWith("istio-") ? {} : { labels: { "istio-injection": "enabled" } };
  return { apiVersion: "v1", kind: "Namespace", metadata: metadata("", name, injected) };
}

/** Popular servers have many callers; a third of the traffic stays within its namespace. */
function observe(workloads: readonly Planned[], count: number, random: Random): readonly ObservedTraffic[] {
  const mates = Map.groupBy(workloads, (w) => w.namespace);
  const popular = workloads.slice(0, Math.max(1, workloads.length >> 4));
  const found = new Map<string, ObservedTraffic>();
  for (let tries = 0; found.size < count && tries < count * 20; tries += 1) {
    const client = random.pick(workloads);
    const near = mates.get(client.namespace) ?? workloads;
    const server = random.pick(random.chance(0.33) ? near : random.chance(0.3) ? popular : workloads);
    const port = server.ports[random.chance(0.85) ? 0 : server.ports.length - 1];
    if (server === client || port === undefined) continue;
    const names = {
      client: `${client.namespace}/${client.name}`,
      server: `${server.namespace}/${server.name}`,
    };
    const perSecond = 1 + random.below(1000) / 10;
    const mutual = client.sidecar && server.sidecar;
    found.set(`${names.client}>${names.server}:${port.workloadPort}`, {
      ...names,
      workloadPort: port.workloadPort,
      protocol: port.name === "tcp-db" ? "TCP" : "HTTP",
      perSecond,
      mutualTls: mutual ? perSecond : 0,
      plaintext: mutual ? 0 : perSecond,
      denied: 0,
      refused: 0,
    });
  }
  return [...found.values()];
}
