"use client";
import { RhUiLinkIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-link-icon";
import { useEffect, useMemo, useState } from "react";
import type { GraphNode } from "../../server/contract/graph.ts";
import { useGo } from "../address/use-go.ts";
import { TextFilter } from "../graph/TextFilter.tsx";
import { useWords } from "../look/use-words.tsx";
import { Combobox } from "../ui/Combobox.tsx";
import { CopyButton } from "../ui/CopyButton.tsx";
import { Segments } from "../ui/Segments.tsx";
import styles from "./FocusPage.module.css";
import { focusHref } from "./focus-href.ts";
import type { FocusView } from "./focus-view.ts";
import type { ChangeFocus } from "./use-focus-view.ts";

/** Which node is in focus, and the filters that do not count anything. */
export function FocusToolbar({
  id,
  nodes,
  view,
  onChange,
}: {
  id: string | null;
  nodes: readonly GraphNode[];
  view: FocusView;
  onChange: ChangeFocus;
}) {
  const words = useWords();
  const go = useGo();
  const [typed, setTyped] = useState(id ?? "");
  // Back leads to another node without this field.
  useEffect(() => setTyped(id ?? ""), [id]);
  const options = useMemo(
    () =>
      nodes.map((node) => ({
        value: node.id,
        hint: node.kind === "workload" ? "" : words.drawer[node.kind],
      })),
    [nodes, words],
  );
  return (
    <div className={styles.toolbar}>
      <h1>{words.focus.title}</h1>
      <div className={styles.picker}>
        <Combobox
          label={words.focus.picker}
          value={typed}
          options={options}
          placeholder={words.focus.pickerHint}
          nothing={words.focus.noMatch}
          onChange={setTyped}
          onTake={(value) => {
            if (value !== id) go.to(focusHref(value));
          }}
        />
      </div>
      {id !== null && (
        <>
          <div className={styles.side}>
            <Segments
              label={words.focus.side}
              kinds={words.focus.sides}
              chosen={view.side}
              onChoose={(side) => onChange({ side })}
            />
          </div>
          <TextFilter
            text={view.text}
            label={words.focus.filter}
            hint={words.focus.filterHint}
            onChange={(text) => onChange({ text })}
          />
          <span className={styles.space} />
          <CopyButton
            text={() => window.location.href}
            label={words.drawer.copyLink}
            done={words.drawer.copied}
            icon={<RhUiLinkIcon />}
          />
        </>
      )}
    </div>
  );
}
