import { findInDrafts, listFindings } from "../../../server/services/list-findings.ts";
import { respond, respondOnce, respondUnreadableBody } from "../respond.ts";
import { withSource } from "../with-source.ts";

const mostBytes = 2_000_000;

/** GET /api/findings: what is found in the source, the worst first. With `counts=1` how many of each severity, and no more. */
export async function GET(request: Request): Promise<Response> {
  const isCounts = new URL(request.url).searchParams.get("counts") === "1";
  return withSource(request, async (source) =>
    respond(request, isCounts ? "findings\ncounts" : "findings", await listFindings(source), (answer) =>
      isCounts ? { revision: answer.revision, counts: answer.counts } : answer,
    ),
  );
}

/** POST /api/findings: what is found of drafts, and because of them. Nothing is written or kept. */
export async function POST(request: Request): Promise<Response> {
  const text = await request.text();
  if (text.length > mostBytes)
    return respondUnreadableBody("The drafts are larger than 2 MB.", "Ask about fewer drafts at once.");
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return respondUnreadableBody("The body is not JSON.", "Send {drafts: [{kind, namespace, name, yaml}]}.");
  }
  return withSource(request, async (source) => respondOnce(request, await findInDrafts(body, source)));
}
