"use client";
import { RhUiHistoryIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-history-icon";
import { useEffect, useRef, useState } from "react";
import type { AskAnswer } from "../../server/contract/ask.ts";
import { MiniEdge } from "../look/MiniEdge.tsx";
import { useWords } from "../look/use-words.tsx";
import buttons from "../ui/button.module.css";
import { type Draft, readDraft, writeDraft } from "./draft.ts";
import styles from "./Recent.module.css";
import { type RecentQuestion, recentQuestions, rememberQuestion } from "./recent-questions.ts";

/** The last questions of this browser, without their secrets. */
export function Recent({
  answer,
  draft,
  onOpen,
}: {
  answer: AskAnswer | null;
  draft: Draft;
  onOpen: (draft: Draft) => void;
}) {
  const words = useWords();
  const [open, setOpen] = useState(false);
  const [all, setAll] = useState<readonly RecentQuestion[]>([]);
  const root = useRef<HTMLDivElement>(null);
  const outcome = answer?.answer.outcome;
  const address = writeDraft(draft);
  useEffect(() => {
    if (outcome !== undefined) rememberQuestion({ address, outcome });
  }, [address, outcome]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape inside the menu closes it
    <div
      ref={root}
      className={styles.root}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !open) return;
        event.preventDefault();
        setOpen(false);
        root.current?.querySelector("button")?.focus();
      }}
    >
      <button
        type="button"
        className={buttons.control}
        aria-expanded={open}
        onClick={() => {
          setAll(recentQuestions());
          setOpen(!open);
        }}
      >
        <RhUiHistoryIcon />
        {words.ask.recent}
      </button>
      {open && (
        <ul className={styles.menu} aria-label={words.ask.recent}>
          {all.length === 0 && <li className={styles.none}>{words.ask.recentNone}</li>}
          {all.map((question) => (
            <li key={question.address}>
              <button
                type="button"
                onClick={() => {
                  setOpen(false);
                  onOpen(readDraft(new URLSearchParams(question.address)));
                }}
              >
                <MiniEdge outcome={question.outcome} />
                {wordsOf(readDraft(new URLSearchParams(question.address)))}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function wordsOf(d: Draft): string {
  const from = d.callerKind === "outside" ? "outside" : d.callerKind === "workload" ? d.workload : d.account;
  const to =
    d.targetKind === "service" ? d.host : d.targetKind === "pod" ? d.pod : `${d.gateway} ${d.gatewayHost}`;
  return `${from} → ${to}:${d.port} ${d.protocol === "tcp" ? "TCP" : `${d.method} ${d.path}`}`;
}
