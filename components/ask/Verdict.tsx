import type { AskAnswer } from "../../server/contract/ask.ts";
import { MiniEdge } from "../look/MiniEdge.tsx";
import { type OutcomeLook, outcomeLook } from "../look/outcome.ts";
import { useWords } from "../look/use-words.tsx";
import { PolicyText } from "../policies/PolicyText.tsx";
import { CopyButton } from "../ui/CopyButton.tsx";
import styles from "./Answer.module.css";
import { AskGates } from "./AskGates.tsx";
import { answerAsText } from "./answer-text.ts";
import { answerSentence } from "./sentence.ts";

/** The outcome, who says so, what the caller sees, and the five gates. */
export function Verdict({ answer }: { answer: AskAnswer }) {
  const words = useWords();
  const { outcome, transport, condition, because, steps, decidedBy } = answer.answer;
  const look: OutcomeLook = outcomeLook[outcome];
  const sentence = answerSentence(answer, words);
  const policies = [
    ...decidedBy,
    ...answer.policies.map((p) => p.ref),
    ...steps.flatMap(({ policy }) => policy ?? []),
  ];
  return (
    <section className={styles.card}>
      <div className={styles.verdict}>
        <p
          className={styles.outcome}
          data-outcome={outcome}
          style={{ background: `var(--sk-${look.family}-tint)`, color: `var(--sk-${look.family}-text)` }}
        >
          <MiniEdge outcome={outcome} transport={transport} />
          {words.outcome[outcome].word}
        </p>
        <div className={styles.why}>
          <p className={styles.sentence} role="status">
            <span className="sk-visually-hidden">{words.outcome[outcome].word}. </span>
            <PolicyText text={sentence} policies={policies} />
          </p>
          {condition !== null && !sentence.includes(condition) && <p>{condition}</p>}
          {because !== null && !sentence.includes(because) && <p>{because}</p>}
          <SeenLine answer={answer} />
        </div>
        <CopyButton
          pill
          text={() => answerAsText(answer, window.location.href, words)}
          label={words.ask.copyText}
          done={words.ask.copied}
        >
          {words.ask.copyText}
        </CopyButton>
      </div>
      <AskGates answer={answer} />
    </section>
  );
}

function SeenLine({ answer }: { answer: AskAnswer }) {
  const words = useWords();
  const { seen } = answer.answer;
  if (seen === null) return null;
  const status =
    seen.kind === "http"
      ? words.ask.whoSeen.http(seen.status ?? 0)
      : (answer.seenSource ?? words.ask.whoSeen[seen.kind]);
  const text = answer.seenText ?? (seen.kind === "http" ? words.ask.answers : "");
  return (
    <div className={styles.seen}>
      <span>{words.ask.seen}</span>
      <span className={styles.box}>
        <code>
          <strong>{status}</strong>
          {text === "" ? "" : ` ${text}`}
        </code>
        {answer.seenText !== null && (
          <CopyButton text={() => answer.seenText ?? ""} label={words.ask.copySeen} done={words.ask.copied} />
        )}
      </span>
    </div>
  );
}
