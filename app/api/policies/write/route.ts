import { guardWrite } from "../../../../server/services/guard-write.ts";
import { writePolicy } from "../../../../server/services/write-policy.ts";
import { readBody } from "../../read-body.ts";
import { respondOutcome, respondRefusal } from "../../respond.ts";
import { withSource } from "../../with-source.ts";

/** POST /api/policies/write: writes one policy, or with `dryRun` only tries whether it could be. */
export async function POST(request: Request): Promise<Response> {
  const refused = guardWrite(request.headers);
  if (refused !== null) return respondRefusal(request, refused);
  const read = await readBody(request, 300_000);
  if ("refusal" in read) return read.refusal;
  return withSource(request, async (source) =>
    respondOutcome(request, await writePolicy(read.body, Date.now, source)),
  );
}
