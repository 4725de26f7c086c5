"use client";
import { RhUiCloseIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-close-icon";
import { RhUiListIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-list-icon";
import { RhUiSearchIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-search-icon";
import { RhUiTopologyIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-topology-icon";
import { useEffect, useRef } from "react";
import type { GraphAnswer } from "../../server/contract/graph.ts";
import { words } from "../look/words.ts";
import buttons from "../ui/button.module.css";
import { isTyping } from "../ui/is-typing.ts";
import styles from "./GraphToolbar.module.css";
import { NamespaceFilter } from "./NamespaceFilter.tsx";
import type { ChangeView } from "./use-view-state.ts";
import type { ViewState } from "./view-state.ts";

/** Which part is looked at, and how. */
export function GraphToolbar({
  answer,
  view,
  legend,
  onChange,
  onArrange,
}: {
  answer: GraphAnswer;
  view: ViewState;
  legend: boolean;
  onChange: ChangeView;
  onArrange: () => void;
}) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "/" || isTyping(event)) return;
      event.preventDefault();
      field.current?.focus();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  const table = view.view === "table";
  return (
    <div className={styles.toolbar}>
      <h1 className={styles.title}>{words.toolbar.title}</h1>
      <NamespaceFilter
        all={answer.namespaces.map(({ name }) => name)}
        chosen={view.namespaces}
        onChoose={(namespaces) => onChange({ namespaces })}
      />
      <div className={styles.search}>
        <RhUiSearchIcon />
        <input
          ref={field}
          type="text"
          aria-label={words.toolbar.filter}
          placeholder={words.toolbar.filterHint}
          value={view.text}
          onChange={(event) => onChange({ text: event.target.value }, "replace")}
          onKeyDown={(event) => {
            if (event.key !== "Escape") return;
            // The first Escape is for the field, not for the drawer.
            event.preventDefault();
            if (view.text !== "") onChange({ text: "" }, "replace");
            else event.currentTarget.blur();
          }}
        />
        {view.text === "" ? (
          <kbd>/</kbd>
        ) : (
          <button
            type="button"
            className={styles.clear}
            aria-label={words.toolbar.clearFilter}
            onClick={() => onChange({ text: "" }, "replace")}
          >
            <RhUiCloseIcon />
          </button>
        )}
      </div>
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
