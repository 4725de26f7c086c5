"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useRef, useState } from "react";
import type { CertificateRow } from "../../server/contract/certificates.ts";
import type { ChangeAddress } from "../address/use-address.ts";
import { useWords } from "../look/use-words.tsx";
import buttons from "../ui/button.module.css";
import { saveText } from "../ui/save-text.ts";
import { type CertificatesView, type Column, columns } from "./certificates-view.ts";
import styles from "./Inventory.module.css";
import { csvOf } from "./rows.ts";
import { StateMark } from "./StateMark.tsx";

const rowHeight = 32;

/** Every certificate as a row: sorted by its head, opened by Enter, saved as CSV. */
export function Inventory({
  rows,
  view,
  onChange,
}: {
  rows: readonly CertificateRow[];
  view: CertificatesView;
  onChange: ChangeAddress<CertificatesView>;
}) {
  const words = useWords();
  const said = words.certificates;
  const scroller = useRef<HTMLDivElement>(null);
  const [cursor, setCursor] = useState(0);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 20,
  });
  const move = (to: number) => {
    const index = Math.min(rows.length - 1, Math.max(0, to));
    setCursor(index);
    virtual.scrollToIndex(index);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const keys = new Map<string, () => void>([
      ["ArrowDown", () => move(cursor + 1)],
      ["ArrowUp", () => move(cursor - 1)],
      ["PageDown", () => move(cursor + 15)],
      ["PageUp", () => move(cursor - 15)],
      ["Home", () => move(0)],
      ["End", () => move(rows.length - 1)],
      ["Enter", () => onChange({ opened: rows[cursor]?.id ?? null })],
    ]);
    const action = keys.get(event.key);
    if (action === undefined) return;
    event.preventDefault();
    action();
  };
  const sortBy = (column: Column) =>
    onChange(column === view.sort ? { descending: !view.descending } : { sort: column, descending: false });
  const items = virtual.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <>
      <div className={styles.controls}>
        <span className={styles.quiet}>{said.shown(rows.length)}</span>
        <span className={styles.space} />
        <button
          type="button"
          className={buttons.control}
          disabled={rows.length === 0}
          onClick={() => saveText("certificates.csv", csvOf(rows), "text/csv")}
        >
          CSV
        </button>
      </div>
      <section
        ref={scroller}
        className={styles.scroller}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the cursor of the table moves by keyboard
        tabIndex={0}
        aria-label={said.inventoryLabel}
        onKeyDown={onKeyDown}
      >
        <table className={styles.table} aria-rowcount={rows.length + 1}>
          <thead>
            <tr>
              {columns.map((column) => (
                <th
                  key={column}
                  scope="col"
                  aria-sort={view.sort !== column ? "none" : view.descending ? "descending" : "ascending"}
                >
                  <button type="button" onClick={() => sortBy(column)}>
                    {said.columns[column]}
                    <span aria-hidden="true">
                      {view.sort !== column ? "" : view.descending ? " ↓" : " ↑"}
                    </span>
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {before > 0 && (
              <tr>
                <td colSpan={columns.length} style={{ height: before, padding: 0 }} />
              </tr>
            )}
            {items.map(({ index }) => {
              const row = rows[index];
              if (row === undefined) return null;
              return (
                <tr
                  key={row.id}
                  aria-rowindex={index + 2}
                  data-certificate={row.id}
                  data-severity={row.severity ?? undefined}
                  data-opened={row.id === view.opened || undefined}
                  data-cursor={index === cursor || undefined}
                  onClick={() => {
                    setCursor(index);
                    onChange({ opened: row.id });
                  }}
                >
                  <th scope="row">
                    <button type="button" tabIndex={-1} onClick={() => onChange({ opened: row.id })}>
                      {row.owner}
                    </button>
                  </th>
                  <td>{said.kinds[row.kind]}</td>
                  <td className={styles.state}>
                    <StateMark state={row.state} severity={row.severity} /> {said.states[row.state]}
                  </td>
                  <td className={styles.number}>
                    {row.left === null ? "?" : `${Math.round(row.left * 100)} %`}
                  </td>
                  <td className={styles.number}>
                    {row.notAfter === null ? said.unknown : row.notAfter.slice(0, 16).replace("T", " ")}
                  </td>
                  <td>{row.issuedBy ?? said.unknown}</td>
                  <td>
                    {said.sources[row.source]}
                    {row.ageSeconds !== null && (
                      <span className={styles.quiet}> {words.mesh.ago(row.ageSeconds)}</span>
                    )}
                  </td>
                </tr>
              );
            })}
            {after > 0 && (
              <tr>
                <td colSpan={columns.length} style={{ height: after, padding: 0 }} />
              </tr>
            )}
          </tbody>
        </table>
        {rows.length === 0 && <p className={styles.nothing}>{said.nothingFound}</p>}
      </section>
    </>
  );
}
