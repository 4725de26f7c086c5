"use client";
import { useWords } from "../look/use-words.tsx";
import type { Item } from "./axis.ts";
import { itemSpoken } from "./cell-words.ts";
import { columnWidth, groupHeight, headHeight, sideWidth } from "./geometry.ts";
import styles from "./MatrixGrid.module.css";
import type { Near } from "./MatrixRow.tsx";

/** The row of column headers, which stays in sight. */
export function MatrixHead({
  columns,
  near,
  width,
  current,
}: {
  columns: readonly Item[];
  near: readonly Near[];
  width: number;
  current: number;
}) {
  const words = useWords();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot be drawn in part in both directions
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus, and names the cell
    <div role="row" aria-rowindex={1} className={styles.head} style={{ width, height: headHeight }}>
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: as above */}
      <div
        role="columnheader"
        aria-colindex={1}
        className={styles.corner}
        style={{ width: sideWidth, height: headHeight }}
      >
        <span>{words.matrix.server}</span>
        <span>{words.matrix.client}</span>
      </div>
      {near.map(({ index, start }) => {
        const column = columns[index];
        const end = column?.ends[0];
        if (column === undefined || end === undefined) return null;
        return (
          // biome-ignore lint/a11y/useSemanticElements: as above
          // biome-ignore lint/a11y/useFocusableInteractive: as above
          <div
            key={column.key}
            role="columnheader"
            aria-colindex={index + 2}
            aria-label={itemSpoken(column, words)}
            title={end.id}
            className={styles.top}
            data-here={current === index}
            style={{
              left: start,
              width: columnWidth(column),
              top: groupHeight,
              height: headHeight - groupHeight,
            }}
          >
            {column.folded ? (
              <span className={styles.quiet}>{words.matrix.ports(column.ends.length)}</span>
            ) : (
              <>
                <strong>{end.name}</strong>
                <span className={styles.quiet}>{end.workloadPort}</span>
              </>
            )}
          </div>
        );
      })}
    </div>
  );
}
