import { getSession } from "../../../server/services/get-session.ts";
import { respondSession } from "../respond.ts";
import { withSource } from "../with-source.ts";

/** GET /api/session: who is asking, and the token that every write carries. */
export async function GET(request: Request): Promise<Response> {
  const forwarded = request.headers.get("x-forwarded-proto");
  const secure = (forwarded ?? new URL(request.url).protocol).startsWith("https");
  return withSource(request, async (source) =>
    respondSession(request, await getSession(request.headers, secure, source)),
  );
}
