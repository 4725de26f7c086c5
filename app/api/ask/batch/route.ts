import { askBatch } from "../../../../server/services/ask-batch.ts";
import { nowSeconds, respondOnce, respondUnreadableBody } from "../../respond.ts";
import { withSource } from "../../with-source.ts";

const mostBytes = 2_000_000;

/** POST /api/ask/batch: the text of a requests file, YAML or JSON; its requests with their answers. */
export async function POST(request: Request): Promise<Response> {
  const text = await request.text();
  if (text.length > mostBytes)
    return respondUnreadableBody("The file is larger than 2 MB.", "Split it into several files.");
  return withSource(request, async (source) =>
    respondOnce(request, await askBatch(text, { nowSeconds: nowSeconds() }, source)),
  );
}
