import type { Coverage } from "../../server/contract/graph.ts";
import { MiniEdge } from "../look/MiniEdge.tsx";
import { useWords } from "../look/use-words.tsx";
import styles from "./MatrixPage.module.css";

/** Keys of the matrix, and what could not be read. */
export function MatrixFooter({ coverage }: { coverage: readonly Coverage[] }) {
  const words = useWords();
  const gaps = coverage.filter(({ state }) => state === "forbidden" || state === "undecodable");
  const because = gaps[0]?.because ?? null;
  return (
    <footer className={styles.hints}>
      <span>
        <kbd>↑</kbd> <kbd>↓</kbd> <kbd>←</kbd> <kbd>→</kbd> {words.matrix.move}
      </span>
      <span>
        <kbd>Enter</kbd> {words.matrix.open}
      </span>
      <span>
        <kbd>N</kbd> {words.matrix.next}
      </span>
      <span>
        <kbd>Space</kbd> {words.matrix.foldKey}
      </span>
      {gaps.length > 0 && (
        <span className={styles.gap} title={because ?? undefined}>
          <MiniEdge outcome="unknown" />
          <span>
            {words.matrix.unread(gaps.length)}
            {because !== null && `: ${because}`}
          </span>
        </span>
      )}
    </footer>
  );
}
