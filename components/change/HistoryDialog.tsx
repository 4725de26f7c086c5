"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useWords } from "../look/use-words.tsx";
import { problemOf } from "../queries/fetch-json.ts";
import type { PolicyAddress } from "../queries/policy-source.ts";
import { historyQuery } from "../queries/write.ts";
import buttons from "../ui/button.module.css";
import { Dialog } from "../ui/Dialog.tsx";
import { DiffText } from "./DiffText.tsx";
import styles from "./form.module.css";

/** The states that an object had: who, when and why, what each changed, and a way back to each. */
export function HistoryDialog({
  address,
  now,
  onRestore,
  onClose,
}: {
  address: PolicyAddress;
  /** The saved text. */
  now: string;
  onRestore: (text: string) => void;
  onClose: () => void;
}) {
  const words = useWords();
  const said = words.change.history;
  const { data, error } = useQuery(historyQuery(address));
  const [open, setOpen] = useState<number | null>(null);
  const problem = error === null ? (data?.problem ?? null) : problemOf(error);
  const when = (time: string) =>
    new Intl.DateTimeFormat(words.locale, { dateStyle: "medium", timeStyle: "medium" }).format(
      new Date(time),
    );
  return (
    <Dialog title={said.title} close={words.change.close} onClose={onClose}>
      <div className={styles.section}>
        {problem !== null && (
          <p role="alert">
            {"text" in problem ? problem.text : problem.detail} {problem.cure}
          </p>
        )}
        {data !== undefined && data.revisions.length === 0 && <p className={styles.hint}>{said.none}</p>}
        <ol className={styles.revisions}>
          {data?.revisions.map((revision, i) => (
            <li key={`${revision.number} ${revision.base}`}>
              <div className={styles.row}>
                <strong>{said.operation[revision.operation]}</strong>
                <span>
                  {revision.when === null ? said.noTime : when(revision.when)}, {revision.who ?? said.nobody}
                </span>
                {revision.current && <span className={styles.hint}>{said.current}</span>}
                <span className={styles.state} />
                <button
                  type="button"
                  className={buttons.link}
                  aria-expanded={open === i}
                  onClick={() => setOpen(open === i ? null : i)}
                >
                  {said.compare}
                </button>
                {!revision.current && (
                  <button type="button" className={buttons.link} onClick={() => onRestore(revision.text)}>
                    {said.restore}
                  </button>
                )}
              </div>
              {revision.why !== "" && <p className={styles.hint}>{revision.why}</p>}
              {open === i && <DiffText was={revision.text} now={now} label={said.compare} />}
            </li>
          ))}
        </ol>
      </div>
    </Dialog>
  );
}
