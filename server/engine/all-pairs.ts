import type { Outcome, Transport } from "../contract/verdict.ts";
import { edgeVerdict } from "./edge-verdict.ts";
import { type Mesh, meshOf, type Workload } from "./mesh.ts";
import { usualPort } from "./named-edges.ts";
import { servedPorts } from "./node.ts";
import { callersOfMesh, pairKinds } from "./pair-kinds.ts";
import { serverSide } from "./server-side.ts";
import type { MeshSnapshot } from "./snapshot.ts";

/** How one pair ends, as far as a cell of the matrix tells. */
export interface PairEnd {
  readonly outcome: Outcome;
  readonly transport: Transport | null;
}

/** The end of every pair of workloads, a byte for each. */
export interface Matrix {
  /** Workload ids, and `outside` where it was asked for, in the order of rows. */
  readonly clients: readonly string[];
  readonly servers: readonly { readonly id: string; readonly workloadPort: number }[];
  /** `codes[client * servers.length + server]` is an index of `legend`. */
  readonly codes: Uint8Array;
  readonly legend: readonly PairEnd[];
}

export interface MatrixOptions {
  /** Unix time in seconds. */
  readonly nowSeconds: number;
  /** The port that stands for a workload, or every port that a host leads to. */
  readonly ports: "usual" | "served";
  /** Whether callers outside the mesh are the first row, as `outside`. */
  readonly outside?: boolean;
  /** Further ports to show, such as those of edges that were seen where no host leads. */
  readonly also?: readonly { readonly id: string; readonly workloadPort: number }[];
}

/**
 * How every workload of the mesh may call every other one, without a request.
 * Callers that neither a policy nor a route can tell apart are evaluated once, by the same function as a single edge.
 * @throws never
 */
export function matrixOf(snapshot: MeshSnapshot, options: MatrixOptions): Matrix {
  const mesh = meshOf(snapshot);
  const clients = [...mesh.workloads.values()];
  const further = Map.groupBy(options.also ?? [], ({ id }) => id);
  const servers = clients.flatMap((workload) => {
    const more = (further.get(workload.id) ?? []).map((port) => port.workloadPort);
    const ports = new Set([...portsOf(mesh, workload, options.ports), ...more]);
    return [...ports].map((workloadPort) => ({ workload, workloadPort }));
  });
  const first = options.outside === true ? 1 : 0;
  const legend: PairEnd[] = [];
  const codeOf = coding(legend);
  const callers = callersOfMesh(mesh, clients);
  const codes = new Uint8Array((first + clients.length) * servers.length);
  const ask = (client: string, server: string, workloadPort: number): number => {
    const key = { client, server, workloadPort };
    const verdict = edgeVerdict(mesh, key, { nowSeconds: options.nowSeconds, observed: undefined });
    return codeOf(verdict?.outcome ?? "unknown", verdict?.transport ?? null);
  };
  for (const [at, { workload, workloadPort }] of servers.entries()) {
    const kinds = pairKinds(mesh, callers, serverSide(mesh, workload, workloadPort));
    const known: number[] = [];
    if (first === 1) codes[at] = ask("outside", workload.id, workloadPort);
    for (const [i, client] of clients.entries()) {
      const kind = kinds[i] ?? -1;
      let code = kind < 0 ? undefined : known[kind];
      if (code === undefined) {
        code = ask(client.id, workload.id, workloadPort);
        if (kind >= 0) known[kind] = code;
      }
      codes[(first + i) * servers.length + at] = code;
    }
  }
  return {
    clients: [...(first === 1 ? ["outside"] : []), ...clients.map((w) => w.id)],
    servers: servers.map(({ workload, workloadPort }) => ({ id: workload.id, workloadPort })),
    codes,
    legend,
  };
}

function portsOf(mesh: Mesh, workload: Workload, ports: MatrixOptions["ports"]): readonly number[] {
  if (ports === "served") return servedPorts(mesh, workload);
  const usual = usualPort(mesh, workload);
  return usual === null ? [] : [usual];
}

/** There are some thirty ends at most: seven outcomes, five transports, few of them together. */
function coding(legend: PairEnd[]): (outcome: Outcome, transport: Transport | null) => number {
  const known = new Map<string, number>();
  return (outcome, transport) => {
    const key = `${outcome} ${transport}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    legend.push({ outcome, transport });
    known.set(key, legend.length - 1);
    return legend.length - 1;
  };
}

/** Pairs of each two namespaces, counted by how they end. */
export interface NamespaceMatrix {
  readonly namespaces: readonly string[];
  /** `counts[(client * namespaces.length + server) * legend.length + code]` */
  readonly counts: Uint32Array;
  readonly legend: readonly PairEnd[];
}

/** The matrix folded to namespaces; a workload's calls to itself are not counted. Callers outside are namespace "". */
export function namespaceMatrix({ clients, servers, codes, legend }: Matrix): NamespaceMatrix {
  const namespaceOf = (id: string) => id.slice(0, Math.max(0, id.indexOf("/")));
  const namespaces = [...new Set([...clients, ...servers.map((s) => s.id)].map(namespaceOf))].toSorted();
  const numbers = new Map(namespaces.map((name, i) => [name, i]));
  const rows = clients.map((id) => numbers.get(namespaceOf(id)) ?? 0);
  const columns = servers.map((s) => numbers.get(namespaceOf(s.id)) ?? 0);
  const counts = new Uint32Array(namespaces.length ** 2 * legend.length);
  for (const [i, row] of rows.entries()) {
    for (const [j, column] of columns.entries()) {
      if (clients[i] === servers[j]?.id) continue;
      const at = (row * namespaces.length + column) * legend.length + (codes[i * servers.length + j] ?? 0);
      counts[at] = (counts[at] ?? 0) + 1;
    }
  }
  return { namespaces, counts, legend };
}
