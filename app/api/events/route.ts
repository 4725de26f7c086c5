import { respondProblem, respondStream } from "../respond.ts";
import { leaseFor } from "../with-source.ts";
import { eventStream } from "./stream.ts";

export const dynamic = "force-dynamic";

/** GET /api/events?after=id: a stream (text/event-stream) of revisions, the first at once unless the client knows it. */
export function GET(request: Request): Response {
  const lease = leaseFor(request);
  if (!lease.ok) return respondProblem(lease.problem);
  // A browser that comes back sends the header; a page that opens a new stream can only write an address.
  const after = request.headers.get("last-event-id") ?? new URL(request.url).searchParams.get("after");
  const { events, release } = lease.value;
  const stream = eventStream(events, after, request.signal);
  // From here on the stream itself keeps the source open.
  release();
  if (stream !== null) return respondStream(stream);
  return respondProblem({
    kind: "unreachable",
    detail: "The server stops.",
    cure: "Try again when it is back.",
  });
}
