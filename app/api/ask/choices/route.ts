import { getAskChoices } from "../../../../server/services/ask-choices.ts";
import { respond } from "../../respond.ts";
import { withSource } from "../../with-source.ts";

/** GET /api/ask/choices: callers and targets that a question can name. */
export async function GET(request: Request): Promise<Response> {
  return withSource(request, async (source) => respond(request, "ask choices", await getAskChoices(source)));
}
