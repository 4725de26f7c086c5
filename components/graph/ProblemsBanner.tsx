"use client";
import { RhUiWarningFillIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-warning-fill-icon";
import { useState } from "react";
import type { Coverage, Problem } from "../../server/contract/graph.ts";
import { useWords } from "../look/use-words.tsx";
import buttons from "../ui/button.module.css";
import { Dialog } from "../ui/Dialog.tsx";
import styles from "./ProblemsBanner.module.css";

/** One quiet line when something of the source could not be read; the list says what, where, and the cure. */
export function ProblemsBanner({
  problems,
  coverage,
  stale,
}: {
  problems: readonly Problem[];
  coverage: readonly Coverage[];
  /** Why the picture is not of now; null when it is. */
  stale: string | null;
}) {
  const words = useWords();
  const [open, setOpen] = useState(false);
  const gaps = coverage.filter(
    (part) => part.state !== "readable" && part.because !== null && part.state !== "absent",
  );
  if (stale !== null) {
    return (
      <section className={styles.banner} aria-label={words.problems.stale}>
        <RhUiWarningFillIcon />
        <span>{words.problems.stale}</span>
        <span className={styles.first}>{stale}</span>
      </section>
    );
  }
  if (problems.length === 0 && gaps.length === 0) return null;
  // A kind has a row for each of its namespaces that differs.
  const kinds = (behind: boolean) =>
    new Set(gaps.filter(({ state }) => (state === "stale") === behind).map(({ kind }) => kind)).size;
  const [refused, behind] = [kinds(false), kinds(true)];
  const summary = [
    ...(problems.length === 0 ? [] : [words.problems.summary(problems.length)]),
    ...(refused === 0 ? [] : [words.problems.coverage(refused)]),
    ...(behind === 0 ? [] : [words.problems.behind(behind)]),
  ];
  const [problem] = problems;
  const first =
    problem === undefined
      ? gaps[0]?.because
      : [problem.file, problem.text].filter((part) => part !== null).join(": ");
  return (
    <section className={styles.banner} aria-label={words.problems.title}>
      <RhUiWarningFillIcon />
      <span>{summary.join(", ")}</span>
      {first !== undefined && first !== null && <span className={styles.first}>{first}</span>}
      <button type="button" className={buttons.link} onClick={() => setOpen(true)}>
        {words.problems.show}
      </button>
      {open && (
        <Dialog title={words.problems.title} close={words.problems.close} onClose={() => setOpen(false)}>
          <p className={styles.lead}>{words.problems.lead}</p>
          <ul className={styles.list}>
            {problems.map((problem) => (
              <li key={`${problem.file} ${problem.line} ${problem.object} ${problem.path} ${problem.text}`}>
                <p className={styles.where}>
                  {problem.file !== null && (
                    <code>{problem.line === null ? problem.file : `${problem.file}:${problem.line}`}</code>
                  )}
                  {problem.object !== null && <strong>{problem.object}</strong>}
                </p>
                {problem.path !== null && <code className={styles.path}>{problem.path}</code>}
                <p>{problem.text}</p>
                <p className={styles.cure}>{problem.cure}</p>
              </li>
            ))}
            {gaps.map((gap) => (
              <li key={`${gap.kind} ${gap.namespace}`}>
                <p className={styles.where}>
                  <strong>{gap.kind}</strong>
                  {gap.namespace !== null && <span>{gap.namespace}</span>}
                </p>
                <p>{gap.because}</p>
              </li>
            ))}
          </ul>
        </Dialog>
      )}
    </section>
  );
}
