"use client";
import { RhUiCloseIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-close-icon";
import { type KeyboardEvent, useRef, useState } from "react";
import { Combobox, type Option } from "../ui/Combobox.tsx";
import styles from "./ChipsField.module.css";

/**
 * Several values in one field: Enter or a comma takes what was typed, Backspace in the empty field takes the last one out, and each has a
 * cross. What is offered can be picked, anything else typed.
 */
export function ChipsField({
  label,
  values,
  options,
  placeholder,
  nothing,
  mono = true,
  first = false,
  remove,
  warnOf = () => null,
  onChange,
}: {
  label: string;
  values: readonly string[];
  options: readonly Option[];
  placeholder: string;
  /** Shown when nothing that is offered fits. */
  nothing: string;
  mono?: boolean;
  /** Enter takes the first option that fits, not the letters that were typed. */
  first?: boolean;
  /** Name of a chip's cross. */
  remove: (value: string) => string;
  /** Why a value will not do what it looks like. */
  warnOf?: (value: string) => string | null;
  onChange: (values: readonly string[]) => void;
}) {
  const [typed, setTyped] = useState("");
  const root = useRef<HTMLDivElement>(null);
  const add = (value: string) => {
    const clean = value.trim();
    setTyped("");
    if (clean !== "" && !values.includes(clean)) onChange([...values, clean]);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.target instanceof HTMLInputElement)) return;
    if (event.key === "Enter" && !event.defaultPrevented) {
      event.preventDefault();
      add(typed);
    } else if (event.key === "," && typed.trim() !== "") {
      event.preventDefault();
      add(typed);
    } else if (event.key === "Backspace" && typed === "" && values.length > 0) onChange(values.slice(0, -1));
  };
  const drop = (index: number) => {
    onChange(values.filter((_, i) => i !== index));
    root.current?.querySelector("input")?.focus();
  };
  const warned = values.map(warnOf);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it hears the keys of the field in it
    <div ref={root} className={styles.root} onKeyDown={onKeyDown}>
      <div className={styles.field} data-warned={warned.some((why) => why !== null)}>
        {values.map((value, i) => (
          <span key={value} className={styles.chip} data-warned={warned[i] !== null} data-mono={mono}>
            <span className={styles.value}>{value}</span>
            <button type="button" aria-label={remove(value)} onClick={() => drop(i)}>
              <RhUiCloseIcon />
            </button>
          </span>
        ))}
        <Combobox
          label={label}
          value={typed}
          options={options.filter(({ value }) => !values.includes(value))}
          placeholder={values.length === 0 ? placeholder : ""}
          nothing={nothing}
          mono={mono}
          first={first}
          onChange={setTyped}
          onTake={add}
        />
      </div>
      {values.map((value, i) =>
        warned[i] === null || warned[i] === undefined ? null : (
          <p key={value} className={styles.warning}>
            {warned[i]}
          </p>
        ),
      )}
    </div>
  );
}
