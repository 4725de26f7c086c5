"use client";
import { RhUiListIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-list-icon";
import { RhUiSearchIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-search-icon";
import { RhUiWarningIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-warning-icon";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useWords } from "../look/use-words.tsx";
import { askChoicesQuery } from "../queries/ask.ts";
import { graphQuery } from "../queries/graph.ts";
import { Shell } from "../shell/Shell.tsx";
import buttons from "../ui/button.module.css";
import { ScrollRegion } from "../ui/ScrollRegion.tsx";
import { StateScreen } from "../ui/StateScreen.tsx";
import { Answer } from "./Answer.tsx";
import { AskForm } from "./AskForm.tsx";
import styles from "./AskPage.module.css";
import { Batch } from "./Batch.tsx";
import { Examples } from "./Examples.tsx";
import { PasteBox } from "./PasteBox.tsx";
import { Recent } from "./Recent.tsx";
import { useAnswer } from "./use-answer.ts";
import { useBatch } from "./use-batch.ts";
import { useDraft } from "./use-draft.ts";

/** Ask a request: the form at the left, its answer at the right; the address holds the question. */
export function AskPage() {
  const words = useWords();
  const { draft, settled, change, submit } = useDraft();
  const asked = useAnswer(settled, true);
  const { data: graph } = useQuery(graphQuery([]));
  const { data: choices } = useQuery({
    ...askChoicesQuery(graph?.revision ?? ""),
    enabled: graph !== undefined,
  });
  const [pasting, setPasting] = useState(false);
  const batch = useBatch();
  const file = useRef<HTMLInputElement>(null);
  const answer = asked.state === "answered" ? asked.answer : null;
  // A question by address learns from the answer whose address it is.
  const found = answer?.caller.from ?? null;
  useEffect(() => {
    if (draft.callerKind === "outside" && draft.address !== "" && found !== null && found !== "outside")
      change({ callerKind: "workload", workload: found, address: "" });
  }, [draft.callerKind, draft.address, found, change]);
  return (
    <Shell>
      <div className={styles.bar}>
        <h1>{words.ask.title}</h1>
        <span className={styles.lead}>{words.ask.lead}</span>
        <span className={styles.space} />
        <Recent answer={answer} draft={settled} onOpen={submit} />
        <button
          type="button"
          className={buttons.control}
          title={words.ask.batchHint}
          onClick={() => file.current?.click()}
        >
          <RhUiListIcon />
          {words.ask.batchOpen}
        </button>
        <input
          ref={file}
          type="file"
          hidden
          accept=".yaml,.yml,.json"
          data-testid="batch-file"
          onChange={(event) => {
            const chosen = event.target.files?.[0];
            if (chosen !== undefined) void batch.read(chosen);
            event.target.value = "";
          }}
        />
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a file may be dropped here; the button above does the same */}
      <div
        className={styles.body}
        data-dropping={batch.dropping}
        onDragOver={(event) => {
          event.preventDefault();
          batch.setDropping(event.dataTransfer.types.includes("Files"));
        }}
        onDragLeave={() => batch.setDropping(false)}
        onDrop={(event) => {
          event.preventDefault();
          batch.setDropping(false);
          const dropped = event.dataTransfer.files[0];
          if (dropped !== undefined) void batch.read(dropped);
        }}
      >
        <AskForm
          draft={draft}
          choices={choices}
          answer={answer}
          onChange={change}
          onSubmit={() => submit()}
          onPaste={() => setPasting(true)}
        />
        <ScrollRegion className={styles.right} label={words.ask.answerLabel} busy={asked.state === "asking"}>
          {batch.state !== null && (
            <Batch
              state={batch.state}
              onClose={batch.close}
              onOpen={(next) => {
                submit(next);
                batch.fold();
              }}
              onUnfold={batch.unfold}
            />
          )}
          {(batch.state === null || batch.state.folded) &&
            (asked.state === "answered" ? (
              <Answer answer={asked.answer} draft={settled} onAsk={submit} />
            ) : asked.state === "problem" ? (
              <StateScreen icon={<RhUiWarningIcon />} title={asked.detail}>
                <p role="alert">{asked.cure}</p>
              </StateScreen>
            ) : asked.state === "asking" ? (
              <p className={styles.asking} role="status">
                {words.ask.asking}
              </p>
            ) : (
              <StateScreen icon={<RhUiSearchIcon />} title={words.ask.emptyTitle}>
                <p role="status">{words.ask.missing[asked.missing]}</p>
                <p>{words.ask.emptyText}</p>
                <Examples graph={graph} onAsk={submit} />
              </StateScreen>
            ))}
        </ScrollRegion>
        {batch.dropping && <p className={styles.drop}>{words.ask.batchDrop}</p>}
      </div>
      {pasting && (
        <PasteBox
          graph={graph}
          onClose={() => setPasting(false)}
          onFill={(part) => {
            setPasting(false);
            submit(part);
          }}
        />
      )}
    </Shell>
  );
}
