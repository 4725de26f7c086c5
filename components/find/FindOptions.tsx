"use client";
import { useEffect, useRef } from "react";
import { useWords } from "../look/use-words.tsx";
import type { Completion } from "./complete.ts";
import styles from "./FindField.module.css";

/** What may stand at the caret: fields with what they mean, values with how many edges have them. */
export function FindOptions({
  id,
  entries,
  active,
  onTake,
}: {
  /** The field's; the list and its options are named after it. */
  id: string;
  entries: readonly Completion[];
  active: number;
  onTake: (entry: Completion) => void;
}) {
  const words = useWords();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: "nearest" });
  }, [active]);
  return (
    <div
      ref={list}
      id={`${id}-list`}
      role="listbox"
      aria-label={words.find.completions}
      className={styles.list}
      hidden={entries.length === 0}
    >
      {entries.map((entry, i) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field takes the keys
        <div
          key={`${entry.kind} ${entry.insert}`}
          id={`${id}-${i}`}
          role="option"
          tabIndex={-1}
          aria-selected={i === active}
          className={styles.option}
          // The field keeps the focus.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onTake(entry)}
        >
          <code>
            {entry.label}
            {entry.kind === "field" ? entry.insert.slice(entry.label.length) : ""}
          </code>
          <span className={styles.hint}>
            {entry.kind === "field"
              ? words.find.fields[entry.field]
              : entry.count === null
                ? ""
                : words.find.edges(entry.count)}
          </span>
        </div>
      ))}
    </div>
  );
}
