"use client";
import { RhUiExportIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-export-icon";
import type { ReactNode } from "react";
import { sourceInFileName } from "../../server/contract/file-name.ts";
import { matrixCsv } from "../../server/contract/matrix-csv.ts";
import { NamespaceFilter } from "../graph/NamespaceFilter.tsx";
import { useWords } from "../look/use-words.tsx";
import buttons from "../ui/button.module.css";
import styles from "./MatrixPage.module.css";
import type { Level, MatrixView, Traffic } from "./matrix-view.ts";
import { pairsOf, type ShownMatrix } from "./shown.ts";
import type { ChangeMatrix } from "./use-matrix-view.ts";

const levels: readonly Level[] = ["namespaces", "workloads"];
const traffics: readonly Traffic[] = ["all", "seen", "notSeen"];

/** Saves a text under a name, as if it were a link to a file. */
function save(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser has begun to read by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

export function MatrixToolbar({
  source,
  namespaces,
  view,
  shown,
  find,
  onChange,
}: {
  /** Name of the source, for the file's name. */
  source: string;
  namespaces: readonly string[];
  view: MatrixView;
  shown: ShownMatrix;
  /** The field of the query. */
  find: ReactNode;
  onChange: ChangeMatrix;
}) {
  const words = useWords();
  return (
    <div className={styles.toolbar}>
      <h1>{words.matrix.title}</h1>
      <NamespaceFilter
        all={namespaces}
        chosen={view.namespaces}
        onChoose={(chosen) => onChange({ namespaces: chosen })}
      />
      {find}
      <span className={styles.space} />
      <fieldset className={`${buttons.group} ${styles.levels}`} aria-label={words.matrix.fold}>
        {levels.map((level) => (
          <button
            key={level}
            type="button"
            className={buttons.control}
            aria-pressed={view.level === level && view.turned.length === 0}
            onClick={() => onChange({ level, turned: [] })}
          >
            {words.matrix.levels[level]}
          </button>
        ))}
      </fieldset>
      <select
        className={styles.select}
        aria-label={words.matrix.traffic}
        value={view.traffic}
        onChange={(event) =>
          onChange({ traffic: traffics.find((traffic) => traffic === event.target.value) ?? "all" })
        }
      >
        {traffics.map((traffic) => (
          <option key={traffic} value={traffic}>
            {words.matrix.traffics[traffic]}
          </option>
        ))}
      </select>
      <button
        type="button"
        className={buttons.control}
        title={words.matrix.csvTip}
        onClick={() => save(`sekisho-${sourceInFileName(source)}-matrix.csv`, matrixCsv(pairsOf(shown)))}
      >
        <RhUiExportIcon />
        {words.matrix.csv}
      </button>
    </div>
  );
}
