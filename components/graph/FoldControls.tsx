"use client";
import { useWords } from "../look/use-words.tsx";
import buttons from "../ui/button.module.css";
import styles from "./FoldControls.module.css";

/** Folds every namespace, or unfolds them: whichever is not the case yet. */
export function FoldControls({
  folded,
  namespaces,
  onAll,
}: {
  folded: number;
  namespaces: number;
  onAll: (fold: boolean) => void;
}) {
  const words = useWords();
  return (
    <fieldset className={styles.fold} aria-label={words.fold.label}>
      {folded < namespaces && (
        <button
          type="button"
          className={buttons.control}
          title={words.fold.foldAllTip}
          onClick={() => onAll(true)}
        >
          {words.fold.foldAll}
        </button>
      )}
      {folded > 0 && (
        <button
          type="button"
          className={buttons.control}
          title={words.fold.unfoldAllTip}
          onClick={() => onAll(false)}
        >
          {words.fold.unfoldAll}
        </button>
      )}
    </fieldset>
  );
}
