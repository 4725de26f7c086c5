import { guardWrite } from "../../../../server/services/guard-write.ts";
import { writeBatch } from "../../../../server/services/write-batch.ts";
import { readBody } from "../../read-body.ts";
import { respondBatch, respondRefusal } from "../../respond.ts";
import { withSource } from "../../with-source.ts";

/** POST /api/policies/batch: writes several policies in a safe order, or none. */
export async function POST(request: Request): Promise<Response> {
  const refused = guardWrite(request.headers);
  if (refused !== null) return respondRefusal(request, refused);
  const read = await readBody(request, 3_000_000);
  if ("refusal" in read) return read.refusal;
  return withSource(request, async (source) =>
    respondBatch(request, await writeBatch(read.body, Date.now, source)),
  );
}
