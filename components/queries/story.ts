import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { VerdictRequest } from "../../server/contract/request.ts";
import type { StoryStart } from "../../server/contract/story.ts";
import type { Answer } from "../../server/contract/verdict.ts";
import type { SessionAnswer } from "../../server/contract/write.ts";
import { fetchJson, postJson, postOutcome } from "./fetch-json.ts";
import { tokenHeader } from "./write.ts";

/** How the story's requests end now. @param revision of the graph, which tells when to ask again */
export const storyAnswersQuery = (revision: string, requests: readonly VerdictRequest[]) =>
  queryOptions({
    queryKey: ["story answers", revision, requests],
    queryFn: ({ signal }) =>
      postJson<{ readonly revision: string; readonly answers: readonly Answer[] }>(
        "/api/verdict",
        { requests },
        signal,
      ),
    placeholderData: keepPreviousData,
    gcTime: 30_000,
  });

/** Whether this server writes at all. */
export const sessionQuery = () =>
  queryOptions({
    queryKey: ["session"],
    queryFn: ({ signal }) => fetchJson<SessionAnswer>("/api/session", signal),
  });

/**
 * Begins the story on a fresh copy of the demo.
 * @param ends the story that is over with it
 * @throws ProblemError when the server begins none
 */
export async function startStory(ends: string | null): Promise<StoryStart> {
  const { token } = await fetchJson<SessionAnswer>("/api/session");
  return postOutcome<StoryStart>("/api/story", ends === null ? {} : { ends }, {
    [tokenHeader]: token,
    "content-type": "application/json",
  });
}
