"use client";
import { RhUiCaretDownIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-caret-down-icon";
import { useEffect, useRef, useState } from "react";
import { useWords } from "../look/use-words.tsx";
import buttons from "../ui/button.module.css";
import styles from "./NamespaceFilter.module.css";

/** Which namespaces are drawn. `chosen` null means all, also those that come later. */
export function NamespaceFilter({
  all,
  chosen,
  onChoose,
}: {
  all: readonly string[];
  chosen: readonly string[] | null;
  onChoose: (chosen: readonly string[] | null) => void;
}) {
  const words = useWords();
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!open) return;
    const onPointer = (event: PointerEvent) => {
      if (event.target instanceof Node && root.current?.contains(event.target) === false) setOpen(false);
    };
    document.addEventListener("pointerdown", onPointer);
    return () => document.removeEventListener("pointerdown", onPointer);
  }, [open]);
  const isChosen = (name: string): boolean => chosen === null || chosen.includes(name);
  const toggle = (name: string) => {
    const next = all.filter((other) => (other === name ? !isChosen(name) : isChosen(other)));
    onChoose(next.length === all.length ? null : next);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape inside the menu closes it
    <div
      ref={root}
      className={styles.root}
      onBlur={(event) => {
        // Tab out of the menu closes it; a click inside it that takes no focus does not.
        const next = event.relatedTarget;
        if (next instanceof Node && !event.currentTarget.contains(next)) setOpen(false);
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !open) return;
        event.preventDefault();
        setOpen(false);
        button.current?.focus();
      }}
    >
      <button
        ref={button}
        type="button"
        className={buttons.control}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <span>{words.toolbar.namespaces}</span>
        <strong className={styles.count}>
          {words.toolbar.count(all.filter(isChosen).length, all.length)}
        </strong>
        <RhUiCaretDownIcon />
      </button>
      {open && (
        <fieldset className={styles.menu} aria-label={words.toolbar.namespaces}>
          <div className={styles.quick}>
            <button type="button" className={buttons.link} onClick={() => onChoose(null)}>
              {words.toolbar.all}
            </button>
            <button type="button" className={buttons.link} onClick={() => onChoose([])}>
              {words.toolbar.none}
            </button>
          </div>
          {all.map((name) => (
            <label key={name} className={styles.option}>
              <input type="checkbox" checked={isChosen(name)} onChange={() => toggle(name)} />
              <span>{name}</span>
            </label>
          ))}
        </fieldset>
      )}
    </div>
  );
}
