"use client";
import { usePathname } from "next/navigation";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { SourceChoice, SourcesAnswer } from "../../server/contract/sources.ts";
import { useWords } from "../look/use-words.tsx";
import { choiceHref, manySources, shownChoices } from "./choices.ts";
import styles from "./SourceMenu.module.css";
import { SourceState } from "./SourceState.tsx";

/** Every source as a link: followed here, or in another tab. Arrows go through them; where they are many, a field finds one. */
export function SourceList({
  answer,
  now,
  name,
}: {
  answer: SourcesAnswer;
  now: SourceChoice | undefined;
  /** What the source that is shown calls itself. */
  name: string;
}) {
  const words = useWords();
  const root = useRef<HTMLElement>(null);
  const [text, setText] = useState("");
  const shown = shownChoices(answer, text);
  useEffect(() => {
    const first = root.current?.querySelector<HTMLElement>("input, a[aria-current], a");
    first?.focus();
  }, []);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const links = [...(root.current?.querySelectorAll<HTMLElement>("a") ?? [])];
    const at = links.indexOf(document.activeElement as HTMLElement);
    const inField = document.activeElement instanceof HTMLInputElement;
    const to = () => {
      if (event.key === "ArrowDown") return links[Math.min(at + 1, links.length - 1)];
      if (event.key === "ArrowUp")
        return at > 0 ? links[at - 1] : (root.current?.querySelector("input") ?? links[0]);
      if (event.key === "Home" && !inField) return links[0];
      if (event.key === "End" && !inField) return links.at(-1);
      return undefined;
    };
    if (event.key === "Enter" && inField) {
      event.preventDefault();
      links[0]?.click();
      return;
    }
    const next = to();
    if (next === undefined || next === null) return;
    event.preventDefault();
    next.focus();
  };

  return (
    <section ref={root} className={styles.menu} aria-label={words.source.list} onKeyDown={onKeyDown}>
      {answer.sources.length > manySources && (
        <input
          type="search"
          className={styles.find}
          aria-label={words.source.find}
          placeholder={words.source.find}
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      )}
      <div className={styles.lists}>
        {(["folder", "context"] as const).map((kind) => {
          const rows = shown.filter((choice) => choice.kind === kind);
          return (
            rows.length > 0 && (
              <div key={kind}>
                <h2 id={`sources-${kind}`} className={styles.group}>
                  {words.source.groups[kind]}
                </h2>
                <ul className={styles.list} aria-labelledby={`sources-${kind}`}>
                  {rows.map((choice) => (
                    <Row key={choice.id} choice={choice} current={choice.id === now?.id ? name : null} />
                  ))}
                </ul>
              </div>
            )
          );
        })}
        {shown.length === 0 && (
          <p className={styles.nothing} role="status">
            {words.source.nothing}
          </p>
        )}
      </div>
      {answer.problem !== null && (
        <p className={styles.problem}>
          {answer.problem.text} {answer.problem.cure}
        </p>
      )}
    </section>
  );
}

/** @param current what it calls itself, when it is the one that is shown */
function Row({ choice, current }: { choice: SourceChoice; current: string | null }) {
  const words = useWords();
  const path = usePathname();
  const { id, name, cluster, user, start, state, problem } = choice;
  return (
    <li>
      {/* Another source is another document: nothing that this page remembers belongs to it. */}
      <a
        className={styles.row}
        href={choiceHref(path, id)}
        {...(current !== null ? { "aria-current": "true" } : {})}
      >
        <span className={styles.name}>
          <strong>{name}</strong>
          {start && <span className={styles.chip}>{words.source.start}</span>}
          {current !== null && <span className={styles.chip}>{words.source.shown}</span>}
        </span>
        <SourceState state={state} />
        {cluster !== null && user !== null && (
          <span className={styles.parties}>{words.source.parties(cluster, user)}</span>
        )}
        {current !== null && current !== name && <span className={styles.parties}>{current}</span>}
        {problem !== null && (
          <span className={styles.because}>
            {problem.text} {problem.cure}
          </span>
        )}
      </a>
    </li>
  );
}
