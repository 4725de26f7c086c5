"use client";
import { RhUiCaretDownIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-caret-down-icon";
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import styles from "./Combobox.module.css";
import { fuzzyFilter } from "./fuzzy.ts";

export interface Option {
  readonly value: string;
  /** What is drawn instead of the value. */
  readonly label?: ReactNode;
  readonly hint?: string;
}

const most = 60;

/**
 * A text field with a list of what it may hold; anything else may be typed too. Arrows choose, Enter takes,
 * Escape first closes the list and then leaves the field.
 */
export function Combobox({
  label,
  value,
  options,
  placeholder = "",
  nothing,
  mono = false,
  first = true,
  onChange,
  onTake,
}: {
  label: string;
  value: string;
  options: readonly Option[];
  placeholder?: string;
  /** Shown when no option fits. */
  nothing: string;
  mono?: boolean;
  /** Enter takes the first option that fits what was typed; else what was typed, unless an arrow chose an option. */
  first?: boolean;
  onChange: (value: string) => void;
  /** An option was taken, not only typed at. */
  onTake?: (value: string) => void;
}) {
  const id = useId();
  const [open, setOpen] = useState(false);
  // While nothing was typed since it opened, all options are offered, not only those like the present value.
  const [typed, setTyped] = useState(false);
  const [active, setActive] = useState(-1);
  const list = useRef<HTMLDivElement>(null);
  const shown = open
    ? fuzzyFilter(typed ? value : "", options, (o) => `${o.value} ${o.hint ?? ""}`, most)
    : [];
  const close = () => {
    setOpen(false);
    setTyped(false);
    setActive(-1);
  };
  const choose = (option: Option) => {
    onChange(option.value);
    onTake?.(option.value);
    close();
  };
  const move = (by: number) => {
    if (!open) {
      setOpen(true);
      setActive(options.findIndex((o) => o.value === value));
      return;
    }
    const next =
      shown.length === 0 ? -1 : (Math.max(active, by > 0 ? -1 : 0) + by + shown.length) % shown.length;
    setActive(next);
    list.current?.children[next]?.scrollIntoView({ block: "nearest" });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const chosen = shown[active];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && open && chosen !== undefined) {
      event.preventDefault();
      choose(chosen);
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (open) close();
      else event.currentTarget.blur();
    } else if (event.key === "Enter") close();
  };
  return (
    <div className={styles.root}>
      <input
        type="text"
        role="combobox"
        className={mono ? `${styles.input} ${styles.mono}` : styles.input}
        aria-label={label}
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        {...(active >= 0 && open ? { "aria-activedescendant": `${id}-${active}` } : {})}
        autoComplete="off"
        spellCheck={false}
        value={value}
        placeholder={placeholder}
        onChange={(event) => {
          onChange(event.target.value);
          setTyped(true);
          setOpen(true);
          setActive(first ? 0 : -1);
        }}
        onFocus={(event) => event.target.select()}
        onClick={() => setOpen(true)}
        onBlur={close}
        onKeyDown={onKeyDown}
      />
      <RhUiCaretDownIcon />
      <div
        ref={list}
        id={`${id}-list`}
        role="listbox"
        aria-label={label}
        className={styles.list}
        hidden={!open}
      >
        {shown.map((option, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above takes the keys
          <div
            key={option.value}
            id={`${id}-${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === active}
            className={styles.option}
            // The field keeps the focus.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(option)}
          >
            <span>{option.label ?? option.value}</span>
            {option.hint !== undefined && <span className={styles.hint}>{option.hint}</span>}
          </div>
        ))}
        {open && shown.length === 0 && (
          <div
            role="option"
            aria-disabled="true"
            aria-selected={false}
            tabIndex={-1}
            className={styles.nothing}
          >
            {nothing}
          </div>
        )}
      </div>
    </div>
  );
}
