import { getFocus } from "../../../../../server/services/get-focus.ts";
import { nowSeconds, pathParts, respond } from "../../../respond.ts";
import { withSource } from "../../../with-source.ts";

/** GET /api/workloads/:id/focus: who may call it and whom it may call; `id` is `namespace/name`, percent-encoded. */
export async function GET(request: Request): Promise<Response> {
  const [id = ""] = pathParts(request, 2);
  return withSource(request, async (source) =>
    respond(request, `focus\n${id}`, await getFocus(id, { nowSeconds: nowSeconds() }, source)),
  );
}
