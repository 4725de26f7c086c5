"use client";
import type { ReactNode } from "react";
import type { Outcome } from "../../server/contract/verdict.ts";
import { Glyph } from "../look/Glyph.tsx";
import { MiniEdge } from "../look/MiniEdge.tsx";
import { outcomeLook, outcomeOrder, rareOutcomes } from "../look/outcome.ts";
import { useWords } from "../look/use-words.tsx";
import buttons from "../ui/button.module.css";
import styles from "./SummaryStrip.module.css";
import type { Shown } from "./shown.ts";
import type { StripFilter } from "./view-state.ts";

/** How many edges end how; each count is a switch that shows only those. */
export function SummaryStrip({
  shown,
  chosen,
  total,
  label,
  aside,
  onChoose,
}: {
  shown: Pick<Shown, "counts" | "disagreeing" | "total">;
  chosen: readonly StripFilter[];
  /** The sum in words, and the name of the strip, where they are not of edges. */
  total?: string;
  label?: string;
  aside?: ReactNode;
  onChoose: (chosen: readonly StripFilter[]) => void;
}) {
  const words = useWords();
  const toggle = (filter: StripFilter) =>
    onChoose(chosen.includes(filter) ? chosen.filter((other) => other !== filter) : [...chosen, filter]);
  const visible = outcomeOrder.filter(
    (outcome) => !rareOutcomes.has(outcome) || shown.counts[outcome] > 0 || chosen.includes(outcome),
  );
  return (
    <fieldset className={styles.frame} aria-label={label ?? words.strip.label}>
      <div className={styles.strip}>
        <strong className={styles.total}>{total ?? words.strip.edges(shown.total)}</strong>
        {visible.map((outcome) => (
          <Count
            key={outcome}
            outcome={outcome}
            count={shown.counts[outcome]}
            pressed={chosen.includes(outcome)}
            onToggle={() => toggle(outcome)}
          />
        ))}
        {chosen.length > 0 && (
          <button type="button" className={buttons.link} onClick={() => onChoose([])}>
            {words.strip.clear}
          </button>
        )}
        <span className={styles.space} />
        {aside}
        {(shown.disagreeing > 0 || chosen.includes("disagrees")) && (
          <button
            type="button"
            className={`${styles.count} ${styles.disagrees}`}
            aria-pressed={chosen.includes("disagrees")}
            onClick={() => toggle("disagrees")}
          >
            <span className={styles.bolt}>
              <Glyph name="bolt" size={10} />
            </span>
            <strong>{shown.disagreeing}</strong>
            <span className={styles.long}>{words.strip.disagrees(shown.disagreeing)}</span>
            <span className={styles.short}>{words.legend.disagrees}</span>
          </button>
        )}
      </div>
    </fieldset>
  );
}

function Count({
  outcome,
  count,
  pressed,
  onToggle,
}: {
  outcome: Outcome;
  count: number;
  pressed: boolean;
  onToggle: () => void;
}) {
  const words = useWords();
  const look = outcomeLook[outcome];
  return (
    <button
      type="button"
      className={styles.count}
      aria-pressed={pressed}
      data-outcome={outcome}
      data-none={count === 0}
      onClick={onToggle}
    >
      <MiniEdge outcome={outcome} />
      <strong style={{ color: `var(--sk-${look.family}-text)` }}>{count}</strong>
      <span className={styles.long}>{words.outcome[outcome].counted}</span>
      <span className={styles.short}>{words.outcome[outcome].word.toLowerCase()}</span>
    </button>
  );
}
