"use client";
import { useQuery } from "@tanstack/react-query";
import { usePathname } from "next/navigation";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { useGo } from "../address/use-go.ts";
import { useWords } from "../look/use-words.tsx";
import { askChoicesQuery } from "../queries/ask.ts";
import { graphQuery } from "../queries/graph.ts";
import { sourcesQuery } from "../queries/sources.ts";
import { type Entry, entriesOf, found, sourceEntries } from "./entries.ts";
import styles from "./Palette.module.css";

/** Goes to a page, workload, edge or policy, or asks a request, from the keyboard. */
export function Palette({ onClose }: { onClose: () => void }) {
  const words = useWords();
  const go = useGo();
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  const { data: graph } = useQuery(graphQuery([]));
  const { data: choices } = useQuery({
    ...askChoicesQuery(graph?.revision ?? ""),
    enabled: graph !== undefined,
  });
  const { data: sources } = useQuery(sourcesQuery());
  const path = usePathname();
  const all = useMemo(
    () => [...entriesOf(graph, choices, words), ...sourceEntries(sources, path)],
    [graph, choices, words, sources, path],
  );
  const shown = useMemo(() => found(query, all, choices, words), [query, all, choices, words]);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  const open = (entry: Entry | undefined) => {
    if (entry === undefined) return;
    onClose();
    // Another source is another document.
    if (entry.kind === "source") window.location.assign(entry.href);
    else go.to(entry.href);
  };
  const move = (to: number) => {
    const next = shown.length === 0 ? 0 : (to + shown.length) % shown.length;
    setActive(next);
    list.current?.children[next]?.scrollIntoView({ block: "nearest" });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") move(active + 1);
    else if (event.key === "ArrowUp") move(active - 1);
    else if (event.key === "Enter") open(shown[active]);
    else return;
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside it closes; the key for that is Escape
    <dialog
      ref={dialog}
      className={styles.palette}
      aria-label={words.palette.title}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <input
        type="text"
        role="combobox"
        className={styles.input}
        aria-label={words.palette.title}
        aria-expanded={true}
        aria-controls="palette-list"
        aria-autocomplete="list"
        {...(shown.length > 0 ? { "aria-activedescendant": `palette-${active}` } : {})}
        autoComplete="off"
        spellCheck={false}
        placeholder={words.palette.hint}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div
        ref={list}
        id="palette-list"
        role="listbox"
        aria-label={words.palette.title}
        className={styles.list}
      >
        {shown.map((entry, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above takes the keys
          <div
            key={`${entry.kind} ${entry.href}`}
            id={`palette-${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === active}
            className={styles.entry}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => open(entry)}
          >
            <span>{entry.text}</span>
            <span className={styles.kind}>{words.palette.kinds[entry.kind]}</span>
          </div>
        ))}
      </div>
      <p className={styles.foot} role="status">
        {shown.length === 0 ? words.palette.nothing : words.palette.help}
      </p>
    </dialog>
  );
}
