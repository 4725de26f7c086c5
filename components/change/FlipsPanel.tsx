"use client";
import type { PreviewAnswer } from "../../server/contract/preview.ts";
import { useWords } from "../look/use-words.tsx";
import { problemOf } from "../queries/fetch-json.ts";
import styles from "./ChangePage.module.css";
import { Flips } from "./Flips.tsx";

/** The column of what would flip: the flips, or why there are none to show yet. */
export function FlipsPanel({
  waiting,
  changed,
  answer,
  error,
  names = [],
}: {
  waiting: boolean;
  changed: boolean;
  answer: PreviewAnswer | null;
  error: Error | null;
  /** Under which names the drafts are kept; none where they are not. */
  names?: readonly string[];
}) {
  const { flips } = useWords().change;
  const problem = error === null ? null : problemOf(error);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must take focus
    <section className={styles.flips} tabIndex={0} aria-label={flips.title} aria-busy={waiting && changed}>
      <div className={styles.flipsHead}>
        <h2>{flips.title}</h2>
        <span className={styles.quiet}>
          {!changed ? "" : waiting ? flips.waiting : answer?.preview?.open.length === 0 ? flips.compared : ""}
        </span>
      </div>
      {!changed ? (
        <p className={styles.quiet}>{flips.unchanged}</p>
      ) : problem !== null ? (
        <div role="alert">
          <p>{problem.detail}</p>
          <p>{problem.cure}</p>
        </div>
      ) : answer === null ? null : (
        <>
          {answer.problems.length > 0 && (
            <ul className={styles.problems}>
              {answer.problems.map(({ path, line, text, cure }) => (
                <li key={`${path} ${line} ${text}`}>
                  {path === null ? "" : `${path}: `}
                  {text} {cure}
                </li>
              ))}
            </ul>
          )}
          {answer.preview === null ? (
            <p className={styles.quiet}>{flips.unreadable}</p>
          ) : (
            <Flips preview={answer.preview} names={names} />
          )}
        </>
      )}
    </section>
  );
}
