"use client";
import { useId, useState } from "react";
import { stringify } from "yaml";
import { useWords } from "../look/use-words.tsx";
import styles from "./form.module.css";
import { readYaml } from "./yaml-edit.ts";
import { type Json, same } from "./yaml-value.ts";

const printed = (value: Json | undefined): string =>
  value === undefined ? "" : stringify(value, { lineWidth: 0, indentSeq: false, version: "1.1" }).trimEnd();

/** A part that no control shows, as YAML in place. It is taken when the field is left; what is no YAML stays there and says so. */
export function YamlPart({
  label,
  value,
  onChange,
}: {
  label: string;
  value: Json | undefined;
  /** undefined: the part is taken out. */
  onChange: (value: Json | undefined) => void;
}) {
  const words = useWords().change;
  const id = useId();
  const [text, setText] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const shown = text ?? printed(value);
  const take = () => {
    if (text === null) return;
    const document = readYaml(text);
    const [error] = document.errors;
    if (error !== undefined) return setWrong(error.message.split("\n")[0] ?? "");
    setWrong(null);
    setText(null);
    const next = text.trim() === "" ? undefined : (document.toJS() as Json);
    if (next === undefined ? value !== undefined : value === undefined || !same(next, value)) onChange(next);
  };
  return (
    <div className={styles.part}>
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        className={styles.code}
        rows={Math.min(12, shown.split("\n").length)}
        spellCheck={false}
        value={shown}
        aria-invalid={wrong !== null}
        onChange={(event) => setText(event.target.value)}
        onBlur={take}
      />
      {wrong !== null && (
        <p className={styles.warning} role="alert">
          {words.notYaml(wrong)}
        </p>
      )}
    </div>
  );
}
