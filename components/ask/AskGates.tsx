import type { AskAnswer, AskGate } from "../../server/contract/ask.ts";
import { useWords } from "../look/use-words.tsx";
import styles from "./AskGates.module.css";
import { gateWords } from "./gate-words.ts";

const gateLook = {
  passes: { mark: "✓", family: "allowed" },
  stops: { mark: "✕", family: "denied" },
  depends: { mark: "◆", family: "depends" },
  unknown: { mark: "?", family: "unknown" },
  none: { mark: "–", family: null },
  notReached: { mark: "–", family: null },
} satisfies Record<AskGate["state"], { mark: string; family: string | null }>;

/** The five gates in one row, always all five, each with its figure and what it asked. */
export function AskGates({ answer }: { answer: AskAnswer }) {
  const words = useWords();
  return (
    <ol className={styles.gates} aria-label={words.drawer.gates}>
      {answer.gates.map((gate) => {
        const { mark, family }: { mark: string; family: string | null } = gateLook[gate.state];
        const { value, more } = gateWords(gate, answer, words);
        return (
          <li key={gate.gate} data-state={gate.state} title={`${value}, ${more}`}>
            <span
              className={styles.mark}
              aria-hidden="true"
              data-plain={family === null}
              {...(family === null ? {} : { style: { background: `var(--sk-${family}-line)` } })}
            >
              {mark}
            </span>
            <p>
              <strong>{words.drawer.gate[gate.gate]}</strong> <span>{value}</span>
            </p>
            <p className={styles.more}>{more}</p>
            <span className="sk-visually-hidden">{words.drawer.gateState[gate.state]}</span>
          </li>
        );
      })}
    </ol>
  );
}
