import { currentSources, currentStories } from "../../../server/services/current-sources.ts";
import { guardWrite } from "../../../server/services/guard-write.ts";
import { startStory } from "../../../server/services/start-story.ts";
import { readBody } from "../read-body.ts";
import { respondOnce, respondRefusal } from "../respond.ts";

/** POST /api/story: begins the guided replay on a copy of the demo; the answer names it as a source. */
export async function POST(request: Request): Promise<Response> {
  const refused = guardWrite(request.headers);
  if (refused !== null) return respondRefusal(request, refused);
  const read = await readBody(request, 1000);
  if ("refusal" in read) return read.refusal;
  const result = startStory(read.body, currentStories(), currentSources());
  return result.ok ? respondOnce(request, result) : respondRefusal(request, result.problem);
}
