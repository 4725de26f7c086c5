"use client";
import { RhUiExportIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-export-icon";
import type { ReactNode } from "react";
import { sourceInFileName } from "../../server/contract/file-name.ts";
import { matrixCsv } from "../../server/contract/matrix-csv.ts";
import { NamespaceFilter } from "../graph/NamespaceFilter.tsx";
import { useWords } from "../look/use-words.tsx";
import buttons from "../ui/button.module.css";
import { saveText } from "../ui/save-text.ts";
import styles from "./MatrixPage.module.css";
import type { Level, MatrixView, Traffic } from "./matrix-view.ts";
import { pairsOf, type ShownMatrix } from "./shown.ts";
import type { ChangeMatrix } from "./use-matrix-view.ts";

const levels: readonly Level[] = ["namespaces", "workloads"];
const traffics: readonly Traffic[] = ["all", "seen", "notSeen"];

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
        onClick={() =>
          saveText(`sekisho-${sourceInFileName(source)}-matrix.csv`, matrixCsv(pairsOf(shown)), "text/csv")
        }
      >
        <RhUiExportIcon />
        {words.matrix.csv}
      </button>
    </div>
  );
}
