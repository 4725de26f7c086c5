import "server-only";
import { type StoryStart, storyQuestion } from "../contract/story.ts";
import { say } from "../contract/text.ts";
import { viewOnly } from "../session/view-only.ts";
import { issueWords } from "./parse-requests.ts";
import { failed, ok, type Result } from "./result.ts";
import type { SourcePool } from "./source-pool.ts";
import { mostStories, type Stories } from "./stories.ts";

/**
 * Begins the guided replay on a fresh copy of the demo, and ends the one that it follows.
 * @param body not yet checked
 */
export function startStory(body: unknown, stories: Stories, pool: SourcePool): Result<StoryStart> {
  const question = storyQuestion.safeParse(body);
  if (!question.success) {
    const { path, text } = issueWords(question.error.issues[0]);
    return failed("invalid", `The story${path}: ${text}.`, 'Send {} or {"ends": "story.…"}.');
  }
  const closed = viewOnly();
  if (closed !== null) return failed("refused", closed.text, closed.cure);
  const { ends } = question.data;
  if (ends !== undefined) {
    stories.end(ends);
    // Whoever still looks at it is told so: it is no longer offered.
    const lease = pool.lease(ends);
    if (lease.ok) lease.value.release();
  }
  const source = stories.begin((id) => pool.health(id) !== null);
  return source === null
    ? failed(
        "unreachable",
        say("write.storiesFull", { most: String(mostStories) }),
        say("write.storiesFullCure"),
      )
    : ok({ source });
}
