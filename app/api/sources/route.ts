import { currentSources } from "../../../server/services/current-sources.ts";
import { listSources } from "../../../server/services/list-sources.ts";
import { respondOnce } from "../respond.ts";
import { maySee } from "../with-source.ts";

export const dynamic = "force-dynamic";

/** GET /api/sources: what can be chosen as `source` in every other address, and how well each open one is known. */
export async function GET(request: Request): Promise<Response> {
  const value = listSources(currentSources(), (source) => maySee(request, source));
  return respondOnce(request, { ok: true, value });
}
