import { getRights } from "../../../server/services/get-rights.ts";
import { respond } from "../respond.ts";
import { withSource } from "../with-source.ts";

/** GET /api/rights?kind=&namespace=: what may be done, and which rule is missing for the rest. */
export async function GET(request: Request): Promise<Response> {
  const search = new URL(request.url).searchParams;
  const [kind, namespace] = [search.get("kind") ?? "", search.get("namespace") ?? ""];
  return withSource(request, async (source) =>
    respond(request, `rights\n${kind}\n${namespace}`, await getRights(kind, namespace, source)),
  );
}
