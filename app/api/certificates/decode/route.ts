import { decodeCertificate } from "../../../../server/services/decode-certificate.ts";
import { telemetryOf } from "../../../../server/services/own-telemetry.ts";
import { readBody } from "../../read-body.ts";
import { nowSeconds, respondOnce } from "../../respond.ts";
import { withSource } from "../../with-source.ts";

/** POST /api/certificates/decode: what a pasted text holds, and who in the mesh has it. Nothing of it is kept. */
export async function POST(request: Request): Promise<Response> {
  const read = await readBody(request, 600_000);
  if ("refusal" in read) return read.refusal;
  return withSource(request, async (source) =>
    respondOnce(request, await decodeCertificate(read.body, nowSeconds(), source, telemetryOf(source))),
  );
}
