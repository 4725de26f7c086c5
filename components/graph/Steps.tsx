import type { Outcome, Step } from "../../server/contract/verdict.ts";
import { Link } from "../address/Link.tsx";
import { type EndMark, outcomeLook } from "../look/outcome.ts";
import { useWords } from "../look/use-words.tsx";
import { PolicyLink, policyHref } from "../policies/PolicyLink.tsx";
import { namesPolicy, PolicyText } from "../policies/PolicyText.tsx";
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
  const words = useWords();
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
            <p>
              <PolicyText text={step.text} policies={step.policy === null ? [] : [step.policy]} />
            </p>
            {step.state === "notReached" && (
              <span className="sk-visually-hidden">{words.drawer.notReached}</span>
            )}
            <Where step={step} />
          </div>
        </li>
      ))}
    </ol>
  );
}

/** The deciding field and its line; the policy's name only where the sentence does not have it. */
function Where({ step: { policy, path, line, text } }: { step: Step }) {
  const words = useWords();
  const named = policy === null || namesPolicy(text, policy);
  if (named && path === null && line === null) return null;
  return (
    <p className={styles.where}>
      {policy !== null && !named && <PolicyLink policy={policy} line={line} path={path} />}
      {policy !== null && named && line !== null && (
        <Link href={policyHref(policy, line, path)}>{words.drawer.line(line)}</Link>
      )}
      {path !== null && <code className={styles.path}>{path}</code>}
    </p>
  );
}
