import { z } from "zod";
import { getGraph } from "../../../server/services/get-graph.ts";
import { nowSeconds, respond, respondProblem } from "../respond.ts";

const asked = z.array(z.string().min(1).max(512)).max(50);

/** GET /api/graph?asked=namespace/name: nodes, and the edges that are observed, named or asked for. */
export async function GET(request: Request): Promise<Response> {
  const question = asked.safeParse(new URL(request.url).searchParams.getAll("asked"));
  if (!question.success) {
    return respondProblem({
      kind: "invalid",
      detail: "asked names more than 50 workloads, or one that is too long.",
      cure: "Ask for fewer workloads, each as namespace/name.",
    });
  }
  return respond(
    request,
    `graph\n${question.data.join("\n")}`,
    await getGraph({ asked: question.data, nowSeconds: nowSeconds() }),
  );
}
