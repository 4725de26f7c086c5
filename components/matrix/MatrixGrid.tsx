"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import {
  type KeyboardEvent,
  type MouseEvent,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { useWords } from "../look/use-words.tsx";
import { groupsOf, itemsOf, placeOf } from "./axis.ts";
import { CellPopover } from "./CellPopover.tsx";
import { cellsOf, isNotAllowed } from "./cell.ts";
import { ColumnGroups, RowGroups } from "./GroupLabels.tsx";
import { columnWidth, headHeight, rowHeight, sideWidth } from "./geometry.ts";
import styles from "./MatrixGrid.module.css";
import { MatrixHead } from "./MatrixHead.tsx";
import { cellId, MatrixRow } from "./MatrixRow.tsx";
import { isFolded, type MatrixView, turn } from "./matrix-view.ts";
import { moved, nextPlace, type Place } from "./moves.ts";
import type { ShownMatrix } from "./shown.ts";
import { spansOf, startsOf } from "./spans.ts";
import type { ChangeMatrix } from "./use-matrix-view.ts";

const popoverWidth = 372;
/** The address follows the cursor once it rests: browsers refuse an address that changes with every key. */
const restMs = 250;

/** The cells: only those near the window are drawn. One focus for all, and the cursor named as its active descendant. */
export function MatrixGrid({
  revision,
  shown,
  view,
  onChange,
}: {
  revision: string;
  shown: ShownMatrix;
  view: MatrixView;
  onChange: ChangeMatrix;
}) {
  const words = useWords();
  const scroll = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  const { level, turned } = view;
  const rows = useMemo(
    () => itemsOf(shown.rows, (name) => isFolded({ level, turned }, name)),
    [shown.rows, level, turned],
  );
  const columns = useMemo(
    () => itemsOf(shown.columns, (name) => isFolded({ level, turned }, name)),
    [shown.columns, level, turned],
  );
  const cellAt = useMemo(() => cellsOf(shown), [shown]);
  const tops = useMemo(() => startsOf(rows, rowHeight, headHeight), [rows]);
  const lefts = useMemo(() => startsOf(columns, columnWidth, sideWidth), [columns]);
  const rowSpans = useMemo(() => spansOf(groupsOf(rows), tops), [rows, tops]);
  const columnSpans = useMemo(() => spansOf(groupsOf(columns), lefts), [columns, lefts]);
  const [width, height] = [lefts.at(-1) ?? 0, tops.at(-1) ?? 0];

  const virtualRows = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: (i) => (tops[i + 1] ?? 0) - (tops[i] ?? 0),
    getItemKey: useCallback((i: number) => rows[i]?.key ?? i, [rows]),
    paddingStart: headHeight,
    scrollPaddingStart: headHeight,
    scrollPaddingEnd: 16,
    overscan: 6,
  });
  const virtualColumns = useVirtualizer({
    horizontal: true,
    count: columns.length,
    getScrollElement: () => scroll.current,
    estimateSize: (j) => (lefts[j + 1] ?? 0) - (lefts[j] ?? 0),
    getItemKey: useCallback((j: number) => columns[j]?.key ?? j, [columns]),
    paddingStart: sideWidth,
    scrollPaddingStart: sideWidth,
    scrollPaddingEnd: 16,
    overscan: 4,
  });
  const nearRows = virtualRows.getVirtualItems();
  const columnItems = virtualColumns.getVirtualItems();
  const [firstColumn, lastColumn] = [columnItems[0]?.index ?? 0, columnItems.at(-1)?.index ?? -1];
  // The same list as long as the same columns are near, so that rows are not drawn anew while they scroll up and down.
  const near = useMemo(
    () =>
      Array.from({ length: lastColumn - firstColumn + 1 }, (_, i) => ({
        index: firstColumn + i,
        start: lefts[firstColumn + i] ?? 0,
      })),
    [firstColumn, lastColumn, lefts],
  );

  const [at, setAt] = useState(view.at);
  useEffect(() => setAt(view.at), [view.at]);
  useEffect(() => {
    if (at === null || at === view.at) return;
    const timer = setTimeout(() => onChange({ at }, "replace"), restMs);
    return () => clearTimeout(timer);
  }, [at, view.at, onChange]);
  const cursor = useMemo((): Place | null => {
    if (at === null) return null;
    const [row = "", column = ""] = at.split(">");
    return { row: Math.max(0, placeOf(rows, row)), column: Math.max(0, placeOf(columns, column)) };
  }, [at, rows, columns]);
  const keyOf = ({ row, column }: Place): string => `${rows[row]?.key}>${columns[column]?.key}`;

  const show = useCallback(
    ({ row, column }: Place) => {
      virtualRows.scrollToIndex(row);
      virtualColumns.scrollToIndex(column);
    },
    [virtualRows, virtualColumns],
  );
  // A cell that the address names is brought into sight once.
  const [started, setStarted] = useState(false);
  useEffect(() => {
    if (started) return;
    setStarted(true);
    if (cursor !== null) show(cursor);
  }, [started, cursor, show]);

  const goTo = (place: Place) => {
    setAt(keyOf(place));
    show(place);
  };
  const turnOne = (name: string) => {
    onChange({ turned: turn(view.turned, name), open: false, at });
    grid.current?.focus({ preventScroll: true });
  };
  const close = () => {
    onChange({ open: false });
    grid.current?.focus({ preventScroll: true });
  };

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.altKey || event.metaKey) return;
    const here = cursor ?? { row: 0, column: 0 };
    const [row, column] = [rows[here.row], columns[here.column]];
    if (row === undefined || column === undefined) return;
    const page = Math.max(
      1,
      Math.floor(((scroll.current?.clientHeight ?? 0) - headHeight) / rowHeight(row)) - 1,
    );
    const next = moved(here, event.key, event.ctrlKey, { rows: rows.length, columns: columns.length, page });
    if (next !== null) goTo(cursor === null && event.key.startsWith("Arrow") ? here : next);
    else if (event.ctrlKey) return;
    else if (event.key === "Enter") {
      goTo(here);
      onChange({ at: keyOf(here), open: true });
    } else if (event.key === " ") {
      const folded =
        [row, column].find((item) => item.folded) ?? [row, column].find((item) => item.namespace !== "");
      if (folded !== undefined) turnOne(folded.namespace);
    } else if (event.key === "n" || event.key === "N") {
      const found = nextPlace(here, { rows: rows.length, columns: columns.length }, (place) => {
        const [r, c] = [rows[place.row], columns[place.column]];
        return r !== undefined && c !== undefined && isNotAllowed(cellAt(r, c));
      });
      if (found !== null) goTo(found);
    } else if (event.key === "Escape" && view.open) close();
    else return;
    event.preventDefault();
  };
  const onClick = (event: MouseEvent<HTMLDivElement>) => {
    const cell = event.target instanceof Element ? event.target.closest("[data-cell]") : null;
    if (!(cell instanceof HTMLElement)) return;
    const key = cell.dataset.cell ?? "";
    setAt(key);
    onChange({ at: key, open: true });
  };

  const row = cursor === null ? undefined : rows[cursor.row];
  const column = cursor === null ? undefined : columns[cursor.column];
  const box =
    cursor === null || row === undefined || column === undefined
      ? null
      : {
          left: lefts[cursor.column] ?? 0,
          top: tops[cursor.row] ?? 0,
          width: columnWidth(column),
          height: rowHeight(row),
        };
  const drawn = cursor !== null && nearRows.some(({ index }) => index === cursor.row);
  return (
    <div ref={scroll} className={styles.scroll}>
      <div className={styles.plane} style={{ width, height }}>
        {box !== null && (
          <>
            <div className={styles.band} style={{ left: 0, top: box.top, width, height: box.height }} />
            <div className={styles.band} style={{ left: box.left, top: 0, width: box.width, height }} />
          </>
        )}
        {columnSpans.map(({ group, start }) => (
          <div
            key={group.namespace}
            className={styles.line}
            style={{ left: start, top: 0, width: 1, height }}
          />
        ))}
        {rowSpans.map(({ group, start, size }) => (
          <div
            key={group.namespace}
            className={styles.line}
            style={{ left: 0, top: start + size - 1, width, height: 1 }}
          />
        ))}
        {/* biome-ignore lint/a11y/useSemanticElements: a table cannot be drawn in part in both directions */}
        <div
          ref={grid}
          role="grid"
          tabIndex={0}
          aria-label={words.matrix.caption(rows.length, columns.length)}
          aria-rowcount={rows.length + 1}
          aria-colcount={columns.length + 1}
          aria-activedescendant={cursor !== null && drawn ? cellId(cursor.row, cursor.column) : undefined}
          className={styles.grid}
          onKeyDown={onKeyDown}
          onClick={onClick}
        >
          <MatrixHead columns={columns} near={near} width={width} current={cursor?.column ?? -1} />
          {nearRows.map(({ index }) => {
            const item = rows[index];
            return (
              item !== undefined && (
                <MatrixRow
                  key={item.key}
                  row={item}
                  index={index}
                  top={tops[index] ?? 0}
                  width={width}
                  columns={columns}
                  near={near}
                  cellAt={cellAt}
                  current={cursor?.row === index ? cursor.column : -1}
                />
              )
            );
          })}
          {box !== null && <div className={styles.cursor} style={box} />}
        </div>
        <RowGroups spans={rowSpans} onTurn={turnOne} />
        <ColumnGroups spans={columnSpans} onTurn={turnOne} />
        {view.open && box !== null && row !== undefined && column !== undefined && (
          <CellPopover
            key={`${row.key}>${column.key}`}
            row={row}
            column={column}
            cell={cellAt(row, column)}
            revision={revision}
            place={placeBeside(box, scroll.current)}
            onTurn={turnOne}
            onClose={close}
          />
        )}
      </div>
    </div>
  );
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Below the cell, or above where the window ends; always within the window's width. */
function placeBeside(box: Box, window: HTMLElement | null) {
  const [left, top, wide, high] = [
    window?.scrollLeft ?? 0,
    window?.scrollTop ?? 0,
    window?.clientWidth ?? 0,
    window?.clientHeight ?? 0,
  ];
  const above = box.top - top > high * 0.58;
  return {
    left: Math.max(left + 8, Math.min(box.left - 8, left + wide - popoverWidth - 12)),
    top: above ? box.top - 8 : box.top + box.height + 8,
    above,
  };
}
