"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { Link } from "../address/Link.tsx";
import { pageSource } from "../address/page-source.ts";
import { useGo } from "../address/use-go.ts";
import { draftScope } from "../change/draft-key.ts";
import { useWords } from "../look/use-words.tsx";
import { problemOf } from "../queries/fetch-json.ts";
import { graphQuery } from "../queries/graph.ts";
import { policySourceQuery } from "../queries/policy-source.ts";
import buttons from "../ui/button.module.css";
import { useProgress, writeProgress } from "./progress.ts";
import { RequestEnds } from "./RequestEnds.tsx";
import styles from "./StoryBar.module.css";
import { askAs, storyGraph, storySteps, type Task, taskOf } from "./steps.ts";
import { useBegin, useEnds } from "./use-story.ts";

/** Goes with the reader through every page of a story's copy: what the step is about, what to do, and how the requests end. */
export function StoryBar({ source }: { source: string }) {
  const words = useWords();
  const said = words.story;
  const graph = useQuery(graphQuery([]));
  const { busy, problem, begin } = useBegin();
  const gone = graph.error !== null && problemOf(graph.error).status === 404;
  return (
    <section className={styles.bar} aria-label={said.title}>
      {gone ? (
        <div className={styles.head}>
          <h2>{said.gone}</h2>
          <span className={styles.space} />
          <button type="button" className={buttons.primary} disabled={busy} onClick={() => void begin(null)}>
            {busy ? said.starting : said.again}
          </button>
          <a className={buttons.link} href="/graph">
            {said.leave}
          </a>
        </div>
      ) : (
        <Step source={source} busy={busy} onAgain={() => void begin(source)} />
      )}
      {problem !== null && (
        <p role="alert" className={styles.problem}>
          {problem.detail} {problem.cure}
        </p>
      )}
    </section>
  );
}

function Step({ source, busy, onAgain }: { source: string; busy: boolean; onAgain: () => void }) {
  const said = useWords().story;
  const kept = useProgress();
  const progress = kept?.source === source ? kept : { source, step: 0, before: {}, folded: false };
  const { ends, waiting } = useEnds();
  const title = useRef<HTMLHeadingElement>(null);
  const step = storySteps[progress.step];
  if (step === undefined) return null;
  const { title: name, text, done } = said.steps[step.id];
  const task = taskOf(step, ends);
  const known = Object.keys(ends).length > 0;
  const last = progress.step === storySteps.length - 1;
  const goTo = (at: number) => {
    writeProgress({ ...progress, step: at, before: ends });
    title.current?.focus();
  };
  return (
    <>
      <div className={styles.head}>
        <span className={styles.chip}>{said.stepOf(progress.step + 1, storySteps.length)}</span>
        <h2 ref={title} tabIndex={-1}>
          {name}
        </h2>
        <span className={styles.space} />
        <Link className={buttons.link} href="/story">
          {said.allSteps}
        </Link>
        <button
          type="button"
          className={buttons.link}
          aria-expanded={!progress.folded}
          onClick={() => writeProgress({ ...progress, folded: !progress.folded })}
        >
          {progress.folded ? said.unfold : said.fold}
        </button>
        <a className={buttons.link} href="/graph">
          {said.leave}
        </a>
      </div>
      {!progress.folded && (
        <div className={styles.body}>
          <div className={styles.text}>
            <p>{text}</p>
            <p role="status" className={styles.state} data-done={known && task === null}>
              {!known ? "" : task === null ? done : said.tasks[task.word].todo}
            </p>
            <div className={styles.buttons}>
              <TaskButton task={task} known={known} />
              <Link className={buttons.control} href={storyGraph}>
                {said.inGraph}
              </Link>
              {step.asks.map((caller) => (
                <Link key={caller} className={buttons.control} href={askAs(caller)}>
                  {said.asks[caller]}
                </Link>
              ))}
              <span className={styles.space} />
              <button
                type="button"
                className={buttons.control}
                disabled={progress.step === 0}
                onClick={() => goTo(progress.step - 1)}
              >
                {said.back}
              </button>
              {last ? (
                <button type="button" className={buttons.pill} disabled={busy} onClick={onAgain}>
                  {busy ? said.starting : said.again}
                </button>
              ) : (
                <button
                  type="button"
                  className={task === null ? buttons.primary : buttons.pill}
                  disabled={!known || task !== null}
                  title={task === null ? "" : said.notYet}
                  onClick={() => goTo(progress.step + 1)}
                >
                  {said.next}
                </button>
              )}
            </div>
          </div>
          <RequestEnds before={progress.before} now={ends} waiting={waiting} />
        </div>
      )}
    </>
  );
}

/** Opens the form with the draft of the task in it; the reader applies it. */
function TaskButton({ task, known }: { task: Task | null; known: boolean }) {
  const said = useWords().story;
  const go = useGo();
  const client = useQueryClient();
  const { data } = useQuery(graphQuery([]));
  const [problem, setProblem] = useState<string | null>(null);
  if (!known || task === null || data === undefined) return null;
  const open = async () => {
    setProblem(null);
    const { putDraft } = await import("../change/put-draft.ts");
    let saved: string | null = null;
    try {
      const there = await client.fetchQuery({ ...policySourceQuery(task), staleTime: 0 });
      saved = there.edit?.text ?? there.text;
    } catch (error) {
      const found = problemOf(error instanceof Error ? error : new Error(String(error)));
      // It is not there yet.
      if (found.status !== 404) return setProblem(`${found.detail} ${found.cure}`);
    }
    go.to(putDraft(draftScope(pageSource(), data.source.name), task, saved));
  };
  return (
    <>
      <button type="button" className={buttons.primary} onClick={() => void open()}>
        {said.tasks[task.word].open}
      </button>
      {problem !== null && <span role="alert">{problem}</span>}
    </>
  );
}
