"use client";
import { type DraftKind, draftKinds } from "../../server/contract/preview-kinds.ts";
import { useGo } from "../address/use-go.ts";
import { useWords } from "../look/use-words.tsx";
import { isName, nameOf, namespaceOf } from "./draft.ts";
import styles from "./form.module.css";
import type { FormProps } from "./form.ts";
import { TextField } from "./TextField.tsx";

/** Where a new object goes and what it is called. */
export function NameFields({
  kind,
  object,
  choices,
  edit,
}: Pick<FormProps, "choices" | "edit"> & { readonly kind: DraftKind; readonly object: FormProps["object"] }) {
  const words = useWords().change;
  const go = useGo();
  const name = nameOf(object);
  const namespace = namespaceOf(object);
  const taken = choices.taken.includes(`${kind} ${namespace}/${name}`);
  return (
    <div className={styles.section}>
      <div className={styles.field}>
        <label className={styles.label} htmlFor="change-kind">
          {words.kind}
        </label>
        <select
          id="change-kind"
          className={styles.select}
          value={kind}
          onChange={(event) =>
            go.to(`/policies/new?${new URLSearchParams({ kind: event.target.value, ns: namespace })}`)
          }
        >
          {draftKinds.map((value) => (
            <option key={value}>{value}</option>
          ))}
        </select>
      </div>
      <div className={styles.field}>
        <label className={styles.label} htmlFor="change-namespace">
          {words.namespace}
        </label>
        <select
          id="change-namespace"
          className={styles.select}
          value={namespace}
          onChange={(event) =>
            edit({ kind: "set", path: ["metadata", "namespace"], value: event.target.value })
          }
        >
          {[...new Set([...choices.namespaces, choices.rootNamespace, namespace])]
            .filter((value) => value !== "")
            .map((value) => (
              <option key={value}>{value}</option>
            ))}
        </select>
      </div>
      <TextField
        label={words.name}
        value={name}
        warning={
          taken
            ? words.nameTaken(`${namespace}/${name}`)
            : name === "" || isName(name)
              ? null
              : words.nameWrong
        }
        onChange={(value) => edit({ kind: "set", path: ["metadata", "name"], value })}
      />
    </div>
  );
}
