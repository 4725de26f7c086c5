import { useWords } from "../look/use-words.tsx";
import styles from "./GraphCanvas.module.css";
import type { Progress } from "./layout/arrange.ts";

/** What the layout is at, in numbers; `first` while there is no picture below it. */
export function Working({
  nodes,
  edges,
  progress,
  first,
}: {
  nodes: number;
  edges: number;
  progress: Progress | null;
  first: boolean;
}) {
  const words = useWords();
  return (
    <div className={first ? styles.arranging : styles.arrangingAgain} aria-hidden="true">
      <span>
        {nodes === 0
          ? words.canvas.arranging
          : words.fold.working(words.fold.nodes(nodes), words.fold.edges(edges))}
      </span>
      {progress !== null && (
        <>
          <progress value={progress.done} max={progress.all} />
          <span>{words.fold.workingShare(progress.done, progress.all)}</span>
        </>
      )}
    </div>
  );
}
