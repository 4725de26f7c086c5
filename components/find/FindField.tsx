"use client";
import { RhUiCloseIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-close-icon";
import { RhUiQuestionMarkCircleIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-question-mark-circle-icon";
import { RhUiSearchIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-search-icon";
import { RhUiViewIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-view-icon";
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { useWords } from "../look/use-words.tsx";
import buttons from "../ui/button.module.css";
import { isTyping } from "../ui/is-typing.ts";
import { later } from "../ui/later.tsx";
import { type Completion, complete, completed } from "./complete.ts";
import styles from "./FindField.module.css";
import { findNotesId } from "./FindNotes.tsx";
import { FindOptions } from "./FindOptions.tsx";
import type { GraphFacts } from "./facts.ts";
import { pieces } from "./pieces.ts";
import type { QueryError } from "./query.ts";

const FindHelp = later(() => import("./FindHelp.tsx").then((module) => module.FindHelp));

/** Where a term begins, "?" asks for the sheet; elsewhere it is a letter of a pattern. */
const atStart = /(^|[\s(])$/;

/**
 * The query, with what may stand at the caret. "/" goes there from anywhere; Escape closes the list, then clears, then leaves.
 */
export function FindField({
  text,
  facts,
  errors,
  highlight,
  onHighlight,
  onChange,
  onCaret,
}: {
  text: string;
  facts: GraphFacts;
  errors: readonly QueryError[];
  /** Whether the rest is drawn pale instead of hidden; null where there is nothing to draw. */
  highlight: boolean | null;
  onHighlight: (highlight: boolean) => void;
  onChange: (text: string) => void;
  /** Where the caret stands; null when the field is left, or Enter says that the query is written. */
  onCaret: (caret: number | null) => void;
}) {
  const words = useWords();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const behind = useRef<HTMLDivElement>(null);
  const [caret, setCaret] = useState(0);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const [help, setHelp] = useState(false);
  /** The caret that a completion leaves behind it, until the text is drawn. */
  const wish = useRef<number | null>(null);
  const completions = open ? complete(text, caret, facts) : null;
  const entries = completions?.entries ?? [];
  const shown = entries.length > 0;

  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.key !== "/" || isTyping(event)) return;
      event.preventDefault();
      field.current?.focus();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  const follow = () => {
    if (behind.current !== null && field.current !== null)
      behind.current.scrollLeft = field.current.scrollLeft;
  };
  useLayoutEffect(() => {
    if (wish.current !== null) field.current?.setSelectionRange(wish.current, wish.current);
    wish.current = null;
  });
  // The marks behind the letters move with them.
  useLayoutEffect(follow);

  const moved = (to: number) => {
    setCaret(to);
    onCaret(to);
  };
  const show = (next: string, at: number) => {
    setOpen(true);
    const { entries: first, sure } = complete(next, at, facts);
    setActive(sure && first.length > 0 ? 0 : -1);
  };
  const close = () => {
    setOpen(false);
    setActive(-1);
  };
  const take = (entry: Completion) => {
    if (completions === null) return;
    const next = completed(text, completions.range, entry);
    wish.current = next.caret;
    onChange(next.text);
    moved(next.caret);
    field.current?.focus();
    // After a field come its values; after a value, whatever is typed next.
    if (entry.kind === "field") show(next.text, next.caret);
    else close();
    setActive(-1);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const at = event.currentTarget.selectionStart ?? text.length;
    const chosen = shown ? entries[active] : undefined;
    const plain = !event.shiftKey && !event.ctrlKey && !event.altKey && !event.metaKey;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!open) show(text, at);
      else if (shown) {
        const by = event.key === "ArrowDown" ? 1 : -1;
        setActive((Math.max(active, by > 0 ? -1 : 0) + by + entries.length) % entries.length);
      }
    } else if ((event.key === "Enter" || (event.key === "Tab" && plain)) && chosen !== undefined)
      take(chosen);
    else if (event.key === "Enter") {
      close();
      onCaret(null);
    } else if (event.key === "Escape") {
      // The first Escapes are for the field, not for the drawer.
      if (shown) close();
      else if (text !== "") onChange("");
      else event.currentTarget.blur();
    } else if (event.key === "?" && atStart.test(text.slice(0, at))) setHelp(true);
    else return;
    event.preventDefault();
  };
  return (
    <div className={styles.root}>
      <div className={styles.box}>
        <RhUiSearchIcon />
        <div ref={behind} className={styles.behind} aria-hidden="true">
          {keyed(pieces(text, errors)).map(({ key, piece }) => (
            <span key={key} className={styles[piece.kind]} data-wrong={piece.wrong}>
              {piece.text}
            </span>
          ))}
        </div>
        <input
          ref={field}
          type="text"
          role="combobox"
          className={styles.input}
          aria-label={words.find.label}
          aria-expanded={shown}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-invalid={errors.length > 0}
          aria-describedby={findNotesId}
          {...(shown && active >= 0 ? { "aria-activedescendant": `${id}-${active}` } : {})}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          placeholder={words.find.hint}
          value={text}
          onChange={(event) => {
            const at = event.target.selectionStart ?? event.target.value.length;
            onChange(event.target.value);
            moved(at);
            show(event.target.value, at);
          }}
          onSelect={(event) => {
            // Also told of keys that leave the caret where it is.
            const at = event.currentTarget.selectionStart ?? 0;
            if (at !== caret) moved(at);
          }}
          onClick={() => setOpen(true)}
          onScroll={follow}
          onBlur={() => {
            close();
            onCaret(null);
          }}
          onKeyDown={onKeyDown}
        />
        {text === "" ? (
          <kbd>/</kbd>
        ) : (
          <>
            {highlight !== null && (
              <button
                type="button"
                className={styles.highlight}
                aria-label={words.find.highlight}
                title={words.find.highlight}
                aria-pressed={highlight}
                onClick={() => onHighlight(!highlight)}
              >
                <RhUiViewIcon />
              </button>
            )}
            <button
              type="button"
              className={styles.clear}
              aria-label={words.find.clear}
              onClick={() => onChange("")}
            >
              <RhUiCloseIcon />
            </button>
          </>
        )}
        <FindOptions id={id} entries={entries} active={active} onTake={take} />
      </div>
      <button
        type="button"
        className={buttons.icon}
        aria-haspopup="dialog"
        aria-label={words.find.help}
        title={words.find.help}
        onClick={() => setHelp(true)}
      >
        <RhUiQuestionMarkCircleIcon />
      </button>
      {help && (
        <FindHelp
          facts={facts}
          onClose={() => setHelp(false)}
          onTake={(next) => {
            setHelp(false);
            wish.current = next.length;
            onChange(next);
            moved(next.length);
            // The sheet gives the focus back to where it was; the field wants it.
            requestAnimationFrame(() => field.current?.focus());
          }}
          text={text}
        />
      )}
    </div>
  );
}

/** Pieces of one text may be alike: where they begin tells them apart. */
function keyed<T extends { readonly text: string }>(all: readonly T[]): { key: number; piece: T }[] {
  let from = 0;
  return all.map((piece) => {
    const key = from;
    from += piece.text.length;
    return { key, piece };
  });
}
