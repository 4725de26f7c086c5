import { getGraph } from "../../../server/services/get-graph.ts";
import { nowSeconds, respondOnce } from "../respond.ts";

export const dynamic = "force-dynamic";

/** GET /api/readyz: the source can be read; 503 with the cure when it cannot. */
export async function GET(request: Request): Promise<Response> {
  const graph = await getGraph({ asked: [], nowSeconds: nowSeconds() });
  return respondOnce(
    request,
    graph.ok ? { ok: true, value: { ready: true, revision: graph.value.revision } } : graph,
  );
}
