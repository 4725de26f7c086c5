import { setTimeout as wait } from "node:timers/promises";
import type { Manifest } from "../e2e/cluster/api.ts";
import { faultProxy } from "../e2e/cluster/fault-proxy.ts";
import { kubeconfig } from "../e2e/cluster/kubeconfig.ts";
import { liveSource } from "../server/cluster/kubernetes/live-source.ts";
import type { GraphAnswer } from "../server/contract/graph.ts";
import { clusterOf } from "./live-cluster.ts";
import type { Found, Measure } from "./measure.ts";
import { freshPage, openGraph, withBrowser } from "./pages.ts";
import { repaintTimes } from "./repaint.ts";
import { type RunningServer, startServer } from "./server.ts";
import type { SizeName } from "./sizes.ts";

/** The user of the kubeconfig that may do anything. */
export const admin = { token: "admin-token" };

interface Followed {
  readonly sync: Found;
  readonly repaint: Found;
  readonly memory: Found;
}
const followed = new Map<SizeName, Promise<Followed>>();

/** One server on the cluster of this size and one open page, for all measures but the quiet one. */
function follow(size: SizeName): Promise<Followed> {
  const known = followed.get(size) ?? run(size);
  followed.set(size, known);
  return known;
}

async function run(size: SizeName): Promise<Followed> {
  const plane = await clusterOf(size);
  const server = await startServer({ SEKISHO_LIVE: "1", SEKISHO_KUBECONFIG: kubeconfig(plane, admin) });
  try {
    const toGraph = performance.now() - server.since;
    const graph = await graphOf(server);
    const rows = graph.coverage.filter(({ state }) => state !== "readable" && state !== "absent");
    if (rows.length > 0) throw new Error(`Not all was read: ${rows[0]?.because}`);
    const synced = server.residentMib();
    const edge = graph.edges.find(({ outcome }) => outcome === "allowed");
    if (edge === undefined) throw new Error("No edge is allowed.");
    const namespace = edge.server.split("/")[0] ?? "";
    const { p95, median, count } = await withBrowser(async (browser) => {
      const page = await freshPage({ browser });
      await openGraph(page, server, "?fold=");
      return repaintTimes(page, (index) => plane.api.apply(policy(namespace, index % 2 === 0)));
    });
    return {
      sync: {
        value: toGraph / 1000,
        note: `from npm start to the whole graph: ${graph.nodes.length} workloads, ${graph.edges.length} edges`,
      },
      repaint: { value: p95, note: `median ${Math.round(median)} ms of ${count} changes` },
      memory: {
        value: server.residentMib(),
        note: `resident, after ${count} changes with a page open; ${Math.round(synced)} MiB after the first graph`,
      },
    };
  } finally {
    server.end();
  }
}

/** A policy for a whole namespace that closes it, or opens it to all. */
export function policy(namespace: string, closed: boolean): Manifest {
  return {
    apiVersion: "security.istio.io/v1",
    kind: "AuthorizationPolicy",
    metadata: { name: "zz-changed", namespace },
    spec: { action: closed ? "DENY" : "ALLOW", rules: [{}] },
  };
}

/** The whole graph, as the HTTP API gives it. */
export async function graphOf({ address }: Pick<RunningServer, "address">): Promise<GraphAnswer> {
  return (await (await fetch(`${address}/api/graph`)).json()) as GraphAnswer;
}

const quietSeconds = 120;

/** What a source asks of an API server of which nothing changes. */
async function idleRequests(size: SizeName): Promise<Found> {
  const plane = await clusterOf(size);
  const proxy = await faultProxy(plane);
  const source = liveSource({
    kubeconfig: kubeconfig(plane, admin, { server: proxy.address }),
    context: null,
    namespaces: [],
  });
  const stop = source.watch(() => {});
  try {
    await source.read();
    // Watches are opened behind their lists.
    await wait(5000);
    const before = proxy.requests.length;
    await wait(quietSeconds * 1000);
    const asked = proxy.requests.slice(before);
    const watches = asked.filter(({ watch }) => watch).length;
    return {
      value: (asked.length * 60) / quietSeconds,
      note: `${before} at the start; in ${quietSeconds} s ${asked.length}, ${watches} of them watches begun again`,
    };
  } finally {
    stop();
    source.close();
    await proxy.close();
  }
}

/** A live cluster as it is followed: a real API server, the built pages, a real browser. */
export const liveMeasures: readonly Measure[] = [
  {
    name: "cluster.initialSync",
    unit: "s",
    goals: {},
    at: ["L"],
    run: async (size) => (await follow(size)).sync,
  },
  {
    name: "cluster.applyToRepainted",
    unit: "ms",
    goals: { L: 300 },
    at: ["L"],
    run: async (size) => (await follow(size)).repaint,
  },
  {
    name: "cluster.memory",
    unit: "MiB",
    goals: { L: 300 },
    at: ["L"],
    run: async (size) => (await follow(size)).memory,
  },
  { name: "cluster.idleRequests", unit: "/min", goals: {}, at: ["L"], run: idleRequests },
];
