"use client";
import type { ChangeChoices } from "../../server/contract/change.ts";
import { useWords } from "../look/use-words.tsx";
import { ChipsField } from "./ChipsField.tsx";
import { FieldFindings } from "./DraftFindings.tsx";
import styles from "./form.module.css";
import { type FormProps, setPart } from "./form.ts";
import { selectedBy } from "./offers.ts";
import { at, isMap, mapAt } from "./spec-view.ts";
import { YamlPart } from "./YamlPart.tsx";
import type { Json } from "./yaml-value.ts";

const labelsPath = ["spec", "selector", "matchLabels"];

/** Ids of the workloads that the object selects; all of its namespace when it names no label. */
export const selectedOf = (object: Json, namespace: string, choices: ChangeChoices): ReadonlySet<string> =>
  selectedBy(mapAt(object, labelsPath), namespace, choices);

/** Whom the policy is for: labels, with a live list of the workloads that carry them. */
export function Selector({ object, namespace, choices, edit }: FormProps) {
  const words = useWords().change;
  const labels = mapAt(object, labelsPath);
  const root = namespace === choices.rootNamespace;
  const around = choices.workloads.filter((w) => root || w.namespace === namespace);
  const selected = selectedOf(object, namespace, choices);
  const pairs = new Map<string, string[]>();
  for (const w of around)
    for (const [key, value] of Object.entries(w.labels))
      pairs.set(`${key}=${value}`, [...(pairs.get(`${key}=${value}`) ?? []), w.name]);
  const others = ["targetRefs", "targetRef"].filter((name) => at(object, ["spec", name]) !== undefined);
  const set = (values: readonly string[]) => {
    const next = Object.fromEntries(
      values.map((text) => {
        const cut = text.indexOf("=");
        return cut < 0 ? [text.trim(), ""] : [text.slice(0, cut).trim(), text.slice(cut + 1).trim()];
      }),
    );
    const before = Object.keys(labels);
    const now = Object.keys(next);
    // One label more or less is one line; anything else is the whole map.
    const [gone] = before.filter((key) => !now.includes(key));
    if (now.length === 0) edit({ kind: "delete", path: ["spec", "selector"] });
    else if (gone !== undefined && now.length === before.length - 1)
      edit({ kind: "delete", path: [...labelsPath, gone] });
    else
      for (const key of now)
        if (labels[key] !== next[key])
          edit({ kind: "set", path: [...labelsPath, key], value: next[key] ?? "" });
  };
  return (
    <section className={styles.section} aria-labelledby="change-selector">
      <div className={styles.heading}>
        <h2 id="change-selector">{words.selector.title}</h2>
        <span>
          {root
            ? words.selector.inMesh(selected.size, around.length)
            : words.selector.inNamespace(selected.size, around.length, namespace)}
        </span>
      </div>
      <FieldFindings field="spec.selector" />
      {Object.values(labels).some((value) => isMap(value) || Array.isArray(value)) ? (
        <YamlPart
          label="matchLabels"
          value={labels}
          onChange={(next) =>
            edit(
              next === undefined
                ? { kind: "delete", path: ["spec", "selector"] }
                : { kind: "set", path: labelsPath, value: next },
            )
          }
        />
      ) : (
        <ChipsField
          label={words.selector.labels}
          values={Object.entries(labels).map(([key, value]) => `${key}=${String(value)}`)}
          options={[...pairs].map(([value, names]) => ({ value, hint: words.selects(names) }))}
          placeholder={root ? words.selector.allOfMesh : words.selector.allOf(namespace)}
          nothing={words.typeIt}
          remove={words.removeValue}
          onChange={set}
        />
      )}
      {others.map((name) => (
        <YamlPart
          key={name}
          label={words.selector.target(name)}
          value={at(object, ["spec", name])}
          onChange={(next) => edit(setPart(["spec", name], next))}
        />
      ))}
      <p className={styles.selected} role="status">
        {selected.size === 0 ? (
          <span className={styles.warning}>{words.selector.none}</span>
        ) : (
          [...selected].slice(0, 12).map((id) => (
            <span key={id} className={styles.workload}>
              {root ? id : id.slice(id.indexOf("/") + 1)}
            </span>
          ))
        )}
        {selected.size > 12 && <span>{words.more(selected.size - 12)}</span>}
      </p>
    </section>
  );
}
