import { askRequest } from "../../../server/services/ask-request.ts";
import { nowSeconds, respondOnce, respondUnreadableBody } from "../respond.ts";
import { withSource } from "../with-source.ts";

const mostBytes = 200_000;

/** POST /api/ask: one request with everything that decides it. It may carry a token: nothing of it is kept or logged. */
export async function POST(request: Request): Promise<Response> {
  const text = await request.text();
  if (text.length > mostBytes)
    return respondUnreadableBody("The question is larger than 200 kB.", "Ask with fewer or shorter headers.");
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return respondUnreadableBody("The body is not JSON.", "Send {from, to, http}.");
  }
  return withSource(request, async (source) =>
    respondOnce(request, await askRequest(body, { nowSeconds: nowSeconds() }, source)),
  );
}
