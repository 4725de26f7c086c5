import { z } from "zod";
import type { PackedDraftGraph } from "../../../server/contract/draft-graph.ts";
import { packGraph } from "../../../server/contract/packed-graph.ts";
import { getDraftGraph, getGraph } from "../../../server/services/get-graph.ts";
import { readBody } from "../read-body.ts";
import { nowSeconds, respond, respondOnce, respondProblem } from "../respond.ts";
import { withSource } from "../with-source.ts";

const asked = z.array(z.string().min(1).max(512)).max(50);

/**
 * GET /api/graph?asked=namespace/name: nodes, and the edges that are observed, named or asked for.
 * With `form=packed` the edges come as columns (server/contract/packed-graph.ts), a third of the bytes.
 */
export async function GET(request: Request): Promise<Response> {
  const search = new URL(request.url).searchParams;
  const question = asked.safeParse(search.getAll("asked"));
  const packed = search.get("form") === "packed";
  if (!question.success) {
    return respondProblem({
      kind: "invalid",
      detail: "asked names more than 50 workloads, or one that is too long.",
      cure: "Ask for fewer workloads, each as namespace/name.",
    });
  }
  const named = `graph\n${packed ? "packed" : ""}\n${question.data.join("\n")}`;
  return withSource(request, async (source) => {
    const result = await getGraph({ asked: question.data, nowSeconds: nowSeconds() }, source);
    return packed ? respond(request, named, result, packGraph) : respond(request, named, result);
  });
}

/** POST /api/graph: the packed graph as it would be with drafts put in. Nothing is written or kept. */
export async function POST(request: Request): Promise<Response> {
  const read = await readBody(request, 2_000_000);
  if ("refusal" in read) return read.refusal;
  return withSource(request, async (source) => {
    const result = await getDraftGraph(read.body, { nowSeconds: nowSeconds() }, source);
    if (!result.ok) return respondProblem(result.problem);
    const { graph, ...about } = result.value;
    return respondOnce(request, {
      ok: true,
      value: { ...about, graph: graph === null ? null : packGraph(graph) } satisfies PackedDraftGraph,
    });
  });
}
