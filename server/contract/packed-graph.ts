import type { GraphAnswer, GraphEdge } from "./graph.ts";

/** A column: each different value once, and for each edge which of them it has. */
interface Column<Value> {
  readonly values: readonly Value[];
  readonly at: readonly number[];
}

type Route = Pick<GraphEdge, "server" | "workloadPort" | "host" | "servicePort" | "protocol">;
type Verdict = Pick<GraphEdge, "transport" | "outcome" | "condition" | "label" | "decidedBy" | "endpoints">;
type Seen = Omit<GraphEdge["evidence"], "named">;

interface PackedEdges {
  readonly clients: Column<string>;
  readonly routes: Column<Route>;
  readonly verdicts: Column<Verdict>;
  readonly seen: Column<Seen>;
  readonly named: Column<GraphEdge["evidence"]["named"]>;
  readonly disagrees: Column<GraphEdge["disagrees"]>;
}

/**
 * The graph as the page loads it. Many edges say the same, so that facts that go together are told once: a third of the bytes of
 * `GraphAnswer`, gzipped, and what is told once is one object again after unpacking.
 */
export type PackedGraph = Omit<GraphAnswer, "edges"> & { readonly edges: PackedEdges };

function pack<Value>(edges: readonly GraphEdge[], tell: (edge: GraphEdge) => Value): Column<Value> {
  const known = new Map<string, number>();
  const values: Value[] = [];
  const at = edges.map((edge) => {
    const value = tell(edge);
    const key = JSON.stringify(value);
    const before = known.get(key);
    if (before !== undefined) return before;
    known.set(key, values.length);
    return values.push(value) - 1;
  });
  return { values, at };
}

/** @param answer whose edge ids are made of client, server and port, as the engine makes them */
export function packGraph(answer: GraphAnswer): PackedGraph {
  const { edges } = answer;
  return {
    ...answer,
    edges: {
      clients: pack(edges, ({ client }) => client),
      routes: pack(edges, ({ server, workloadPort, host, servicePort, protocol }) => ({
        server,
        workloadPort,
        host,
        servicePort,
        protocol,
      })),
      verdicts: pack(edges, ({ transport, outcome, condition, label, decidedBy, endpoints }) => ({
        transport,
        outcome,
        condition,
        label,
        decidedBy,
        endpoints,
      })),
      seen: pack(edges, ({ evidence: { observed, perSecond, asked } }) => ({ observed, perSecond, asked })),
      named: pack(edges, ({ evidence }) => evidence.named),
      disagrees: pack(edges, ({ disagrees }) => disagrees),
    },
  };
}

function valueAt<Value>({ values, at }: Column<Value>, edge: number): Value {
  const place = at[edge] ?? -1;
  if (place < 0 || place >= values.length) throw new RangeError("The packed graph is not whole.");
  return values[place] as Value;
}

/**
 * The inverse of `packGraph`.
 * @throws RangeError when a column is shorter than another
 */
export function unpackGraph(packed: PackedGraph): GraphAnswer {
  const { clients, routes, verdicts, seen, named, disagrees } = packed.edges;
  const edges = clients.at.map((_, i): GraphEdge => {
    const client = valueAt(clients, i);
    const route = valueAt(routes, i);
    const verdict = valueAt(verdicts, i);
    return {
      id: `${client}>${route.server}:${route.workloadPort}`,
      client,
      ...route,
      evidence: { ...valueAt(seen, i), named: valueAt(named, i) },
      ...verdict,
      disagrees: valueAt(disagrees, i),
    };
  });
  return { ...packed, edges };
}
