import "server-only";
import type { ClusterSource } from "../cluster/source.ts";
import type { GraphAnswer } from "../contract/graph.ts";
import { buildGraph } from "../engine/index.ts";
import { currentSource } from "./current-source.ts";
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

const graphOf = recent(
  (reading, asked, nowSeconds) =>
    buildGraph(reading.snapshot, { nowSeconds, asked: asked === "" ? [] : asked.split("\n") }),
  GRAPHS,
);

/** The graph with its verdicts: computed once for each revision and set of asked workloads. */
export async function getGraph(
  question: GraphQuestion,
  source: ClusterSource = currentSource(),
): Promise<Result<GraphAnswer>> {
  const result = await readSource(source);
  if (!result.ok) return result;
  const reading = result.value;
  const { snapshot } = reading;
  const asked = [...new Set(question.asked)].toSorted().join("\n");
  const graph = graphOf(reading, asked, question.nowSeconds);
  return ok({
    revision: snapshot.revision,
    source: reading.source,
    coverage: snapshot.coverage,
    problems: snapshot.problems,
    ...graph,
    nodes: withCertificates(graph.nodes, reading, question.nowSeconds),
  });
}
