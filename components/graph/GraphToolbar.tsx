"use client";
import { RhUiListIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-list-icon";
import { RhUiTopologyIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-topology-icon";
import type { ReactNode } from "react";
import type { GraphAnswer } from "../../server/contract/graph.ts";
import { useWords } from "../look/use-words.tsx";
import buttons from "../ui/button.module.css";
import styles from "./GraphToolbar.module.css";
import { NamespaceFilter } from "./NamespaceFilter.tsx";
import type { ChangeView } from "./use-view-state.ts";
import type { ViewState } from "./view-state.ts";

/** Which part is looked at, and how. */
export function GraphToolbar({
  answer,
  view,
  legend,
  find,
  onChange,
  onArrange,
  children,
}: {
  answer: GraphAnswer;
  view: ViewState;
  legend: boolean;
  /** The field that finds. */
  find: ReactNode;
  onChange: ChangeView;
  onArrange: () => void;
  /** More controls of the picture. */
  children?: ReactNode;
}) {
  const words = useWords();
  const table = view.view === "table";
  return (
    <div className={styles.toolbar}>
      <h1 className={styles.title}>{words.toolbar.title}</h1>
      <NamespaceFilter
        all={answer.namespaces.map(({ name }) => name)}
        chosen={view.namespaces}
        onChoose={(namespaces) => onChange({ namespaces })}
      />
      {find}
      <span className={styles.space} />
      <fieldset className={`${buttons.group} ${styles.group}`} aria-label={words.toolbar.view}>
        <button
          type="button"
          className={buttons.control}
          aria-pressed={!table}
          onClick={() => onChange({ view: "graph" })}
        >
          <RhUiTopologyIcon />
          <span>{words.toolbar.graph}</span>
        </button>
        <button
          type="button"
          className={buttons.control}
          aria-pressed={table}
          onClick={() => onChange({ view: "table" })}
        >
          <RhUiListIcon />
          <span>{words.toolbar.table}</span>
        </button>
      </fieldset>
      {!table && (
        <>
          {children}
          <button
            type="button"
            className={buttons.control}
            title={words.toolbar.arrangeTip}
            onClick={onArrange}
          >
            {words.toolbar.arrange}
          </button>
          <button
            type="button"
            className={buttons.control}
            aria-pressed={legend}
            onClick={() => onChange({ legend: !legend }, "replace")}
          >
            {words.toolbar.legend}
          </button>
        </>
      )}
    </div>
  );
}
