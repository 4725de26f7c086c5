import type { Flip, FlipCaller, FlipEvidence, Preview, PreviewServer } from "../../contract/preview.ts";
import { say } from "../../contract/text.ts";
import { differenceOf } from "../difference.ts";
import { type Mesh, meshLike, meshOf, type Workload } from "../mesh.ts";
import type { MeshSnapshot } from "../snapshot.ts";
import { addressKind, type BothCallers, bothCallers, classesOf, classesOfHost } from "./classes.ts";
import { byEvidence, callerOf, drawnClients, type Edges, edgesOf } from "./evidence.ts";
import type { Sides } from "./example.ts";
import { makeNodes } from "./nodes.ts";
import { gapText, Open } from "./open-questions.ts";
import { comparePair, type Memory, type PairResult } from "./pair.ts";
import { portsOf, type TouchedPort, touchedBy } from "./touched.ts";

export interface PreviewOptions {
  /** Unix time in seconds. */
  readonly nowSeconds: number;
  /** Classes of callers that are compared at most; the rest is told to be open. */
  readonly most?: number;
  /** Servers of which all callers are compared; a change that touches more is compared for the edges of the graph only. */
  readonly mostServers?: number;
  /** Edges of one flip that are just possible and are told by name; `callerCount` counts all. */
  readonly mostPossible?: number;
}

/** Enough for every change of one namespace of a large mesh; a change of the whole mesh is told as far as it goes. */
const mostClasses = 6_000;
const mostServers = 150;
const mostPossible = 200;

const vias: readonly Flip["via"][] = ["service", "protocol", "address"];

/** Flips of one server, those that look alike as one. */
interface Gathered {
  readonly byKey: Map<string, { flip: Flip; callers: FlipCaller[] }>;
}

interface Work {
  readonly sides: Sides;
  readonly memory: Memory;
  readonly callers: BothCallers;
  readonly edges: Edges;
  /** So many servers are touched that only what is drawn is compared. */
  readonly wide: boolean;
  readonly mostPossible: number;
  readonly open: Open;
  left: number;
}

/** The classes of one port, the ones with observed callers first; callers from outside are a class of their own. */
function classesAt(
  work: Work,
  server: Server,
  { workloadPort }: TouchedPort,
): readonly (readonly FlipCaller[])[] {
  const own = server
    .classesAt(workloadPort)
    .map((all) => all.map((c) => callerOf(work.edges, c.id, server.id, workloadPort)).toSorted(byEvidence));
  const outside = server.outside ? [[callerOf(work.edges, "outside", server.id, workloadPort)]] : [];
  return [...outside, ...own].toSorted((a, b) =>
    a[0] === undefined || b[0] === undefined ? 0 : byEvidence(a[0], b[0]),
  );
}

function noteOpen(work: Work, { gaps, unread }: PairResult, server: string, edges: number): void {
  for (const gap of gaps) work.open.add(gap, say(gapText[gap]), server, edges);
  for (const because of unread) work.open.add("unread", because, server, edges);
}

function gather(into: Gathered, port: TouchedPort, result: PairResult, callers: readonly FlipCaller[]): void {
  const { flip } = result;
  if (flip === null) return;
  const key = JSON.stringify([port.workloadPort, flip.via, flip.before, flip.after]);
  const known = into.byKey.get(key);
  if (known !== undefined) {
    known.callers.push(...callers);
    return;
  }
  into.byKey.set(key, {
    callers: [...callers],
    flip: {
      ...flip,
      workloadPort: port.workloadPort,
      otherPorts: port.other,
      callers: [],
      callerCount: 0,
    },
  });
}

/** A server on both sides of the change, with the ports at which it may show. */
interface Server {
  readonly id: string;
  readonly before: Workload | null;
  readonly after: Workload | null;
  readonly ports: readonly TouchedPort[];
  readonly classesAt: (workloadPort: number) => readonly (readonly Workload[])[];
  /** Callers from outside of the mesh may call it. */
  readonly outside: boolean;
}

function workloadServer({ sides, callers, open }: Work, { id }: Workload): Server | null {
  const was = sides.before.workloads.get(id);
  const will = sides.after.workloads.get(id);
  if (was === undefined || will === undefined) {
    open.add("attribute", say("previewAppears", { server: id }), id, 0);
    return null;
  }
  return {
    id,
    before: was,
    after: will,
    ports: portsOf(sides, will),
    classesAt: (workloadPort) => classesOf(sides, callers, id, workloadPort),
    outside: true,
  };
}

function hostServer({ sides, callers }: Work, host: string): Server {
  const entries = [sides.before, sides.after].flatMap(
    (m) => m.registry.byHost.get(host.toLowerCase())?.[0] ?? [],
  );
  const numbers = entries.flatMap((e) =>
    e.ports.map((p) => (typeof p.targetPort === "number" ? p.targetPort : p.port)),
  );
  return {
    id: `external/${host}`,
    before: null,
    after: null,
    ports: [...new Set(numbers)].map((workloadPort) => ({ workloadPort, served: true, other: false })),
    classesAt: (workloadPort) => classesOfHost(sides, callers, host, workloadPort),
    outside: false,
  };
}

function compareClass(
  work: Work,
  server: Server,
  port: TouchedPort,
  callers: readonly FlipCaller[],
): PairResult | null {
  const [first] = callers;
  if (first === undefined) return null;
  if (work.left <= 0 && !work.wide) {
    work.open.add("limit", say("previewLimit"), server.id, callers.length);
    return null;
  }
  work.left -= 1;
  const { workloadPort } = port;
  const client = work.sides.after.workloads.get(first.client);
  const target = {
    server: server.id,
    workloadPort,
    served: port.served || first.evidence !== "possible",
  };
  const result = comparePair(work.memory, work.sides, {
    client: first.client,
    byServiceOnly: work.wide,
    addressKind: client === undefined ? null : addressKind(work.sides, client, server.id, workloadPort),
    target: { before: { ...target, workload: server.before }, after: { ...target, workload: server.after } },
    observed: work.edges.before.get(first.edge)?.traffic?.protocol,
  });
  noteOpen(work, result, server.id, callers.length);
  return result;
}

/** Of a server among very many: callers from outside and the drawn ones. All others are told to be open. */
function drawnAt(
  work: Work,
  server: Server,
  { workloadPort }: TouchedPort,
): readonly (readonly FlipCaller[])[] {
  const clients = new Set([
    ...(server.outside ? ["outside"] : []),
    ...drawnClients(work.edges, server.id, workloadPort),
  ]);
  work.open.add("limit", say("previewWide"), server.id, work.callers.clients.length + 1 - clients.size);
  return [...clients]
    .filter((c) => c === "outside" || work.sides.after.workloads.has(c))
    .map((c) => [callerOf(work.edges, c, server.id, workloadPort)]);
}

function compareServer(work: Work, server: Server): PreviewServer | null {
  const gathered: Gathered = { byKey: new Map() };
  const { wide } = work;
  for (const port of wide ? server.ports.filter((p) => p.served) : server.ports) {
    for (const callers of wide ? drawnAt(work, server, port) : classesAt(work, server, port)) {
      const result = compareClass(work, server, port, callers);
      if (result !== null) gather(gathered, port, result, callers);
    }
  }
  const flips = [...gathered.byKey.values()].map(({ flip, callers }): Flip => {
    const sorted = callers.toSorted(byEvidence);
    const possible = sorted.findIndex((c) => c.evidence === "possible");
    return {
      ...flip,
      callers: possible < 0 ? sorted : sorted.slice(0, possible + work.mostPossible),
      callerCount: sorted.length,
    };
  });
  return flips.length === 0 ? null : { server: server.id, flips: flips.toSorted(byImportance) };
}

const isByService = (f: Flip) => vias.indexOf(f.via);

function byImportance(a: Flip, b: Flip): number {
  const [x, y] = [a.callers[0], b.callers[0]];
  return isByService(a) - isByService(b) || (x === undefined || y === undefined ? 0 : byEvidence(x, y));
}

function byServers(a: PreviewServer, b: PreviewServer): number {
  const [x, y] = [a.flips[0], b.flips[0]];
  return x === undefined || y === undefined ? 0 : byImportance(x, y);
}

/** The mesh of a snapshot; where only policies changed, with the other's look-ups of pods and services. */
function meshBeside(before: Mesh, after: MeshSnapshot): Mesh {
  return differenceOf(before.snapshot, after).topology ? meshOf(after) : meshLike(before, after);
}

/**
 * Which edges flip when a mesh changes: compared for all requests of all callers to every port that the change may reach.
 * @param before the mesh as it is
 * @param after the same with drafts put in, replaced or taken away
 * @returns flips with an example each, and what could not be compared; `changes` is `none` only when everything was
 * @throws never
 */
export function previewOf(before: MeshSnapshot, after: MeshSnapshot, options: PreviewOptions): Preview {
  const mesh = meshOf(before);
  const sides: Sides = { before: mesh, after: meshBeside(mesh, after), nowSeconds: options.nowSeconds };
  const { workloads, hosts } = touchedBy(sides);
  const work: Work = {
    sides,
    memory: {
      nodes: makeNodes(),
      atoms: new Map(),
      choices: new Map(),
      compared: new Map(),
      byAddress: new Map(),
    },
    callers: bothCallers(sides),
    edges: edgesOf(sides),
    wide: workloads.length > (options.mostServers ?? mostServers),
    mostPossible: options.mostPossible ?? mostPossible,
    open: new Open(),
    left: options.most ?? mostClasses,
  };
  const reached = [
    ...workloads.flatMap((w) => workloadServer(work, w) ?? []),
    ...hosts.map((host) => hostServer(work, host)),
  ];
  const servers = reached.flatMap((server) => compareServer(work, server) ?? []).toSorted(byServers);
  const all = servers.flatMap((s) => s.flips);
  const byService = all.filter((f) => f.via === "service");
  const count = (evidence: FlipEvidence) =>
    byService.reduce((n, f) => n + f.callers.filter((c) => c.evidence === evidence).length, 0);
  const [observed, named] = [count("observed"), count("named")];
  const total = byService.reduce((n, f) => n + f.callerCount, 0);
  const open = work.open.list();
  return {
    changes: all.length > 0 ? "some" : open.length > 0 ? "open" : "none",
    servers,
    counts: { observed, named, possible: total - observed - named },
    otherwise: all.filter((f) => f.via !== "service").reduce((n, f) => n + f.callerCount, 0),
    open,
  };
}
