"use client";
import { RhUiCloseIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-close-icon";
import { RhUiSearchIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-search-icon";
import { useEffect, useRef } from "react";
import { useWords } from "../look/use-words.tsx";
import { isTyping } from "../ui/is-typing.ts";
import styles from "./GraphToolbar.module.css";

/** The text that the things of a list must contain; "/" goes there from anywhere. */
export function TextFilter({
  text,
  label,
  hint,
  onChange,
}: {
  text: string;
  label: string;
  hint: string;
  onChange: (text: string) => void;
}) {
  const words = useWords();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "/" || isTyping(event)) return;
      event.preventDefault();
      field.current?.focus();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  return (
    <div className={styles.search}>
      <RhUiSearchIcon />
      <input
        ref={field}
        type="text"
        aria-label={label}
        placeholder={hint}
        value={text}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          // The first Escape is for the field, not for the drawer.
          event.preventDefault();
          if (text !== "") onChange("");
          else event.currentTarget.blur();
        }}
      />
      {text === "" ? (
        <kbd>/</kbd>
      ) : (
        <button
          type="button"
          className={styles.clear}
          aria-label={words.toolbar.clearFilter}
          onClick={() => onChange("")}
        >
          <RhUiCloseIcon />
        </button>
      )}
    </div>
  );
}
