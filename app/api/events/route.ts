import { currentEvents } from "../../../server/services/events.ts";
import { respondProblem, respondStream } from "../respond.ts";
import { eventStream } from "./stream.ts";

export const dynamic = "force-dynamic";

/** GET /api/events?after=id: a stream (text/event-stream) of revisions, the first at once unless the client knows it. */
export function GET(request: Request): Response {
  // A browser that comes back sends the header; a page that opens a new stream can only write an address.
  const after = request.headers.get("last-event-id") ?? new URL(request.url).searchParams.get("after");
  const stream = eventStream(currentEvents(), after, request.signal);
  if (stream !== null) return respondStream(stream);
  return respondProblem({
    kind: "unreachable",
    detail: "The server stops.",
    cure: "Try again when it is back.",
  });
}
