import { answerRequests } from "../../../server/services/answer-requests.ts";
import { nowSeconds, respondOnce, respondUnreadableBody } from "../respond.ts";
import { withSource } from "../with-source.ts";

const mostBytes = 2_000_000;

/** POST /api/verdict: `{requests: [...]}`, or one request; the answers of `sekisho verdict`. */
export async function POST(request: Request): Promise<Response> {
  const text = await request.text();
  if (text.length > mostBytes)
    return respondUnreadableBody("The body is larger than 2 MB.", "Send the requests in several parts.");
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return respondUnreadableBody("The body is not JSON.", 'Send {"requests": [...]}.');
  }
  return withSource(request, async (source) =>
    respondOnce(request, await answerRequests(body, { nowSeconds: nowSeconds() }, source)),
  );
}
