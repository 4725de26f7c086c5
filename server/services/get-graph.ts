import "server-only";
import type { ClusterSource, SourceReading } from "../cluster/source.ts";
import { type DraftGraph, draftGraphQuestion } from "../contract/draft-graph.ts";
import type { GraphAnswer } from "../contract/graph.ts";
import { countPolicies, type Graph, type MeshSnapshot, nextGraph } from "../engine/index.ts";
import { putDrafts } from "./drafts.ts";
import { withCertificates } from "./node-certificates.ts";
import { issueWords } from "./parse-requests.ts";
import { readSource } from "./read-source.ts";
import { recent } from "./recent.ts";
import { failed, ok, type Result } from "./result.ts";

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

/** The graph of the mesh with drafts put in, made from the one without them. Nothing is written or kept. @param body not yet checked */
export async function getDraftGraph(
  body: unknown,
  { nowSeconds }: Pick<GraphQuestion, "nowSeconds">,
  source: ClusterSource,
): Promise<Result<DraftGraph>> {
  const question = draftGraphQuestion.safeParse(body);
  if (!question.success) {
    const { path, text } = issueWords(question.error.issues[0]);
    return failed(
      "invalid",
      `The question${path === "" ? "" : `: ${path.replace(/^\./, "")}`}: ${text}.`,
      "Send {drafts: [{kind, namespace, name, and one of yaml, object, delete: true}], asked: [namespace/name]}, 1 to 50 drafts.",
    );
  }
  const result = await readSource(source);
  if (!result.ok) return result;
  const reading = result.value;
  const { snapshot: before } = reading;
  const { snapshot, problems } = putDrafts(before, question.data.drafts);
  if (!problems.every(({ note }) => note)) return ok({ revision: before.revision, problems, graph: null });
  const asked = [...new Set(question.data.asked)].toSorted();
  const now = { snapshot: before, graph: graphIn(reading, source, asked.join("\n"), nowSeconds) };
  const after = nextGraph(now, snapshot, { nowSeconds, asked });
  return ok({
    revision: before.revision,
    problems,
    graph: answerOf({ ...reading, snapshot }, after, nowSeconds),
  });
}

/** The graph with its verdicts: computed once for each revision and set of asked workloads. */
export async function getGraph(question: GraphQuestion, source: ClusterSource): Promise<Result<GraphAnswer>> {
  const result = await readSource(source);
  if (!result.ok) return result;
  const reading = result.value;
  const asked = [...new Set(question.asked)].toSorted().join("\n");
  return ok(answerOf(reading, graphIn(reading, source, asked, question.nowSeconds), question.nowSeconds));
}

function graphIn(reading: SourceReading, source: ClusterSource, asked: string, nowSeconds: number): Graph {
  const graphOf = bySource.get(source) ?? graphsOf();
  bySource.set(source, graphOf);
  return graphOf(reading, asked, nowSeconds);
}

function answerOf(reading: SourceReading, graph: Graph, nowSeconds: number): GraphAnswer {
  const { snapshot } = reading;
  return {
    revision: snapshot.revision,
    source: reading.source,
    coverage: snapshot.coverage,
    problems: snapshot.problems,
    ...graph,
    policies: countPolicies(snapshot),
    nodes: withCertificates(graph.nodes, reading, nowSeconds),
  };
}
