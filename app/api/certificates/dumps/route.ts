import { askProxies } from "../../../../server/services/ask-proxies.ts";
import { guardWrite } from "../../../../server/services/guard-write.ts";
import { readBody } from "../../read-body.ts";
import { nowSeconds, respondLines, respondRefusal } from "../../respond.ts";
import { leaseFor } from "../../with-source.ts";

/**
 * POST /api/certificates/dumps: asks the proxies of some pods for the certificates that they hold. It changes nothing, but connects to pods with
 * the rights of the source, so it takes the token of a write. The answer is one line of JSON for each pod, as it comes.
 */
export async function POST(request: Request): Promise<Response> {
  const refused = guardWrite(request.headers);
  if (refused !== null) return respondRefusal(request, refused);
  const read = await readBody(request, 50_000);
  if ("refusal" in read) return read.refusal;
  const lease = leaseFor(request);
  if (!lease.ok) return respondRefusal(request, lease.problem);
  const { source, release } = lease.value;
  const stop = new AbortController();
  request.signal.addEventListener("abort", () => stop.abort());
  const result = await askProxies(read.body, stop.signal, nowSeconds, source);
  if (!result.ok) {
    release();
    return respondRefusal(request, result.problem);
  }
  return respondLines(request, result.value, () => {
    stop.abort();
    release();
  });
}
