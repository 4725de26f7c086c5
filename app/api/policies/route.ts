import { listPolicies } from "../../../server/services/list-policies.ts";
import { nowSeconds, respond } from "../respond.ts";
import { withSource } from "../with-source.ts";

/** GET /api/policies: every object of the kinds that are read, what it touches and what it never decides. */
export async function GET(request: Request): Promise<Response> {
  return withSource(request, async (source) =>
    respond(request, "policies", await listPolicies({ nowSeconds: nowSeconds() }, source)),
  );
}
