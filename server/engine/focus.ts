import type { Focus, FocusGroup, FocusPeer, FocusStop, FocusTarget } from "../contract/focus.ts";
import type { PolicyRef } from "../contract/refs.ts";
import { evaluateEdge } from "./edge.ts";
import type { EdgeKey } from "./edge-id.ts";
import { type EdgeVerdict, edgeVerdict } from "./edge-verdict.ts";
import { howOf, type Passing } from "./focus-how.ts";
import { type Mesh, meshOf } from "./mesh.ts";
import { servedPorts } from "./node.ts";
import type { HostEntry } from "./registry.ts";
import type { MeshSnapshot } from "./snapshot.ts";

interface FocusOptions {
  /** Unix time in seconds. */
  readonly nowSeconds: number;
}

const externalPrefix = "external/";

/**
 * Who may call one port of one workload or external server, over all workloads and a caller from outside, grouped by how.
 * @returns null when the server is not in the source
 * @throws never
 */
export function whoMayCall(
  snapshot: MeshSnapshot,
  nodeId: string,
  workloadPort: number,
  options: FocusOptions,
): Focus | null {
  const mesh = meshOf(snapshot);
  const external = nodeId.startsWith(externalPrefix);
  if (!external && !mesh.workloads.has(nodeId)) return null;
  // Who from outside calls a server outside is no question of this mesh.
  const others = external ? [] : ["outside"];
  const clients = [...mesh.workloads.keys(), ...others].filter((id) => id !== nodeId);
  const keys = clients.map((client) => ({ client, server: nodeId, workloadPort }));
  return focusOf(mesh, keys, "callers", options);
}

/**
 * Whom a workload, or a caller from outside, may call, grouped by how: every port that a host leads to, of every other
 * workload, and the servers outside that a ServiceEntry names.
 * @returns null when the caller is not in the source
 * @throws never
 */
export function whomMayCall(snapshot: MeshSnapshot, nodeId: string, options: FocusOptions): Focus | null {
  const mesh = meshOf(snapshot);
  const outside = nodeId === "outside";
  if (!outside && !mesh.workloads.has(nodeId)) return null;
  const inside = [...mesh.workloads.values()].flatMap((server) =>
    server.id === nodeId
      ? []
      : servedPorts(mesh, server).map((workloadPort) => ({
          client: nodeId,
          server: server.id,
          workloadPort,
        })),
  );
  const beyond = outside
    ? []
    : mesh.registry.hosts.filter(isExternalServer).flatMap((entry) =>
        externalPorts(entry).map((workloadPort) => ({
          client: nodeId,
          server: `${externalPrefix}${entry.host}`,
          workloadPort,
        })),
      );
  return focusOf(mesh, [...inside, ...beyond], "calls", options);
}

/** A wildcard is no server that can be called. */
const isExternalServer = (entry: HostEntry): boolean =>
  entry.external && entry.kind === "ServiceEntry" && !entry.host.startsWith("*");

/** Ports of a server outside the mesh, as the ids of its edges name them. */
export const externalPorts = ({ ports }: HostEntry): readonly number[] => [
  ...new Set(ports.map((p) => (typeof p.targetPort === "number" ? p.targetPort : p.port))),
];

interface Growing<What> {
  readonly what: What;
  readonly peers: FocusPeer[];
  readonly decidedBy: Map<string, PolicyRef>;
  readonly named: Set<string>;
}

type WhatPasses = Pick<FocusGroup, "how" | "outcome" | "transport" | "condition">;
type WhatStops = Pick<FocusStop, "outcome">;

/**
 * Callers of one port are parted by the policies that decide. Servers each have policies of their own: they are parted
 * by how alone, so that a thousand of them stay a few groups.
 */
function focusOf(
  mesh: Mesh,
  keys: readonly EdgeKey[],
  side: "callers" | "calls",
  { nowSeconds }: FocusOptions,
): Focus {
  const groups = new Map<string, Growing<WhatPasses>>();
  const stops = new Map<string, Growing<WhatStops>>();
  const targets = new Map<string, { readonly at: number; readonly target: FocusTarget }>();
  // Callers of one kind share their verdict, and so the reason for it.
  const known = new Map<EdgeVerdict, Passing>();
  for (const key of keys) {
    const verdict = edgeVerdict(mesh, key, { nowSeconds, observed: undefined });
    if (verdict === null) continue;
    const { outcome, transport, decidedBy, condition } = verdict;
    const by = side === "callers" ? decidedBy : [];
    const peer: FocusPeer = {
      id: side === "callers" ? key.client : key.server,
      workloadPort: key.workloadPort,
      target: targetOf(targets, key, verdict),
      condition: side === "calls" ? condition : null,
    };
    if (outcome === "denied" || outcome === "refused" || outcome === "unauthenticated") {
      grow(stops, JSON.stringify([outcome, by]), { outcome }, peer, decidedBy, []);
      continue;
    }
    const passing = known.get(verdict) ?? passingOf(mesh, key, nowSeconds);
    known.set(verdict, passing);
    const shared = side === "callers" ? condition : null;
    const { how, named } = passing;
    const id = JSON.stringify([how, outcome, transport, shared, by, side === "callers" ? named : []]);
    grow(groups, id, { how, outcome, transport, condition: shared }, peer, decidedBy, named);
  }
  const done = [...stops.values()]
    .map(({ what, peers, decidedBy }): FocusStop => ({ ...what, decidedBy: [...decidedBy.values()], peers }))
    .toSorted(bySize);
  return {
    groups: [...groups.values()]
      .map(
        ({ what, peers, decidedBy, named }): FocusGroup => ({
          ...what,
          named: [...named],
          decidedBy: [...decidedBy.values()],
          peers,
        }),
      )
      .toSorted(bySize),
    stops: done,
    stopped: done.reduce((sum, { peers }) => sum + peers.length, 0),
    targets: [...targets.values()].map(({ target }) => target),
  };
}

function passingOf(mesh: Mesh, key: EdgeKey, nowSeconds: number): Passing {
  const result = evaluateEdge(mesh, key, { nowSeconds, quiet: true });
  return result === null ? { how: "unknown", named: [] } : howOf(mesh, key, result);
}

const bySize = (a: { readonly peers: readonly FocusPeer[] }, b: { readonly peers: readonly FocusPeer[] }) =>
  b.peers.length - a.peers.length;

const refKey = ({ kind, namespace, name, rule }: PolicyRef) => `${kind} ${namespace}/${name} ${rule}`;

function grow<What>(
  groups: Map<string, Growing<What>>,
  id: string,
  what: What,
  peer: FocusPeer,
  decidedBy: readonly PolicyRef[],
  named: readonly string[],
): void {
  const group: Growing<What> = groups.get(id) ?? { what, peers: [], decidedBy: new Map(), named: new Set() };
  group.peers.push(peer);
  for (const ref of decidedBy) group.decidedBy.set(refKey(ref), ref);
  for (const value of named) group.named.add(value);
  groups.set(id, group);
}

function targetOf(
  targets: Map<string, { readonly at: number; readonly target: FocusTarget }>,
  { workloadPort }: EdgeKey,
  { host, servicePort, protocol }: EdgeVerdict,
): number {
  const id = `${host} ${servicePort} ${protocol} ${workloadPort}`;
  const known = targets.get(id) ?? {
    at: targets.size,
    target: { workloadPort, host, servicePort, protocol },
  };
  targets.set(id, known);
  return known.at;
}
