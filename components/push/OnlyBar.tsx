"use client";
import { useWords } from "../look/use-words.tsx";
import buttons from "../ui/button.module.css";
import styles from "./push.module.css";

/** Says that the address leaves only some edges, with the way back. */
export function OnlyBar({ count, onShowAll }: { count: number; onShowAll: () => void }) {
  const words = useWords();
  if (count === 0) return null;
  return (
    <div className={styles.only}>
      <strong>{words.push.only(count)}</strong>
      <button type="button" className={buttons.link} onClick={onShowAll}>
        {words.push.showAll}
      </button>
    </div>
  );
}
