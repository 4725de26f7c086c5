"use client";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { pageSource } from "../address/page-source.ts";
import { useGo } from "../address/use-go.ts";
import styles from "../change/ChangePage.module.css";
import { readStoredDraft, writeStoredDraft } from "../change/draft.ts";
import { draftKey, draftScope } from "../change/draft-key.ts";
import { fieldOrder } from "../change/fields.ts";
import { editYaml } from "../change/yaml-edit.ts";
import { useWords } from "../look/use-words.tsx";
import { problemOf } from "../queries/fetch-json.ts";
import { policySourceQuery } from "../queries/policy-source.ts";
import type { Start } from "./start.ts";

/** A start that is a change of an object which is there: makes its draft, and goes to where it is worked on. A draft that waits there is kept. */
export function BeginEdit({ start, source }: { start: Extract<Start, { how: "edit" }>; source: string }) {
  const words = useWords();
  const go = useGo();
  const { kind, namespace, name, sets } = start;
  const { data, error } = useQuery(policySourceQuery({ kind, namespace, name }));
  useEffect(() => {
    if (data === undefined) return;
    const key = draftKey(draftScope(pageSource(), source), { operation: "replace", kind, namespace, name });
    const saved = data.edit?.text ?? data.text;
    if (readStoredDraft(key) === null) {
      const text = sets.reduce(
        (before, { path, value }) =>
          editYaml(before, { kind: "set", path: ["spec", ...path], value }, fieldOrder),
        saved,
      );
      writeStoredDraft(key, { text, base: saved, why: "" });
    }
    go.instead(`/policies/${[kind, namespace, name].map(encodeURIComponent).join("/")}/edit`);
  }, [data, go, kind, namespace, name, sets, source]);
  const problem = error === null ? null : problemOf(error);
  return (
    <p className={styles.waiting} role={problem === null ? "status" : "alert"}>
      {problem === null ? words.change.loading : `${problem.detail} ${problem.cure}`}
    </p>
  );
}
