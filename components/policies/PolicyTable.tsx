"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useRef } from "react";
import type { PolicyFacts } from "../../server/contract/policies.ts";
import { useGo } from "../address/use-go.ts";
import { useWords } from "../look/use-words.tsx";
import styles from "./PoliciesPage.module.css";
import { PolicyAbout } from "./PolicyAbout.tsx";
import { PolicyCells } from "./PolicyCells.tsx";
import { policyHref } from "./PolicyLink.tsx";
import type { PoliciesView } from "./policies-view.ts";
import { policyColumns, policyKey } from "./policy-rows.ts";
import type { ChangePolicies } from "./use-policies-view.ts";

const rowHeight = 29;
const numbers: ReadonlySet<string> = new Set(["edges"]);

/** The objects as a table: arrows move, Enter opens the YAML, Space shows more; only what is near is drawn when there are many. */
export function PolicyTable({
  rows,
  view,
  onChange,
}: {
  rows: readonly PolicyFacts[];
  view: PoliciesView;
  onChange: ChangePolicies;
}) {
  const words = useWords();
  const go = useGo();
  const scroll = useRef<HTMLElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 30,
  });
  // A short table is drawn whole: it can be searched in and printed.
  const items = rows.length <= 300 ? null : virtual.getVirtualItems();
  const shown = items === null ? rows.map((_, index) => index) : items.map(({ index }) => index);
  const before = items?.[0]?.start ?? 0;
  const after = items === null ? 0 : virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  const { sort, descending } = view;

  const toggle = (policy: PolicyFacts) => {
    const key = policyKey(policy.ref);
    onChange({ expanded: view.expanded === key ? null : key });
  };
  const onRowKey = (event: KeyboardEvent<HTMLTableRowElement>, policy: PolicyFacts) => {
    if (event.target !== event.currentTarget) return;
    if (event.key === "Enter") go.to(policyHref(policy.ref, policy.line, null));
    else if (event.key === " ") toggle(policy);
    else if (event.key === "ArrowDown") focusRow(event.currentTarget.parentElement?.nextElementSibling);
    else if (event.key === "ArrowUp") focusRow(event.currentTarget.parentElement?.previousElementSibling);
    else return;
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must take focus
    <section ref={scroll} className={styles.scroll} tabIndex={0} aria-label={words.policiesList.caption}>
      <table className={styles.table} aria-rowcount={rows.length + 1}>
        <caption className="sk-visually-hidden">{words.policiesList.caption}</caption>
        <thead>
          <tr>
            {policyColumns.map((column) => (
              <th
                key={column}
                scope="col"
                data-column={column}
                data-right={numbers.has(column)}
                aria-sort={sort !== column ? "none" : descending ? "descending" : "ascending"}
              >
                <button
                  type="button"
                  onClick={() => onChange({ sort: column, descending: sort === column && !descending })}
                >
                  {words.policiesList.column[column]}
                  <span aria-hidden="true">{sort !== column ? "" : descending ? "↓" : "↑"}</span>
                </button>
              </th>
            ))}
          </tr>
        </thead>
        {before > 0 && (
          <tbody>
            <tr style={{ height: before }} />
          </tbody>
        )}
        {shown.map((index) => {
          const policy = rows[index];
          if (policy === undefined) return null;
          const key = policyKey(policy.ref);
          const expanded = view.expanded === key;
          return (
            <tbody key={key} ref={items === null ? null : virtual.measureElement} data-index={index}>
              <tr
                data-policy={key}
                aria-rowindex={index + 2}
                tabIndex={0}
                data-expanded={expanded}
                onClick={() => go.to(policyHref(policy.ref, policy.line, null))}
                onKeyDown={(event) => onRowKey(event, policy)}
              >
                <PolicyCells policy={policy} expanded={expanded} onToggle={() => toggle(policy)} />
              </tr>
              {expanded && (
                <tr className={styles.about}>
                  <td colSpan={policyColumns.length}>
                    <PolicyAbout policy={policy} />
                  </td>
                </tr>
              )}
            </tbody>
          );
        })}
        {after > 0 && (
          <tbody>
            <tr style={{ height: after }} />
          </tbody>
        )}
      </table>
      {rows.length === 0 && <p className={styles.empty}>{words.policiesList.empty}</p>}
    </section>
  );
}

const focusRow = (body: Element | null | undefined): void => {
  const row = body?.querySelector("tr[data-policy]");
  if (row instanceof HTMLElement) row.focus();
};
