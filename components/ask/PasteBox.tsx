"use client";
import { useRef, useState } from "react";
import type { GraphAnswer } from "../../server/contract/graph.ts";
import { useWords } from "../look/use-words.tsx";
import buttons from "../ui/button.module.css";
import { Dialog } from "../ui/Dialog.tsx";
import type { Draft } from "./draft.ts";
import styles from "./PasteBox.module.css";
import { parsePaste } from "./parse-paste.ts";
import { resolvePasted } from "./resolve-pasted.ts";

/** Takes a line from a terminal apart, says what it understood and what not, and fills the form with it. */
export function PasteBox({
  graph,
  onFill,
  onClose,
}: {
  graph: GraphAnswer | undefined;
  onFill: (part: Partial<Draft>) => void;
  onClose: () => void;
}) {
  const words = useWords();
  const [text, setText] = useState("");
  const area = useRef<HTMLTextAreaElement>(null);
  const pasted = parsePaste(text);
  const { form, took, left } = pasted;
  const fill = () => onFill(resolvePasted(pasted, graph));
  return (
    <Dialog title={words.ask.pasteTitle} close={words.ask.close} onClose={onClose} first={area}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (form !== "unknown") fill();
        }}
      >
        <label htmlFor="paste-text">{words.ask.pasteLabel}</label>
        <textarea
          id="paste-text"
          className={styles.text}
          rows={6}
          spellCheck={false}
          autoComplete="off"
          ref={area}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.shiftKey) return;
            event.preventDefault();
            if (form !== "unknown") fill();
          }}
        />
        <div role="status" className={styles.found}>
          {text.trim() !== "" && <p>{words.ask.pasteForms[form]}</p>}
          {took.length > 0 && (
            <p>
              <strong>{words.ask.pasteTook}:</strong>{" "}
              {took.map(({ what, value }) => words.ask.took[what](value)).join(", ")}
            </p>
          )}
          {left.length > 0 && (
            <p>
              <strong>{words.ask.pasteLeft}:</strong>{" "}
              {left
                .map(({ why, value }) => {
                  const word = words.ask.left[why];
                  return typeof word === "string" ? word : word(value);
                })
                .join("; ")}
            </p>
          )}
        </div>
        <button type="submit" className={buttons.primary} disabled={form === "unknown"}>
          {words.ask.pasteFill}
        </button>
      </form>
    </Dialog>
  );
}
