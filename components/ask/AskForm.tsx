"use client";
import { RhUiLinkIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-link-icon";
import type { KeyboardEvent } from "react";
import type { AskAnswer, AskChoices } from "../../server/contract/ask.ts";
import { useWords } from "../look/use-words.tsx";
import { Combobox } from "../ui/Combobox.tsx";
import { CopyButton } from "../ui/CopyButton.tsx";
import { Segments } from "../ui/Segments.tsx";
import styles from "./AskForm.module.css";
import { CallerField } from "./CallerField.tsx";
import { type Draft, hasSecrets } from "./draft.ts";
import { HeaderRows } from "./HeaderRows.tsx";
import { TargetField } from "./TargetField.tsx";
import { TokenField } from "./TokenField.tsx";

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/** The question as a form. Enter asks; Escape leaves a field. */
export function AskForm({
  draft,
  choices,
  answer,
  onChange,
  onSubmit,
  onPaste,
}: {
  draft: Draft;
  choices: AskChoices | undefined;
  answer: AskAnswer | null;
  onChange: (part: Partial<Draft>) => void;
  onSubmit: () => void;
  onPaste: () => void;
}) {
  const words = useWords();
  const http = draft.protocol !== "tcp";
  const onKeyDown = (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onSubmit();
    } else if (
      event.key === "Escape" &&
      !event.defaultPrevented &&
      (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement)
    )
      event.target.blur();
  };
  return (
    <form
      className={styles.form}
      aria-label={words.ask.form}
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <div className={styles.scroll}>
        <div className={styles.head}>
          <h2>{words.ask.form}</h2>
          <button type="button" className={styles.text} onClick={onPaste}>
            {words.ask.pasteOpen}
          </button>
        </div>
        <CallerField draft={draft} choices={choices} onChange={onChange} />
        <TargetField draft={draft} choices={choices} answer={answer} onChange={onChange} />
        <div className={styles.group}>
          <h3>{words.ask.protocol}</h3>
          <Segments
            label={words.ask.protocol}
            kinds={words.ask.protocols}
            chosen={draft.protocol}
            onChoose={(protocol) => onChange({ protocol })}
          />
        </div>
        {http && (
          <>
            <div className={styles.columns}>
              <div className={styles.group}>
                <h3>{words.ask.method}</h3>
                <Combobox
                  label={words.ask.method}
                  value={draft.method}
                  options={methods.map((value) => ({ value }))}
                  nothing={words.ask.noMatch}
                  onChange={(method) => onChange({ method })}
                />
              </div>
              <div className={styles.group}>
                <h3>{words.ask.path}</h3>
                <input
                  className={styles.input}
                  aria-label={words.ask.path}
                  spellCheck={false}
                  autoComplete="off"
                  value={draft.path}
                  onChange={(event) => onChange({ path: event.target.value })}
                />
              </div>
            </div>
            <HeaderRows rows={draft.headers} onChange={(headers) => onChange({ headers })} />
            <TokenField draft={draft} answer={answer} onChange={onChange} />
          </>
        )}
      </div>
      <div className={styles.actions}>
        <button type="submit" className={styles.submit}>
          {words.ask.submit} <kbd>Enter ↵</kbd>
        </button>
        <CopyButton
          pill
          text={() => answer?.curl ?? ""}
          label={words.ask.copyCurl}
          done={words.ask.copied}
          disabled={answer === null || answer.curl === ""}
        >
          {words.ask.curl}
        </CopyButton>
        <CopyButton
          pill
          text={() => window.location.href}
          label={words.ask.copyLink}
          done={words.ask.copied}
          icon={<RhUiLinkIcon />}
        >
          {words.ask.link}
        </CopyButton>
        {hasSecrets(draft) && <p className={styles.note}>{words.ask.linkLeavesOut}</p>}
      </div>
    </form>
  );
}
