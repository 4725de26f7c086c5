import { getCertificates } from "../../../server/services/get-certificates.ts";
import { telemetryOf } from "../../../server/services/own-telemetry.ts";
import { certificateTime } from "../certificate-time.ts";
import { respond } from "../respond.ts";
import { withSource } from "../with-source.ts";

/** GET /api/certificates?at=: every certificate with its state, the worst first; who issues them, and what is not known. */
export async function GET(request: Request): Promise<Response> {
  const asked = certificateTime(request);
  if ("refusal" in asked) return asked.refusal;
  return withSource(request, async (source) =>
    respond(
      request,
      `certificates\n${asked.named}`,
      await getCertificates(asked.time, source, telemetryOf(source)),
    ),
  );
}
