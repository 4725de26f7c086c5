"use client";
import { memo } from "react";
import { useWords } from "../look/use-words.tsx";
import type { Item } from "./axis.ts";
import { CellMark } from "./CellMark.tsx";
import type { CellFacts } from "./cell.ts";
import { cellSpoken, itemSpoken } from "./cell-words.ts";
import { columnWidth, groupWidth, rowHeight, sideWidth, slotsOf } from "./geometry.ts";
import styles from "./MatrixGrid.module.css";

/** A column that is near the window. */
export interface Near {
  readonly index: number;
  readonly start: number;
}

export const cellId = (row: number, column: number): string => `matrix-${row}-${column}`;

/** One row: its header and the cells that are near the window. */
export const MatrixRow = memo(function MatrixRow({
  row,
  index,
  top,
  width,
  columns,
  near,
  cellAt,
  current,
}: {
  row: Item;
  index: number;
  /** In px, as `width`. */
  top: number;
  width: number;
  columns: readonly Item[];
  near: readonly Near[];
  cellAt: (row: Item, column: Item) => CellFacts;
  /** The column of the cursor when it is in this row; -1 else. */
  current: number;
}) {
  const words = useWords();
  const height = rowHeight(row);
  const [end] = row.ends;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot be drawn in part in both directions
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus, and names the cell
    <div role="row" aria-rowindex={index + 2} className={styles.row} style={{ top, width, height }}>
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: as above */}
      <div
        role="rowheader"
        aria-colindex={1}
        aria-label={itemSpoken(row, words)}
        className={styles.side}
        style={{ width: sideWidth, paddingLeft: groupWidth + 20, height }}
        data-here={current >= 0}
      >
        {row.folded ? (
          <span className={styles.quiet}>{words.matrix.workloads(row.ends.length)}</span>
        ) : (
          <>
            <strong title={end?.id}>{row.namespace === "" ? words.matrix.outside : end?.name}</strong>
            {end?.node?.membership === "none" && row.namespace !== "" && (
              <span className={styles.chip}>{words.matrix.noProxy}</span>
            )}
          </>
        )}
      </div>
      {near.map((place) => {
        const column = columns[place.index];
        if (column === undefined) return null;
        const cell = cellAt(row, column);
        return (
          // biome-ignore lint/a11y/useSemanticElements: as above
          // biome-ignore lint/a11y/useFocusableInteractive: as above
          <div
            key={column.key}
            id={cellId(index, place.index)}
            role="gridcell"
            aria-colindex={place.index + 2}
            aria-selected={current === place.index}
            data-cell={`${row.key}>${column.key}`}
            data-row={index}
            data-column={place.index}
            className={styles.cell}
            style={{ left: place.start, width: columnWidth(column), height }}
          >
            <span className="sk-visually-hidden">{cellSpoken(row, column, cell, words)}</span>
            <span aria-hidden="true" className={styles.seenOnly}>
              <CellMark cell={cell} slots={slotsOf(row, column)} />
            </span>
          </div>
        );
      })}
    </div>
  );
});
