import { getAskChoices } from "../../../../server/services/ask-choices.ts";
import { respond } from "../../respond.ts";

/** GET /api/ask/choices: callers and targets that a question can name. */
export async function GET(request: Request): Promise<Response> {
  return respond(request, "ask choices", await getAskChoices());
}
