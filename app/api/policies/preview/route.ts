import { previewPolicy } from "../../../../server/services/preview-policy.ts";
import { nowSeconds, respondOnce, respondUnreadableBody } from "../../respond.ts";
import { withSource } from "../../with-source.ts";

const mostBytes = 2_000_000;

/** POST /api/policies/preview: which edges flip when drafts are put in. Nothing is written or kept. */
export async function POST(request: Request): Promise<Response> {
  const text = await request.text();
  if (text.length > mostBytes)
    return respondUnreadableBody("The drafts are larger than 2 MB.", "Preview fewer drafts at once.");
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return respondUnreadableBody("The body is not JSON.", "Send {drafts: [{kind, namespace, name, yaml}]}.");
  }
  return withSource(request, async (source) =>
    respondOnce(request, await previewPolicy(body, { nowSeconds: nowSeconds() }, source)),
  );
}
