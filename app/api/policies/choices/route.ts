import { getChangeChoices } from "../../../../server/services/change-choices.ts";
import { respond } from "../../respond.ts";
import { withSource } from "../../with-source.ts";

/** GET /api/policies/choices: workloads with their labels, identities, hosts and names, for the forms. */
export async function GET(request: Request): Promise<Response> {
  return withSource(request, async (source) =>
    respond(request, "change choices", await getChangeChoices(source)),
  );
}
