import type { Outcome, Step } from "../../server/contract/verdict.ts";
import { type EndMark, outcomeLook } from "../look/outcome.ts";
import { words } from "../look/words.ts";
import { PolicyLink } from "../policies/PolicyLink.tsx";
import styles from "./Steps.module.css";

/** The sign in the disc of the step that decides. */
const decidingSign = {
  triangle: "✓",
  tee: "✕",
  diamond: "◆",
  circle: "?",
  cross: "✕",
  stacked: "≠",
} satisfies Record<EndMark, string>;

/** The explanation in the order in which Istio decides; the deciding step is the filled one. */
export function Steps({ steps, outcome }: { steps: readonly Step[]; outcome: Outcome }) {
  const look = outcomeLook[outcome];
  return (
    <ol className={styles.steps}>
      {steps.map((step, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the order is what identifies a step
        <li key={`${step.code} ${i}`} data-state={step.state}>
          <span
            className={styles.disc}
            aria-hidden="true"
            {...(step.state === "decides"
              ? {
                  style: {
                    background: `var(--sk-${look.family}-line)`,
                    borderColor: `var(--sk-${look.family}-line)`,
                  },
                }
              : {})}
          >
            {step.state === "decides" ? decidingSign[look.mark] : i + 1}
          </span>
          <div>
            <p>{step.text}</p>
            {step.state === "notReached" && (
              <span className="sk-visually-hidden">{words.drawer.notReached}</span>
            )}
            {(step.policy !== null || step.path !== null) && (
              <p className={styles.where}>
                {step.policy !== null && (
                  <PolicyLink policy={step.policy} line={step.line} path={step.path} />
                )}
                {step.path !== null && <code className={styles.path}>{step.path}</code>}
              </p>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}
