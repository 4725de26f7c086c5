"use client";
import type { WriteOutcome } from "../../server/contract/write.ts";
import { useWords } from "../look/use-words.tsx";
import buttons from "../ui/button.module.css";
import { Dialog } from "../ui/Dialog.tsx";
import { DiffText } from "./DiffText.tsx";
import styles from "./form.module.css";

type Conflict = Extract<WriteOutcome, { readonly kind: "conflict" }>;

/** Somebody else wrote the object: what they changed and what the draft changes, side by side. Nothing typed is lost either way. */
export function ConflictDialog({
  conflict,
  base,
  mine,
  onTheirs,
  onMine,
  onClose,
}: {
  conflict: Conflict;
  /** The text that the draft was begun from. */
  base: string;
  mine: string;
  onTheirs: () => void;
  onMine: () => void;
  onClose: () => void;
}) {
  const words = useWords().change;
  return (
    <Dialog title={words.conflict.title} close={words.close} onClose={onClose}>
      <div className={styles.section}>
        <p role="alert">
          {conflict.text} {conflict.cure}
        </p>
        <div className={styles.sides}>
          <div className={styles.section}>
            <h3>{words.conflict.theirs}</h3>
            <DiffText was={base} now={conflict.theirs?.text ?? ""} label={words.conflict.theirs} />
          </div>
          <div className={styles.section}>
            <h3>{words.conflict.mine}</h3>
            <DiffText was={base} now={mine} label={words.conflict.mine} />
          </div>
        </div>
        <div className={styles.row}>
          <button type="button" className={buttons.pill} onClick={onMine}>
            {words.conflict.keepMine}
          </button>
          <button type="button" className={buttons.pill} onClick={onTheirs}>
            {words.conflict.takeTheirs}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
