import { currentSource } from "../../../server/services/current-source.ts";
import { getSession } from "../../../server/services/get-session.ts";
import { respondSession } from "../respond.ts";

/** GET /api/session: who is asking, and the token that every write carries. */
export async function GET(request: Request): Promise<Response> {
  const forwarded = request.headers.get("x-forwarded-proto");
  const secure = (forwarded ?? new URL(request.url).protocol).startsWith("https");
  return respondSession(request, await getSession(request.headers, secure, currentSource()));
}
