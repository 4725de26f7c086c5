"use client";
import { RhUiUndoIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-undo-icon";
import { Fragment } from "react";
import { useWords } from "../look/use-words.tsx";
import buttons from "../ui/button.module.css";
import { Combobox } from "../ui/Combobox.tsx";
import { Segments } from "../ui/Segments.tsx";
import styles from "./form.module.css";
import { type FormProps, setPart } from "./form.ts";
import { RuleCard } from "./RuleCard.tsx";
import { editSummary } from "./rule-summary.ts";
import { Selector, selectedOf } from "./Selector.tsx";
import { at, compareRules, listAt, textAt } from "./spec-view.ts";
import { YamlPart } from "./YamlPart.tsx";

const actions = { ALLOW: "ALLOW", DENY: "DENY", AUDIT: "AUDIT", CUSTOM: "CUSTOM" } as const;
const rulesPath = ["spec", "rules"];
const dryRunPath = ["metadata", "annotations", "istio.io/dry-run"];

/** Who may call: an AuthorizationPolicy as rules of which one is enough. */
export function AuthorizationForm(props: FormProps) {
  const { object, saved, namespace, choices, edit } = props;
  const words = useWords().change;
  const action = textAt(object, ["spec", "action"]) || "ALLOW";
  const rules = listAt(object, rulesPath);
  const odd =
    at(object, rulesPath) !== undefined &&
    at(object, rulesPath) !== null &&
    !Array.isArray(at(object, rulesPath));
  const selected = selectedOf(object, namespace, choices);
  const rows = compareRules(listAt(saved ?? null, rulesPath), rules);
  const dryRun = textAt(object, dryRunPath) === "true";
  return (
    <>
      <Selector {...props} />
      <div className={styles.row}>
        <h2>{words.action.title}</h2>
        {action in actions ? (
          <Segments
            label={words.action.title}
            kinds={actions}
            chosen={action as keyof typeof actions}
            onChoose={(next) => {
              edit({ kind: "set", path: ["spec", "action"], value: next });
              if (next !== "CUSTOM") edit({ kind: "delete", path: ["spec", "provider"] });
            }}
          />
        ) : (
          <YamlPart
            label="action"
            value={at(object, ["spec", "action"])}
            onChange={(value) => edit(setPart(["spec", "action"], value))}
          />
        )}
      </div>
      <p className={styles.hint}>
        {words.action.means[action as keyof typeof actions] ?? words.action.unknown}
      </p>
      {action === "CUSTOM" && (
        <div className={styles.field}>
          <span className={styles.label}>{words.action.provider}</span>
          <Combobox
            label={words.action.provider}
            value={textAt(object, ["spec", "provider", "name"])}
            options={choices.extensionProviders.map((value) => ({ value }))}
            nothing={words.action.noProvider}
            mono
            onChange={(value) => edit({ kind: "set", path: ["spec", "provider", "name"], value })}
          />
        </div>
      )}
      <section className={styles.section} aria-labelledby="change-rules">
        <div className={styles.heading}>
          <h2 id="change-rules">{words.rules.title}</h2>
          <span>{words.rules.means[action as keyof typeof actions] ?? ""}</span>
        </div>
        {odd && (
          <YamlPart
            label="rules"
            value={at(object, rulesPath)}
            onChange={(value) => edit(setPart(rulesPath, value))}
          />
        )}
        {rules.length === 0 && !odd && (
          <p className={styles.hint}>{words.rules.none[action as keyof typeof actions] ?? ""}</p>
        )}
        {rows.map((row, i) => (
          // Rules have no name: what they are is their place.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <Fragment key={i}>
            {i > 0 && <span className={styles.or}>{words.or}</span>}
            {row.kind === "removed" ? (
              <div className={styles.removed}>
                <s>{words.rule.removedTitle}</s>
                <span>{editSummary(row.was)}</span>
                <button
                  type="button"
                  className={buttons.link}
                  onClick={() =>
                    edit({ kind: "insert", path: rulesPath, index: row.after + 1, value: row.was })
                  }
                >
                  <RhUiUndoIcon /> {words.rule.putBack}
                </button>
              </div>
            ) : (
              <RuleCard
                rule={rules[row.index] ?? null}
                index={row.index}
                path={[...rulesPath, row.index]}
                state={saved === null ? "new" : row.kind}
                choices={choices}
                selected={selected}
                edit={edit}
              />
            )}
          </Fragment>
        ))}
        <span>
          <button
            type="button"
            className={buttons.pill}
            onClick={() =>
              edit({
                kind: "insert",
                path: rulesPath,
                index: rules.length,
                value: { from: [{ source: {} }] },
              })
            }
          >
            {words.rules.add}
          </button>
        </span>
      </section>
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={dryRun}
          onChange={() =>
            edit(
              dryRun
                ? { kind: "delete", path: dryRunPath }
                : { kind: "set", path: dryRunPath, value: "true" },
            )
          }
        />
        <span>{words.dryRun}</span>
      </label>
    </>
  );
}
