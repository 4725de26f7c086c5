import { getHistory } from "../../../../../../../server/services/get-history.ts";
import { pathParts, respond } from "../../../../../respond.ts";
import { withSource } from "../../../../../with-source.ts";

/** GET /api/policies/:kind/:namespace/:name/history: what it was, who made it so, and why. */
export async function GET(request: Request): Promise<Response> {
  const [kind = "", namespace = "", name = ""] = pathParts(request, 4);
  const question = `history\n${kind}\n${namespace}\n${name}`;
  return withSource(request, async (source) =>
    respond(request, question, await getHistory(kind, namespace, name, source)),
  );
}
