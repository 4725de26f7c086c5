import { certificateCalendar } from "../../../../server/services/certificate-calendar.ts";
import { getCertificates } from "../../../../server/services/get-certificates.ts";
import { telemetryOf } from "../../../../server/services/own-telemetry.ts";
import { certificateTime } from "../../certificate-time.ts";
import { respondFile } from "../../respond.ts";
import { withSource } from "../../with-source.ts";

/** GET /api/certificates/calendar.ics: the ends of certificates, to subscribe to. */
export async function GET(request: Request): Promise<Response> {
  const asked = certificateTime(request);
  if ("refusal" in asked) return asked.refusal;
  return withSource(request, async (source) =>
    respondFile(
      request,
      `calendar\n${asked.named}`,
      await getCertificates(asked.time, source, telemetryOf(source)),
      {
        file: () => "certificates.ics",
        type: "text/calendar; charset=utf-8",
        text: certificateCalendar,
      },
    ),
  );
}
