import type { AskAnswer, PolicyRow, RuleRow } from "../../server/contract/ask.ts";
import { useWords } from "../look/use-words.tsx";
import { PolicyLink } from "../policies/PolicyLink.tsx";
import { ScrollRegion } from "../ui/ScrollRegion.tsx";
import styles from "./NearestMisses.module.css";
import { shortIdentity, wantedWords } from "./sentence.ts";

/** Every policy on the way, rule by rule: the field that failed first, what it wanted, what was there. */
export function NearestMisses({ answer }: { answer: AskAnswer }) {
  const words = useWords();
  const { policies } = answer;
  const columns = words.ask.columns;
  return (
    <section className={styles.card} aria-label={words.ask.misses}>
      <header className={styles.header}>
        <h2>{words.ask.misses}</h2>
        <span>{words.ask.missesLead}</span>
      </header>
      {policies.length === 0 ? (
        <p className={styles.none}>{words.ask.noPolicies}</p>
      ) : (
        <ScrollRegion className={styles.scroll} label={words.ask.policiesLead}>
          <table className={styles.table}>
            <caption className="sk-visually-hidden">{words.ask.policiesLead}</caption>
            <thead>
              <tr>
                <th scope="col">{columns.policy}</th>
                <th scope="col">{columns.action}</th>
                <th scope="col">{columns.rule}</th>
                <th scope="col">{columns.field}</th>
                <th scope="col">{columns.wanted}</th>
                <th scope="col">{columns.was}</th>
              </tr>
            </thead>
            <tbody>
              {policies.map((policy) => (
                <Policy key={`${policy.at} ${policy.ref.namespace}/${policy.ref.name}`} policy={policy} />
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
    </section>
  );
}

const quietStates = ["audit", "dryRun", "notReached", "skipped"];

function Policy({ policy }: { policy: PolicyRow }) {
  const words = useWords();
  const rows: readonly (RuleRow | null)[] =
    policy.rules.length === 0 || policy.state === "notReached" ? [null] : policy.rules;
  return rows.map((rule, i) => (
    <tr key={rule?.rule ?? "none"} data-state={policy.state} data-first={i === 0}>
      <td>
        {i === 0 && (
          <>
            <PolicyLink policy={policy.ref} short line={null} />
            {policy.at === "gateway" && <span className={styles.quiet}> {words.ask.atGateway}</span>}
          </>
        )}
      </td>
      <td>{i === 0 && policy.action}</td>
      <td>{rule === null ? "" : rule.rule}</td>
      <Cells policy={policy} rule={rule} />
    </tr>
  ));
}

/** Field, wanted and was of a rule that missed; else what became of it, in words. */
function Cells({ policy, rule }: { policy: PolicyRow; rule: RuleRow | null }) {
  const words = useWords();
  const quiet = quietStates.includes(policy.state);
  const miss = rule?.miss ?? null;
  if (rule === null || miss === null) {
    const decides = policy.state === "decides" && rule?.state === "matched";
    const told =
      policy.state === "notReached" || rule === null
        ? policy.rules.length === 0 && policy.state !== "notReached"
          ? words.ask.noRules
          : words.ask.rowState[policy.state]
        : decides
          ? words.ask.rowState.decides
          : quiet
            ? `${rule.state === "matched" ? `${words.ask.wouldMatch}, ` : ""}${words.ask.rowState[policy.state]}`
            : rule.state === "matched" && policy.state === "asks"
              ? words.ask.rowState.asks
              : words.ask.ruleState[rule.state];
    return (
      <td colSpan={3} className={decides ? styles.decides : styles.quiet}>
        {told}
        {rule?.widened === true && `, ${words.ask.widened}`}
      </td>
    );
  }
  return (
    <>
      <td>
        <code>{miss.field}</code>
        {rule.widened && <span className={styles.quiet}> {words.ask.widened}</span>}
      </td>
      <td title={miss.wanted.join(", ")}>
        <code>{wantedWords(miss, words)}</code>
      </td>
      <td title={miss.was} data-loud={policy.action === "ALLOW" && !quiet}>
        <code>{shortIdentity(miss.was)}</code>
        {quiet && <span className={styles.quiet}> {words.ask.rowState[policy.state]}</span>}
      </td>
    </>
  );
}
