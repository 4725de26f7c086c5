import "server-only";
import type { ClusterSource } from "../cluster/source.ts";
import type { GraphAnswer, GraphEdge } from "../contract/graph.ts";
import type { Language } from "../contract/language.ts";
import { type MatrixAnswer, readRows, writeRow } from "../contract/matrix.ts";
import { type CsvPair, matrixCsv } from "../contract/matrix-csv.ts";
import { tell } from "../contract/text.ts";
import { matrixOf } from "../engine/index.ts";
import { getGraph } from "./get-graph.ts";
import { readSource } from "./read-source.ts";
import { recent } from "./recent.ts";
import { ok, type Result } from "./result.ts";

interface Asked {
  /** Seconds since 1970. */
  readonly nowSeconds: number;
}

type Pairs = Pick<ReturnType<typeof matrixOf>, "clients" | "servers" | "codes" | "legend">;

/** The pairs and their text of one reading; what was seen is drawn, and says of a detected port what it is. */
const matricesOf = (graph: { last: GraphAnswer | null }) =>
  recent((reading, _, nowSeconds): MatrixAnswer => {
    const edges = graph.last?.edges ?? [];
    const also = edges.map(({ server, workloadPort }) => ({ id: server, workloadPort }));
    const pairs = matrixOf(reading.snapshot, { nowSeconds, ports: "served", outside: true, also });
    const { clients, servers, codes, legend } = withEdges(pairs, edges);
    const rows = clients.map((_, i) =>
      writeRow(codes.subarray(i * servers.length, (i + 1) * servers.length)),
    );
    return { revision: reading.snapshot.revision, clients, servers, legend, rows };
  }, 1);

/** The pairs, with what the graph says of those that it draws: it knows which protocol was seen. */
function withEdges({ clients, servers, codes, legend }: Pairs, edges: readonly GraphEdge[]): Pairs {
  const row = new Map(clients.map((id, i) => [id, i]));
  const column = new Map(servers.map(({ id, workloadPort }, i) => [`${id}:${workloadPort}`, i]));
  const ends = [...legend];
  for (const { client, server, workloadPort, outcome, transport } of edges) {
    const i = row.get(client);
    const j = column.get(`${server}:${workloadPort}`);
    if (i === undefined || j === undefined) continue;
    const known = ends.findIndex((end) => end.outcome === outcome && end.transport === transport);
    codes[i * servers.length + j] = known < 0 ? ends.push({ outcome, transport }) - 1 : known;
  }
  return { clients, servers, codes, legend: ends };
}

const bySource = new WeakMap<
  ClusterSource,
  { readonly graph: { last: GraphAnswer | null }; readonly matrixOf: ReturnType<typeof matricesOf> }
>();

function keptOf(source: ClusterSource) {
  const known = bySource.get(source);
  if (known !== undefined) return known;
  const graph = { last: null };
  const made = { graph, matrixOf: matricesOf(graph) };
  bySource.set(source, made);
  return made;
}

async function read(asked: Asked, source: ClusterSource) {
  const graph = await getGraph({ asked: [], nowSeconds: asked.nowSeconds }, source);
  if (!graph.ok) return graph;
  const reading = await readSource(source);
  if (!reading.ok) return reading;
  const kept = keptOf(source);
  kept.graph.last = graph.value;
  return ok({ matrix: kept.matrixOf(reading.value, "", asked.nowSeconds), graph: graph.value });
}

/** How every workload, and callers outside, may call every port: computed once for each revision. */
export async function getMatrix(asked: Asked, source: ClusterSource): Promise<Result<MatrixAnswer>> {
  const both = await read(asked, source);
  return both.ok ? ok(both.value.matrix) : both;
}

/** The same as a file for a spreadsheet, with what is known of the drawn edges; calls of a workload to itself are left out. */
export async function getMatrixCsv(
  asked: Asked,
  source: ClusterSource,
): Promise<
  Result<{
    readonly revision: string;
    /** Name of the source. */
    readonly source: string;
    readonly csv: (language: Language) => string;
  }>
> {
  const both = await read(asked, source);
  if (!both.ok) return both;
  const { matrix, graph } = both.value;
  return ok({
    revision: matrix.revision,
    source: graph.source.name,
    csv: (language) => matrixCsv(pairsOf(matrix, tell(graph.edges, language))),
  });
}

function* pairsOf(matrix: MatrixAnswer, edges: readonly GraphEdge[]): Generator<CsvPair> {
  const drawn = new Map(edges.map((edge) => [edge.id, edge]));
  const codes = readRows(matrix);
  for (const [i, client] of matrix.clients.entries()) {
    for (const [j, { id, workloadPort }] of matrix.servers.entries()) {
      const end = matrix.legend[codes[i * matrix.servers.length + j] ?? 0];
      if (client === id || end === undefined) continue;
      const edge = drawn.get(`${client}>${id}:${workloadPort}`) ?? null;
      yield { client, server: id, workloadPort, ...end, edge };
    }
  }
}
