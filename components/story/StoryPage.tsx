"use client";
import { useQuery } from "@tanstack/react-query";
import { withSource } from "../address/page-source.ts";
import { useSource } from "../address/use-source.tsx";
import { useWords } from "../look/use-words.tsx";
import { sessionQuery } from "../queries/story.ts";
import { Shell } from "../shell/Shell.tsx";
import buttons from "../ui/button.module.css";
import { isStory } from "./is-story.ts";
import { useProgress } from "./progress.ts";
import styles from "./StoryPage.module.css";
import { storyGraph, storySteps } from "./steps.ts";
import { useBegin } from "./use-story.ts";

/** What the story tells, how far the reader is, and the way in. */
export function StoryPage() {
  const said = useWords().story;
  const here = useSource();
  const progress = useProgress();
  const session = useQuery(sessionQuery());
  const { busy, problem, begin } = useBegin();
  const running = isStory(here) ? here : (progress?.source ?? null);
  const at = progress !== null && progress.source === running ? progress.step : running === null ? -1 : 0;
  const closed = session.data?.viewOnly ?? null;
  return (
    <Shell>
      <div className={styles.toolbar}>
        <h1>{said.title}</h1>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must take focus */}
      <section className={styles.page} tabIndex={0} aria-label={said.title}>
        <p className={styles.about}>{said.about}</p>
        <ol className={styles.steps}>
          {storySteps.map(({ id }, i) => (
            <li key={id} {...(i === at ? { "aria-current": "step" as const } : {})} data-past={i < at}>
              <strong>{said.steps[id].title}</strong>
              <p>{said.steps[id].text}</p>
            </li>
          ))}
        </ol>
        {closed !== null && (
          <p className={styles.closed}>
            {closed.text} {said.needsWrites}
          </p>
        )}
        <div className={styles.buttons}>
          {running !== null && (
            <a className={buttons.primary} href={withSource(storyGraph, running)}>
              {said.goOn(at + 1)}
            </a>
          )}
          <button
            type="button"
            className={running === null ? buttons.primary : buttons.pill}
            disabled={busy || closed !== null}
            onClick={() => void begin(running)}
          >
            {busy ? said.starting : running === null ? said.begin : said.again}
          </button>
          {isStory(here) && (
            <a className={buttons.link} href="/graph">
              {said.leave}
            </a>
          )}
        </div>
        {problem !== null && (
          <p role="alert" className={styles.closed}>
            {problem.detail} {problem.cure}
          </p>
        )}
      </section>
    </Shell>
  );
}
