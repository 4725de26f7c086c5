"use client";
import { useId } from "react";
import type { ChangeChoices } from "../../server/contract/change.ts";
import { useWords } from "../look/use-words.tsx";
import { ChipsField } from "./ChipsField.tsx";
import type { Takes } from "./fields.ts";
import styles from "./form.module.css";
import { setPart } from "./form.ts";
import { offersFor, placeholderFor, warningFor } from "./offers.ts";
import { at, type JsonMap, textsAt } from "./spec-view.ts";
import { YamlPart } from "./YamlPart.tsx";
import type { Path, YamlEdit } from "./yaml-value.ts";

/** Long names: their parts are typed and the name is picked. */
const named: ReadonlySet<Takes> = new Set(["principals", "accounts", "namespaces"]);

/** The fields of one source or one operation: all of them must hold. Fields that are not there can be added; others are YAML in place. */
export function FieldGroup({
  value,
  path,
  fields,
  usual,
  choices,
  selected,
  edit,
}: {
  value: JsonMap;
  path: Path;
  fields: Readonly<Record<string, Takes>>;
  /** Shown also when it is empty. */
  usual: readonly string[];
  choices: ChangeChoices;
  selected: ReadonlySet<string>;
  edit: (edit: YamlEdit) => void;
}) {
  const words = useWords().change;
  const id = useId();
  const names = Object.keys(fields);
  const used = names.filter((name) => at(value, [name]) !== undefined);
  const shown = names.filter((name) => used.includes(name) || (used.length === 0 && usual.includes(name)));
  const others = Object.keys(value).filter((name) => !names.includes(name));
  const left = names.filter((name) => !shown.includes(name));
  const word = (name: string) => words.fields[name as keyof typeof words.fields] ?? name;
  return (
    <div className={styles.fields}>
      {shown.map((name) => {
        const takes = fields[name] ?? "texts";
        const texts = textsAt(value, [name]);
        const setValues = (values: readonly string[]) =>
          edit(
            values.length === 0
              ? { kind: "delete", path: [...path, name] }
              : { kind: "set", path: [...path, name], value: values },
          );
        if (texts === null)
          return (
            <YamlPart
              key={name}
              label={word(name)}
              value={at(value, [name])}
              onChange={(next) => edit(setPart([...path, name], next))}
            />
          );
        return (
          <div key={name} className={styles.field}>
            <span className={styles.label} title={name}>
              {word(name)}
            </span>
            <ChipsField
              label={word(name)}
              values={texts}
              options={offersFor(takes, choices, selected, words)}
              placeholder={placeholderFor(takes, words)}
              nothing={words.typeIt}
              first={named.has(takes)}
              remove={words.removeValue}
              warnOf={(text) => warningFor(takes, text, choices, selected, words)}
              onChange={setValues}
            />
          </div>
        );
      })}
      {others.map((name) => (
        <YamlPart
          key={name}
          label={name}
          value={value[name]}
          onChange={(next) => edit(setPart([...path, name], next))}
        />
      ))}
      {left.length > 0 && (
        <label className={styles.adder} htmlFor={id}>
          <span className="sk-visually-hidden">{words.addField}</span>
          <select
            id={id}
            value=""
            onChange={(event) => edit({ kind: "set", path: [...path, event.target.value], value: [] })}
          >
            <option value="">{words.addField}</option>
            {left.map((name) => (
              <option key={name} value={name}>
                {word(name)}
              </option>
            ))}
          </select>
        </label>
      )}
    </div>
  );
}
