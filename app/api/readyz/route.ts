import { getReady } from "../../../server/services/get-ready.ts";
import { respondOnce } from "../respond.ts";
import { withSource } from "../with-source.ts";

export const dynamic = "force-dynamic";

/** A probe gives up after a second unless it is told otherwise. */
const withinMilliseconds = 800;

/** GET /api/readyz: the start source was read and can be read now; 503 with the reason and the cure when not. */
export async function GET(request: Request): Promise<Response> {
  return withSource(request, async (source) =>
    respondOnce(request, await getReady(withinMilliseconds, source)),
  );
}
