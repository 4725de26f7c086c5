import { getEdge } from "../../../../server/services/get-edge.ts";
import { nowSeconds, pathParts, respond } from "../../respond.ts";
import { withSource } from "../../with-source.ts";

/** GET /api/edges/:id: why one edge ends as it does; `id` is `client>server:port`, percent-encoded. */
export async function GET(request: Request): Promise<Response> {
  const [id = ""] = pathParts(request, 1);
  return withSource(request, async (source) =>
    respond(request, `edge\n${id}`, await getEdge(id, { nowSeconds: nowSeconds() }, source)),
  );
}
