import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { packGraph } from "../server/contract/packed-graph.ts";
import { matrixOf } from "../server/engine/all-pairs.ts";
import { evaluateRequest } from "../server/engine/evaluate.ts";
import { findingsOfChange } from "../server/engine/findings/change.ts";
import { findingsOf } from "../server/engine/findings/findings.ts";
import { whoMayCall, whomMayCall } from "../server/engine/focus.ts";
import { buildGraph, nextGraph } from "../server/engine/incremental.ts";
import { previewOf } from "../server/engine/preview/preview.ts";
import type { MeshSnapshot } from "../server/engine/snapshot.ts";
import { type Found, type Measure, timed } from "./measure.ts";
import { forgotten, meshOfSize } from "./meshes.ts";
import { randomOf } from "./random.ts";
import type { SizeName } from "./sizes.ts";

const nowSeconds = Date.parse("2026-11-24T09:00:00Z") / 1000;
const options = { nowSeconds, asked: [] };
const ms = (value: number) => `${Number(value.toPrecision(3))} ms`;

/** Best of several runs, each of a mesh of which nothing is remembered; the first run also compiles the engine itself. */
function drawnEdges(size: SizeName): Found {
  const { snapshot } = meshOfSize(size);
  let edges = 0;
  const times = timed(size === "XL" ? 3 : 12, () => {
    const fresh = forgotten(snapshot);
    return () => {
      edges = buildGraph(fresh, options).edges.length;
    };
  });
  return { value: times.best, note: `${edges} edges; first ${ms(times.first)}, median ${ms(times.median)}` };
}

function allPairs(size: SizeName): Found {
  const { snapshot } = meshOfSize(size);
  let pairs = 0;
  const times = timed(3, () => {
    const fresh = forgotten(snapshot);
    return () => {
      pairs = matrixOf(fresh, { nowSeconds, ports: "usual" }).codes.length;
    };
  });
  return { value: times.best / 1000, note: `${pairs} pairs; median ${ms(times.median)}` };
}

/** One policy after the other changes its action, and the graph with it. */
function onePolicyChanged(size: SizeName): Found {
  let { snapshot } = meshOfSize(size);
  let graph = buildGraph(snapshot, options);
  let touched = 0;
  const runs = 200;
  const times = timed(runs, (run) => {
    const next = withOneChanged(snapshot, (run * 37) % snapshot.authorizationPolicies.length);
    return () => {
      const made = nextGraph({ snapshot, graph }, next, options);
      for (const [i, edge] of made.edges.entries()) if (edge !== graph.edges[i]) touched += 1;
      snapshot = next;
      graph = made;
    };
  });
  return {
    value: times.median,
    note: `median of ${runs}, p95 ${ms(times.p95)}; ${Math.round(touched / runs)} edges touched by one`,
  };
}

function withOneChanged(snapshot: MeshSnapshot, at: number): MeshSnapshot {
  const old = snapshot.authorizationPolicies[at];
  if (old === undefined) return snapshot;
  const action = old.action === "DENY" ? "ALLOW" : "DENY";
  return { ...snapshot, authorizationPolicies: snapshot.authorizationPolicies.with(at, { ...old, action }) };
}

/** Everyone who may call one workload after the other, and whom it may call; the mesh is known already, as for a page. */
function focus(size: SizeName): Found {
  const { snapshot } = meshOfSize(size);
  const { clients, servers } = matrixOf(snapshot, { nowSeconds, ports: "usual" });
  let pairs = 0;
  const runs = 40;
  const times = timed(runs, (run) => {
    const server = servers[(run * 37) % servers.length];
    return () => {
      if (server === undefined) return;
      const callers = whoMayCall(snapshot, server.id, server.workloadPort, { nowSeconds });
      const calls = whomMayCall(snapshot, server.id, { nowSeconds });
      for (const side of [callers, calls])
        pairs += (side?.groups.flatMap((g) => g.peers).length ?? 0) + (side?.stopped ?? 0);
    };
  });
  const note = `${Math.round(pairs / runs)} pairs of ${clients.length} workloads; p95 ${ms(times.p95)}`;
  return { value: times.median, note };
}

/** A draft of one policy after the other, as while somebody types; the mesh without it is known already. */
function preview(size: SizeName): Found {
  const { snapshot } = meshOfSize(size);
  buildGraph(snapshot, options);
  const runs = 200;
  let flips = 0;
  const times = timed(runs, (run) => {
    const next = withDraft(snapshot, run);
    return () => {
      const { counts, otherwise } = previewOf(snapshot, next, { nowSeconds });
      flips += counts.observed + counts.named + counts.possible + otherwise;
    };
  });
  const note = `p95 of ${runs}, median ${ms(times.median)}; ${Math.round(flips / runs)} edges flip by one`;
  return { value: times.p95, note };
}

/** By turns: another action, one rule less, another mode of a PeerAuthentication, a policy that goes away. */
function withDraft(snapshot: MeshSnapshot, run: number): MeshSnapshot {
  const { authorizationPolicies: policies, peerAuthentications: peers } = snapshot;
  const at = (run * 37) % policies.length;
  const policy = policies[at];
  // The first one is that of the whole mesh, which nobody types at all day.
  const peerAt = 1 + ((run * 37) % (peers.length - 1));
  const peer = peers[peerAt];
  if (policy === undefined || peer === undefined) return snapshot;
  switch (run % 4) {
    case 0:
      return withOneChanged(snapshot, at);
    case 1:
      return {
        ...snapshot,
        authorizationPolicies: policies.with(at, { ...policy, rules: policy.rules.slice(1) }),
      };
    case 2: {
      const mode = peer.mode === "STRICT" ? "PERMISSIVE" : "STRICT";
      return { ...snapshot, peerAuthentications: peers.with(peerAt, { ...peer, mode }) };
    }
    default:
      return { ...snapshot, authorizationPolicies: policies.toSpliced(at, 1) };
  }
}

/** Requests of observed pairs, with everything that is told of them. */
function ask(size: SizeName): Found {
  const { snapshot } = meshOfSize(size);
  const random = randomOf(7);
  const times = timed(200, (run) => {
    const { client, server, workloadPort } = random.pick(snapshot.traffic);
    const [namespace, name] = server.split("/");
    const host = `${name}.${namespace}.svc.cluster.local`;
    const port = workloadPort === 8080 ? 80 : (workloadPort ?? 80);
    const request = {
      id: String(run),
      from: client,
      to: { host, port },
      http: { method: "GET", path: "/api/x" },
    };
    return () => evaluateRequest(snapshot, request, { nowSeconds });
  });
  return { value: times.p95, note: `p95 of 200, median ${ms(times.median)}` };
}

/** Everything that is found in a mesh of which nothing is remembered. */
function findings(size: SizeName): Found {
  const { snapshot } = meshOfSize(size);
  let found = 0;
  const times = timed(8, () => {
    const fresh = forgotten(snapshot);
    return () => {
      found = findingsOf(fresh).length;
    };
  });
  const note = `${found} findings; first ${ms(times.first)}, median ${ms(times.median)}`;
  return { value: times.best / 1000, note };
}

/** What is found of one changed policy after the other, beside what was there. */
function findingsOfOne(size: SizeName): Found {
  const { snapshot } = meshOfSize(size);
  findingsOf(snapshot);
  let found = 0;
  const runs = 40;
  const times = timed(runs, (run) => {
    const next = withOneChanged(snapshot, (run * 37) % snapshot.authorizationPolicies.length);
    return () => {
      const { own, caused } = findingsOfChange(snapshot, next);
      found += own.length + caused.length;
    };
  });
  return { value: times.p95, note: `p95 of ${runs}, median ${ms(times.median)}; ${found} findings in all` };
}

/** A process of its own, so that nothing else is counted: what holding the snapshot, its look-ups and its graph takes. */
function memory(size: SizeName): Found {
  const program = join(import.meta.dirname, "memory.ts");
  const args = ["--expose-gc", "--conditions=react-server", "--disable-warning=ExperimentalWarning"];
  const ended = spawnSync(process.execPath, [...args, program, size], { encoding: "utf8" });
  if (ended.status !== 0) throw new Error(`The memory could not be measured: ${ended.stderr}`);
  const { heap, resident } = JSON.parse(ended.stdout) as { heap: number; resident: number };
  return { value: heap, note: `heap after collection; ${Math.round(resident)} MiB resident` };
}

/** What the page loads: the packed form. */
function graphBytes(size: SizeName): Found {
  const graph = buildGraph(meshOfSize(size).snapshot, options);
  const plain = gzipSync(JSON.stringify(graph)).length;
  const text = JSON.stringify(packGraph({ ...graph, ...aroundGraph }));
  const kilo = (bytes: number) => `${Math.round(bytes / 1000)} kB`;
  return {
    value: gzipSync(text).length / 1000,
    note: `packed, gzip; ${kilo(text.length)} before gzip; not packed ${kilo(plain)} gzip`,
  };
}

/** What stands around the graph in an answer. */
const aroundGraph = {
  revision: "0",
  source: { name: "", folder: null, takenAt: null, istioVersion: null, trustDomain: "", rootNamespace: "" },
  coverage: [],
  problems: [],
};

const both = ["M", "L"] as const;

/** What the engine is measured by, without a server. */
export const engineMeasures: readonly Measure[] = [
  { name: "engine.drawnEdges.cold", unit: "ms", goals: { L: 50 }, at: both, run: drawnEdges },
  { name: "engine.allPairs", unit: "s", goals: { L: 2 }, at: both, run: allPairs },
  { name: "engine.onePolicyChanged", unit: "ms", goals: { L: 10 }, at: both, run: onePolicyChanged },
  { name: "engine.preview", unit: "ms", goals: { L: 200 }, at: both, run: preview },
  { name: "engine.ask", unit: "ms", goals: { L: 20 }, at: both, run: ask },
  { name: "engine.focus", unit: "ms", goals: {}, at: both, run: focus },
  { name: "engine.validation", unit: "s", goals: { L: 0.4 }, at: both, run: findings },
  { name: "engine.validation.draft", unit: "ms", goals: {}, at: both, run: findingsOfOne },
  { name: "engine.memory", unit: "MiB", goals: {}, at: both, run: memory },
  { name: "graph.bytes", unit: "kB", goals: { L: 150 }, at: both, run: graphBytes },
];
