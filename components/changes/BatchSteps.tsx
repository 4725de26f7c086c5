"use client";
import type { BatchStep, WriteOutcome } from "../../server/contract/write.ts";
import { useWords } from "../look/use-words.tsx";
import type { Words } from "../look/words.ts";
import styles from "./ChangeSetPage.module.css";
import { titleOf } from "./set-item.ts";
import type { BatchEnd } from "./use-batch.ts";

/** What became of the set: one sentence, then each change in the order in which they were made. */
export function BatchSteps({ end }: { end: BatchEnd | null }) {
  const words = useWords();
  if (end === null) return null;
  if (end.kind === "lost")
    return (
      <section className={styles.end} role="alert" data-bad>
        <p>
          {words.changeSet.outcome.lost} {end.text} {end.cure}
        </p>
      </section>
    );
  const { answer, items } = end;
  const bad = answer.kind === "stopped";
  return (
    <section className={styles.end} role={bad ? "alert" : "status"} data-bad={bad || undefined}>
      <p>{answer.text}</p>
      <ol aria-label={words.changeSet.steps}>
        {answer.steps.map((step) => {
          const kept = items[step.change]?.kept;
          return (
            <li key={step.change}>
              <strong>{kept === undefined ? "" : titleOf(kept, words.changeSet)}</strong>:{" "}
              {stepText(step, words)}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function stepText(
  { outcome, rolledBack }: BatchStep,
  { change, changeSet: { outcome: said } }: Words,
): string {
  if (outcome === null) return said.untried;
  if (rolledBack !== null)
    return rolledBack.kind === "written" ? said.back : `${said.left}: ${refusal(rolledBack)}`;
  if (outcome.kind === "accepted") return [said.accepted, ...outcome.warnings].join(" ");
  if (outcome.kind !== "written") return `${change.cannot}: ${refusal(outcome)}`;
  const looked = outcome.lookedUp ? [change.lookedUp] : [];
  const { history } = outcome;
  const history_ = history.kept ? [] : [change.notKept(`${history.text} ${history.cure}`)];
  return [
    outcome.file === null ? said.written : `${said.written} (${outcome.file})`,
    ...looked,
    ...history_,
    ...outcome.warnings,
  ].join(" ");
}

/** Why it was refused, with every field that is named. */
function refusal(outcome: WriteOutcome): string {
  if (!("text" in outcome)) return "";
  const fields =
    outcome.kind === "invalid"
      ? outcome.problems.map(({ path, text, cure }) => `${path ?? ""} ${text} ${cure}`.trim())
      : [];
  const grant = outcome.kind === "forbidden" && outcome.grant !== null ? [outcome.grant] : [];
  return [outcome.text, outcome.cure, ...fields, ...grant].join(" ");
}
