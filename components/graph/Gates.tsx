import type { Gate } from "../../server/contract/verdict.ts";
import { useWords } from "../look/use-words.tsx";
import styles from "./Gates.module.css";

/** The mark and colour of each state of a gate. */
const gateLook = {
  passes: { mark: "✓", family: "allowed" },
  stops: { mark: "✕", family: "denied" },
  depends: { mark: "◆", family: "depends" },
  unknown: { mark: "?", family: "unknown" },
  none: { mark: "–", family: null },
  notReached: { mark: "·", family: null },
} satisfies Record<Gate["state"], { mark: string; family: string | null }>;

/** The five gates of the server's proxy in their order, always all five. */
export function Gates({ gates }: { gates: readonly Gate[] }) {
  const words = useWords();
  return (
    <ol className={styles.gates} aria-label={words.drawer.gates}>
      {gates.map(({ gate, state, text }) => {
        const { mark, family }: { mark: string; family: string | null } = gateLook[state];
        return (
          <li key={gate} data-state={state} title={text}>
            <span
              className={styles.mark}
              aria-hidden="true"
              {...(family === null ? {} : { style: { background: `var(--sk-${family}-line)` } })}
              data-plain={family === null}
            >
              {mark}
            </span>
            <strong>{words.drawer.gate[gate]}</strong>
            <span className={styles.state}>{words.drawer.gateState[state]}</span>
            <span className="sk-visually-hidden">{text}</span>
          </li>
        );
      })}
    </ol>
  );
}
