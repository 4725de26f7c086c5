"use client";
import { useQuery } from "@tanstack/react-query";
import type { Draft } from "../../server/contract/preview.ts";
import { useWords } from "../look/use-words.tsx";
import { previewQuery } from "../queries/preview.ts";
import buttons from "../ui/button.module.css";
import { Dialog } from "../ui/Dialog.tsx";
import { applyWords } from "./apply-words.ts";
import { damageOf } from "./damage.ts";
import { FlipsPanel } from "./FlipsPanel.tsx";
import styles from "./form.module.css";

/** What flips when the object goes, before it goes. */
export function DeleteDialog({
  draft,
  revision,
  blocked,
  onDelete,
  onKeep,
  onClose,
}: {
  draft: Draft;
  revision: string;
  /** Why it may not be deleted; null when it may. */
  blocked: string | null;
  onDelete: () => void;
  /** Puts it into the change set instead. */
  onKeep: () => void;
  onClose: () => void;
}) {
  const { change: words, changeSet } = useWords();
  const preview = useQuery(previewQuery(revision, [draft]));
  const damage = preview.data?.preview ? damageOf(preview.data.preview) : null;
  return (
    <Dialog
      title={words.deleteTitle(`${draft.kind} ${draft.namespace}/${draft.name}`)}
      close={words.close}
      onClose={onClose}
    >
      <div className={styles.section}>
        <FlipsPanel
          waiting={preview.isFetching}
          changed
          answer={preview.data ?? null}
          error={preview.error}
        />
        {blocked !== null && <p className={styles.warning}>{blocked}</p>}
        <div className={styles.row}>
          <button
            type="button"
            className={damage?.family === "denied" ? buttons.danger : buttons.pill}
            disabled={blocked !== null || preview.isFetching}
            onClick={onDelete}
          >
            {applyWords(words, words.delete, damage)}
          </button>
          <button type="button" className={buttons.pill} onClick={onKeep}>
            {changeSet.deleteWith}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
