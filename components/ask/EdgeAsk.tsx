"use client";
import { useEffect, useRef, useState } from "react";
import type { GraphEdge } from "../../server/contract/graph.ts";
import { Link } from "../address/Link.tsx";
import { MiniEdge } from "../look/MiniEdge.tsx";
import { outcomeLook } from "../look/outcome.ts";
import { useWords } from "../look/use-words.tsx";
import { PolicyText } from "../policies/PolicyText.tsx";
import { Combobox } from "../ui/Combobox.tsx";
import { type Draft, writeDraft } from "./draft.ts";
import styles from "./EdgeAsk.module.css";
import { draftOfEdge } from "./edge-draft.ts";
import { answerSentence } from "./sentence.ts";
import { useAnswer } from "./use-answer.ts";

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/** One request on this edge: method and path, answered in place. */
export function EdgeAsk({ edge }: { edge: GraphEdge }) {
  const words = useWords();
  const [draft, setDraft] = useState<Draft>(() => draftOfEdge(edge));
  const [asked, setAsked] = useState<Draft | null>(null);
  const tcp = draft.protocol === "tcp";
  return (
    <section className={styles.card} aria-label={words.ask.edgeTitle}>
      <div className={styles.head}>
        <h3>{words.ask.edgeTitle}</h3>
        <Link href={`/ask${writeDraft(draft)}`}>{words.ask.edgeFull}</Link>
      </div>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(draft);
        }}
      >
        {!tcp && (
          <>
            <div className={styles.method}>
              <Combobox
                label={words.ask.edgeMethod}
                value={draft.method}
                options={methods.map((value) => ({ value }))}
                nothing={words.ask.noMatch}
                onChange={(method) => setDraft({ ...draft, method })}
              />
            </div>
            <input
              className={styles.path}
              aria-label={words.ask.edgePath}
              spellCheck={false}
              autoComplete="off"
              value={draft.path}
              onChange={(event) => setDraft({ ...draft, path: event.target.value })}
              onKeyDown={(event) => {
                // The drawer stays: Escape only leaves the field.
                if (event.key !== "Escape") return;
                event.preventDefault();
                event.currentTarget.blur();
              }}
            />
          </>
        )}
        <button type="submit" className={styles.ask}>
          {words.ask.submit}
        </button>
      </form>
      {asked !== null && <Told draft={asked} />}
    </section>
  );
}

function Told({ draft }: { draft: Draft }) {
  const words = useWords();
  const asked = useAnswer(draft, false);
  const told = useRef<HTMLDivElement>(null);
  // The card stands at the end of a drawer that scrolls.
  useEffect(() => {
    if (asked.state === "answered") told.current?.scrollIntoView({ block: "nearest" });
  }, [asked.state]);
  if (asked.state === "missing") return null;
  if (asked.state === "asking") return <p role="status">{words.ask.asking}</p>;
  if (asked.state === "problem")
    return (
      <p role="alert">
        {asked.detail} {asked.cure}
      </p>
    );
  const { answer } = asked;
  const { outcome, transport } = answer.answer;
  const look = outcomeLook[outcome];
  return (
    <div ref={told} role="status" className={styles.told}>
      <p>
        <MiniEdge outcome={outcome} transport={transport} />
        <strong style={{ color: `var(--sk-${look.family}-text)` }}>{words.outcome[outcome].word}.</strong>
        {answer.seenText !== null && (
          <code>
            {answer.seenSource} {answer.seenText}
          </code>
        )}
      </p>
      <p>
        <PolicyText
          text={answerSentence(answer, words)}
          policies={[...answer.answer.decidedBy, ...answer.policies.map(({ ref }) => ref)]}
        />
      </p>
    </div>
  );
}
