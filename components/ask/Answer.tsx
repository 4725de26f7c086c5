import type { AskAnswer } from "../../server/contract/ask.ts";
import { Steps } from "../graph/Steps.tsx";
import { MiniEdge } from "../look/MiniEdge.tsx";
import { useWords } from "../look/use-words.tsx";
import { SmallestChange } from "../starts/SmallestChange.tsx";
import styles from "./Answer.module.css";
import { DecidingPolicy } from "./DecidingPolicy.tsx";
import { type Draft, questionOf } from "./draft.ts";
import { NearestMisses } from "./NearestMisses.tsx";
import { Verdict } from "./Verdict.tsx";
import { WhoCould } from "./WhoCould.tsx";

/** Everything about one question: verdict, the lines that decide, who else could, nearest misses, all steps. */
export function Answer({
  answer,
  draft,
  onAsk,
}: {
  answer: AskAnswer;
  draft: Draft;
  onAsk: (part: Partial<Draft>) => void;
}) {
  const words = useWords();
  const { steps, endpoints, outcome } = answer.answer;
  const question = questionOf(draft);
  return (
    <>
      <Verdict answer={answer} />
      <div className={styles.pair}>
        <DecidingPolicy answer={answer} />
        <WhoCould answer={answer} draft={draft} onAsk={onAsk} />
      </div>
      <NearestMisses answer={answer} />
      <SmallestChange answer={answer} question={"ask" in question ? question.ask : null} />
      {endpoints.map((endpoint) => (
        <details key={endpoint.pod} className={styles.steps}>
          <summary>
            <MiniEdge outcome={endpoint.outcome} transport={endpoint.transport} /> {endpoint.pod}:{" "}
            {words.outcome[endpoint.outcome].word}
          </summary>
          <Steps steps={endpoint.steps} outcome={endpoint.outcome} />
        </details>
      ))}
      {endpoints.length === 0 && answer.decider !== null && (
        <details className={styles.steps}>
          <summary>{words.ask.steps(steps.length)}</summary>
          <Steps steps={steps} outcome={outcome} />
        </details>
      )}
    </>
  );
}
