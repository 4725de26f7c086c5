"use client";
import { useQuery } from "@tanstack/react-query";
import type { AskAnswer, AskQuestion } from "../../server/contract/ask.ts";
import { pageSource } from "../address/page-source.ts";
import { useGo } from "../address/use-go.ts";
import { damageOf } from "../change/damage.ts";
import { writeStoredDraft } from "../change/draft.ts";
import { draftKey, draftScope } from "../change/draft-key.ts";
import { useWords } from "../look/use-words.tsx";
import { graphQuery } from "../queries/graph.ts";
import buttons from "../ui/button.module.css";
import styles from "./SmallestChange.module.css";
import { type Suggestion, useSmallest } from "./use-smallest.ts";

/** Of a refused request: what would let it pass, the change that flips least first, each as a draft with its preview. */
export function SmallestChange({ answer, question }: { answer: AskAnswer; question: AskQuestion | null }) {
  const said = useWords().starts.smallest;
  const { smallest, look } = useSmallest(answer, question);
  const { outcome } = answer.answer;
  if (!["denied", "refused", "unauthenticated"].includes(outcome)) return null;
  return (
    <section className={styles.card} aria-label={said.title}>
      <header className={styles.header}>
        <h2>{said.title}</h2>
        <button
          type="button"
          className={buttons.control}
          disabled={smallest.state === "looking" || question === null}
          onClick={look}
        >
          {said.look}
        </button>
      </header>
      <div className={styles.body} aria-live="polite">
        {smallest.state === "none" && <p className={styles.quiet}>{said.about}</p>}
        {smallest.state === "looking" && (
          <p className={styles.quiet}>{said.looking(smallest.done, smallest.of)}</p>
        )}
        {smallest.state === "failed" && (
          <p role="alert">
            {smallest.detail} {smallest.cure}
          </p>
        )}
        {smallest.state === "found" &&
          (smallest.suggestions.length === 0 ? (
            <p>
              {outcome === "unauthenticated"
                ? said.token
                : smallest.tried === 0
                  ? said.noneKnown
                  : said.none(smallest.tried)}
            </p>
          ) : (
            <ol className={styles.list}>
              {smallest.suggestions.map((suggestion) => (
                <One
                  key={`${suggestion.candidate.code} ${suggestion.candidate.name} ${suggestion.candidate.rule}`}
                  suggestion={suggestion}
                />
              ))}
            </ol>
          ))}
      </div>
    </section>
  );
}

function One({ suggestion: { candidate, text, saved, preview, flips } }: { suggestion: Suggestion }) {
  const words = useWords();
  const said = words.starts.smallest;
  const go = useGo();
  const source = useQuery(graphQuery([])).data?.source.name;
  const { code, kind, namespace, name, rule } = candidate;
  const damage = damageOf(preview);
  const begin = () => {
    if (source === undefined) return;
    const operation = saved === null ? ("create" as const) : ("replace" as const);
    const key = draftKey(draftScope(pageSource(), source), { operation, kind, namespace, name });
    writeStoredDraft(key, { text, base: saved?.text ?? null, why: "" });
    const part = encodeURIComponent;
    go.to(
      saved === null
        ? `/policies/new?kind=${kind}&ns=${part(namespace)}&draft=${part(name)}`
        : `/policies/${[kind, namespace, name].map(part).join("/")}/edit`,
    );
  };
  return (
    <li className={styles.one}>
      <p>
        <strong>
          {said.does[code](`${namespace}/${name}`, rule === null ? "" : words.change.rule.title(rule + 1))}
        </strong>{" "}
        <span className={styles.quiet}>{kind}</span>
      </p>
      <p className={styles.quiet}>
        {flips <= 1
          ? said.onlyThis
          : `${said.flips(flips)} ${words.change.flips.sentence(damage.refused, damage.opened, damage.other, damage.observed)}.`}
        {preview.open.length > 0 && ` ${said.open}`}
      </p>
      <button type="button" className={buttons.pill} onClick={begin}>
        {said.begin}
      </button>
    </li>
  );
}
