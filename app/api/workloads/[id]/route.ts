import { getWorkload } from "../../../../server/services/get-workload.ts";
import { pathParts, respond } from "../../respond.ts";
import { withSource } from "../../with-source.ts";

/** GET /api/workloads/:id: one workload; `id` is `namespace/name`, percent-encoded. */
export async function GET(request: Request): Promise<Response> {
  const [id = ""] = pathParts(request, 1);
  return withSource(request, async (source) =>
    respond(request, `workload\n${id}`, await getWorkload(id, source)),
  );
}
