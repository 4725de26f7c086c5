import { currentSource } from "../../../../../../../server/services/current-source.ts";
import { getHistory } from "../../../../../../../server/services/get-history.ts";
import { pathParts, respond } from "../../../../../respond.ts";

/** GET /api/policies/:kind/:namespace/:name/history: what it was, who made it so, and why. */
export async function GET(request: Request): Promise<Response> {
  const [kind = "", namespace = "", name = ""] = pathParts(request, 4);
  const found = await getHistory(kind, namespace, name, currentSource());
  return respond(request, `history\n${kind}\n${namespace}\n${name}`, found);
}
