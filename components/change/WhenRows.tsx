"use client";
import { RhUiTrashIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-trash-icon";
import { useWords } from "../look/use-words.tsx";
import buttons from "../ui/button.module.css";
import { Combobox } from "../ui/Combobox.tsx";
import { ChipsField } from "./ChipsField.tsx";
import { whenKeys } from "./fields.ts";
import styles from "./form.module.css";
import { setPart } from "./form.ts";
import { isMap, listAt, textAt, textsAt } from "./spec-view.ts";
import { YamlPart } from "./YamlPart.tsx";
import type { Json, Path, YamlEdit } from "./yaml-value.ts";

/** The conditions of a rule: all of them must hold. */
export function WhenRows({ rule, path, edit }: { rule: Json; path: Path; edit: (edit: YamlEdit) => void }) {
  const words = useWords().change;
  const list = listAt(rule, ["when"]);
  return (
    <div className={styles.group}>
      <h4>{words.when.title}</h4>
      {list.map((item, i) => {
        const itemPath = [...path, "when", i];
        const values = textsAt(item, ["values"]);
        const notValues = textsAt(item, ["notValues"]);
        const odd =
          !isMap(item) ||
          values === null ||
          notValues === null ||
          Object.keys(item).some((key) => !["key", "values", "notValues"].includes(key));
        const setValues = (field: string, next: readonly string[]) =>
          edit(
            next.length === 0
              ? { kind: "delete", path: [...itemPath, field] }
              : { kind: "set", path: [...itemPath, field], value: next },
          );
        const key = i;
        return (
          <div key={key} className={styles.alternative}>
            {odd ? (
              <YamlPart
                label={`when[${i}]`}
                value={item}
                onChange={(next) => edit(setPart(itemPath, next))}
              />
            ) : (
              <div className={styles.fields}>
                <Combobox
                  label={words.when.key(i + 1)}
                  value={textAt(item, ["key"])}
                  options={whenKeys.map((value) => ({ value, hint: words.when.keys[value] }))}
                  placeholder="request.headers[x-version]"
                  nothing={words.typeIt}
                  mono
                  onChange={(value) => edit({ kind: "set", path: [...itemPath, "key"], value })}
                />
                {(["values", "notValues"] as const).map((field) => (
                  <div key={field} className={styles.field}>
                    <span className={styles.label}>{words.when[field]}</span>
                    <ChipsField
                      label={`${words.when[field]}, ${words.when.key(i + 1)}`}
                      values={textsAt(item, [field]) ?? []}
                      options={[]}
                      placeholder={words.hints.texts}
                      nothing={words.typeIt}
                      remove={words.removeValue}
                      onChange={(next) => setValues(field, next)}
                    />
                  </div>
                ))}
              </div>
            )}
            <button
              type="button"
              className={buttons.icon}
              aria-label={words.when.remove(i + 1)}
              title={words.when.remove(i + 1)}
              onClick={() => edit({ kind: "delete", path: list.length === 1 ? [...path, "when"] : itemPath })}
            >
              <RhUiTrashIcon />
            </button>
          </div>
        );
      })}
      <span>
        <button
          type="button"
          className={buttons.link}
          onClick={() =>
            edit({ kind: "insert", path: [...path, "when"], index: list.length, value: { key: "" } })
          }
        >
          {words.when.add}
        </button>
      </span>
    </div>
  );
}
