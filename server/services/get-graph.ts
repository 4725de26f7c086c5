import "server-only";
import type { ClusterSource } from "../cluster/source.ts";
import type { GraphAnswer } from "../contract/graph.ts";
import { countPolicies, type Graph, type MeshSnapshot, nextGraph } from "../engine/index.ts";
import { withCertificates } from "./node-certificates.ts";
import { readSource } from "./read-source.ts";
import { recent } from "./recent.ts";
import { ok, type Result } from "./result.ts";

/** What the graph should show, and when it is asked. */
export interface GraphQuestion {
  /** Workloads, `namespace/name`, of which all possible peers are wanted. */
  readonly asked: readonly string[];
  /** Seconds since 1970. */
  readonly nowSeconds: number;
}

/** Graphs kept for one revision: the one without a question, and the last few with. */
const GRAPHS = 8;

/** The graphs of one source; a new revision's is made from the one before, so that a small change costs little. */
function graphsOf() {
  const last = new Map<string, { readonly snapshot: MeshSnapshot; readonly graph: Graph }>();
  return recent((reading, asked, nowSeconds) => {
    const { snapshot } = reading;
    const options = { nowSeconds, asked: asked === "" ? [] : asked.split("\n") };
    const graph = nextGraph(last.get(asked) ?? null, snapshot, options);
    last.delete(asked);
    last.set(asked, { snapshot, graph });
    for (const oldest of last.keys()) if (last.size > GRAPHS) last.delete(oldest);
    return graph;
  }, GRAPHS);
}

const bySource = new WeakMap<ClusterSource, ReturnType<typeof graphsOf>>();

/** The graph with its verdicts: computed once for each revision and set of asked workloads. */
export async function getGraph(question: GraphQuestion, source: ClusterSource): Promise<Result<GraphAnswer>> {
  const result = await readSource(source);
  if (!result.ok) return result;
  const reading = result.value;
  const { snapshot } = reading;
  const asked = [...new Set(question.asked)].toSorted().join("\n");
  const graphOf = bySource.get(source) ?? graphsOf();
  bySource.set(source, graphOf);
  const graph = graphOf(reading, asked, question.nowSeconds);
  return ok({
    revision: snapshot.revision,
    source: reading.source,
    coverage: snapshot.coverage,
    problems: snapshot.problems,
    ...graph,
    policies: countPolicies(snapshot),
    nodes: withCertificates(graph.nodes, reading, question.nowSeconds),
  });
}
