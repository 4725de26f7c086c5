import { getReading } from "../../../server/services/get-reading.ts";
import { respondOnce } from "../respond.ts";
import { withSource } from "../with-source.ts";

export const dynamic = "force-dynamic";

/** GET /api/reading: how each collection of the source is read at this moment. */
export async function GET(request: Request): Promise<Response> {
  return withSource(request, async (source) =>
    respondOnce(request, { ok: true, value: getReading(Date.now(), source) }),
  );
}
