import { getCertificate } from "../../../../server/services/get-certificate.ts";
import { telemetryOf } from "../../../../server/services/own-telemetry.ts";
import { certificateTime } from "../../certificate-time.ts";
import { pathParts, respond } from "../../respond.ts";
import { withSource } from "../../with-source.ts";

/** GET /api/certificates/:id?at=: one certificate, its chain, its edges and its renewals; `id` is a row's, percent-encoded. */
export async function GET(request: Request): Promise<Response> {
  const asked = certificateTime(request);
  if ("refusal" in asked) return asked.refusal;
  const [id = ""] = pathParts(request, 1);
  return withSource(request, async (source) =>
    respond(
      request,
      `certificate\n${id}\n${asked.named}`,
      await getCertificate(id, asked.time, source, telemetryOf(source)),
    ),
  );
}
