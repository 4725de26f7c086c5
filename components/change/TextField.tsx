"use client";
import { useId } from "react";
import styles from "./form.module.css";

/** A field with one text. */
export function TextField({
  label,
  value,
  placeholder = "",
  warning = null,
  onChange,
}: {
  label: string;
  value: string;
  placeholder?: string;
  warning?: string | null;
  onChange: (value: string) => void;
}) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        className={styles.input}
        value={value}
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
        {...(warning === null ? {} : { "aria-describedby": `${id}-warning` })}
        onChange={(event) => onChange(event.target.value)}
      />
      {warning !== null && (
        <p id={`${id}-warning`} className={styles.warning}>
          {warning}
        </p>
      )}
    </div>
  );
}
