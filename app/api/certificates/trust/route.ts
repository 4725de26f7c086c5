import { getCertificateTrust } from "../../../../server/services/get-certificates.ts";
import { telemetryOf } from "../../../../server/services/own-telemetry.ts";
import { certificateTime } from "../../certificate-time.ts";
import { respond } from "../../respond.ts";
import { withSource } from "../../with-source.ts";

/** GET /api/certificates/trust?at=: who trusts whom, and where a change of the root stands. */
export async function GET(request: Request): Promise<Response> {
  const asked = certificateTime(request);
  if ("refusal" in asked) return asked.refusal;
  return withSource(request, async (source) =>
    respond(
      request,
      `trust\n${asked.named}`,
      await getCertificateTrust(asked.time, source, telemetryOf(source)),
    ),
  );
}
