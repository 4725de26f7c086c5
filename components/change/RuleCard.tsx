"use client";
import { RhUiCopyIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-copy-icon";
import { RhUiTrashIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-trash-icon";
import { Fragment } from "react";
import type { ChangeChoices } from "../../server/contract/change.ts";
import { useWords } from "../look/use-words.tsx";
import buttons from "../ui/button.module.css";
import { FieldFindings } from "./DraftFindings.tsx";
import { FieldGroup } from "./FieldGroup.tsx";
import { operationFields, sourceFields } from "./fields.ts";
import styles from "./form.module.css";
import { setPart } from "./form.ts";
import { at, isMap, listAt, mapAt } from "./spec-view.ts";
import { WhenRows } from "./WhenRows.tsx";
import { YamlPart } from "./YamlPart.tsx";
import type { Json, Path, YamlEdit } from "./yaml-value.ts";

const parts = {
  from: { inner: "source", fields: sourceFields, usual: ["principals"] },
  to: { inner: "operation", fields: operationFields, usual: ["methods", "paths"] },
} as const;

/** One rule: from AND to AND when; within each, one of several. */
export function RuleCard({
  rule,
  index,
  path,
  state,
  choices,
  selected,
  edit,
}: {
  rule: Json;
  index: number;
  path: Path;
  state: "unchanged" | "changed" | "new";
  choices: ChangeChoices;
  selected: ReadonlySet<string>;
  edit: (edit: YamlEdit) => void;
}) {
  const words = useWords().change;
  const name = words.rule.title(index + 1);
  const others = isMap(rule) ? Object.keys(rule).filter((key) => !["from", "to", "when"].includes(key)) : [];
  return (
    <section className={styles.card} data-state={state} aria-label={name}>
      <div className={styles.cardHead}>
        <h3>{name}</h3>
        <span className={styles.state}>{words.rule[state]}</span>
        <button
          type="button"
          className={buttons.icon}
          aria-label={words.rule.duplicate(index + 1)}
          title={words.rule.duplicate(index + 1)}
          onClick={() => edit({ kind: "insert", path: path.slice(0, -1), index: index + 1, value: rule })}
        >
          <RhUiCopyIcon />
        </button>
        <button
          type="button"
          className={buttons.icon}
          aria-label={words.rule.remove(index + 1)}
          title={words.rule.remove(index + 1)}
          onClick={() => edit({ kind: "delete", path })}
        >
          <RhUiTrashIcon />
        </button>
      </div>
      <FieldFindings field={`spec.rules[${index}]`} />
      {isMap(rule) ? (
        <>
          {(["from", "to"] as const).map((part, i) => (
            <Fragment key={part}>
              {i > 0 && <span className={styles.and}>{words.and}</span>}
              <Alternatives
                part={part}
                rule={rule}
                path={path}
                choices={choices}
                selected={selected}
                edit={edit}
              />
            </Fragment>
          ))}
          <span className={styles.and}>{words.and}</span>
          <WhenRows rule={rule} path={path} edit={edit} />
          {others.map((key) => (
            <YamlPart
              key={key}
              label={key}
              value={rule[key]}
              onChange={(next) => edit(setPart([...path, key], next))}
            />
          ))}
        </>
      ) : (
        <YamlPart label={name} value={rule} onChange={(next) => edit(setPart(path, next))} />
      )}
    </section>
  );
}

/** The sources, or the operations, of a rule: one of them is enough. Without any the rule asks nothing of them. */
function Alternatives({
  part,
  rule,
  path,
  choices,
  selected,
  edit,
}: {
  part: keyof typeof parts;
  rule: Json;
  path: Path;
  choices: ChangeChoices;
  selected: ReadonlySet<string>;
  edit: (edit: YamlEdit) => void;
}) {
  const words = useWords().change;
  const { inner, fields, usual } = parts[part];
  const list = listAt(rule, [part]);
  const { title, any, or, add, remove } = words.rule[part];
  return (
    <div className={styles.group}>
      <h4>{title}</h4>
      {list.length === 0 && <p className={styles.hint}>{any}</p>}
      {list.map((item, i) => {
        const itemPath = [...path, part, i];
        // Items have no name of their own: their place is what they are.
        const key = i;
        return (
          <Fragment key={key}>
            {i > 0 && <span className={styles.or}>{or}</span>}
            <div className={styles.alternative}>
              {isMap(item) && (at(item, [inner]) === undefined || isMap(at(item, [inner]) ?? null)) ? (
                <FieldGroup
                  value={mapAt(item, [inner])}
                  path={[...itemPath, inner]}
                  fields={fields}
                  usual={usual}
                  choices={choices}
                  selected={selected}
                  edit={edit}
                />
              ) : (
                <YamlPart
                  label={`${part}[${i}]`}
                  value={item}
                  onChange={(next) => edit(setPart(itemPath, next))}
                />
              )}
              <button
                type="button"
                className={buttons.icon}
                aria-label={remove(i + 1)}
                title={remove(i + 1)}
                onClick={() => edit({ kind: "delete", path: list.length === 1 ? [...path, part] : itemPath })}
              >
                <RhUiTrashIcon />
              </button>
            </div>
          </Fragment>
        );
      })}
      <span>
        <button
          type="button"
          className={buttons.link}
          onClick={() =>
            edit({ kind: "insert", path: [...path, part], index: list.length, value: { [inner]: {} } })
          }
        >
          {list.length === 0 ? add : words.rule[part].another}
        </button>
      </span>
    </div>
  );
}
