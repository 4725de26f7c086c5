"use client";
import { RhUiCaretDownIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-caret-down-icon";
import { RhUiCaretRightIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-caret-right-icon";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useRef } from "react";
import type { Finding } from "../../server/contract/findings.ts";
import { Link } from "../address/Link.tsx";
import type { ChangeAddress } from "../address/use-address.ts";
import { useGo } from "../address/use-go.ts";
import { useWords } from "../look/use-words.tsx";
import { policyHref } from "../policies/PolicyLink.tsx";
import { FindingAbout } from "./FindingAbout.tsx";
import styles from "./FindingsPage.module.css";
import { findingColumns, findingKey } from "./finding-rows.ts";
import type { FindingsView } from "./findings-view.ts";
import { SeverityMark } from "./SeverityMark.tsx";

const rowHeight = 33;
const hrefOf = ({ object, line, path }: Finding) => policyHref(object, line, path);

/** The findings as a table: arrows move, Enter opens the line, Space shows more; of very many only those near are drawn. */
export function FindingTable({
  rows,
  view,
  onChange,
}: {
  rows: readonly Finding[];
  view: FindingsView;
  onChange: ChangeAddress<FindingsView>;
}) {
  const words = useWords().findings;
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
  const toggle = (key: string) => onChange({ expanded: view.expanded === key ? null : key });
  const onRowKey = (event: KeyboardEvent<HTMLTableRowElement>, finding: Finding) => {
    if (event.target !== event.currentTarget) return;
    if (event.key === "Enter") go.to(hrefOf(finding));
    else if (event.key === " ") toggle(findingKey(finding));
    else if (event.key === "ArrowDown") focusRow(event.currentTarget.parentElement?.nextElementSibling);
    else if (event.key === "ArrowUp") focusRow(event.currentTarget.parentElement?.previousElementSibling);
    else return;
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must take focus
    <section ref={scroll} className={styles.scroll} tabIndex={0} aria-label={words.caption}>
      <table className={styles.table} aria-rowcount={rows.length + 1}>
        <caption className="sk-visually-hidden">{words.caption}</caption>
        <thead>
          <tr>
            {findingColumns.map((column) => (
              <th
                key={column}
                scope="col"
                data-column={column}
                aria-sort={sort !== column ? "none" : descending ? "descending" : "ascending"}
              >
                <button
                  type="button"
                  onClick={() => onChange({ sort: column, descending: sort === column && !descending })}
                >
                  {words.column[column]}
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
          const finding = rows[index];
          if (finding === undefined) return null;
          const key = findingKey(finding);
          const expanded = view.expanded === key;
          return (
            <tbody
              key={`${key} ${finding.text}`}
              ref={items === null ? null : virtual.measureElement}
              data-index={index}
            >
              <tr
                data-finding={finding.code}
                aria-rowindex={index + 2}
                tabIndex={0}
                data-expanded={expanded}
                onClick={() => toggle(key)}
                onKeyDown={(event) => onRowKey(event, finding)}
              >
                <Cells finding={finding} expanded={expanded} onToggle={() => toggle(key)} />
              </tr>
              {expanded && (
                <tr className={styles.about}>
                  <td colSpan={findingColumns.length}>
                    <FindingAbout finding={finding} />
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
      {rows.length === 0 && <p className={styles.empty}>{words.empty}</p>}
    </section>
  );
}

function Cells({
  finding,
  expanded,
  onToggle,
}: {
  finding: Finding;
  expanded: boolean;
  onToggle: () => void;
}) {
  const words = useWords().findings;
  const { severity, object, text, code, known } = finding;
  const name = object.namespace === "" ? object.name : `${object.namespace}/${object.name}`;
  return (
    <>
      <td>
        <span className={styles.severity} data-severity={severity}>
          <button
            type="button"
            aria-expanded={expanded}
            aria-label={words.expand(`${code} ${object.kind} ${name}`)}
            onClick={(event) => {
              event.stopPropagation();
              onToggle();
            }}
          >
            {expanded ? <RhUiCaretDownIcon /> : <RhUiCaretRightIcon />}
          </button>
          <SeverityMark severity={severity} />
          <span>{words.severity[severity]}</span>
        </span>
      </td>
      <td className={styles.object} title={`${object.kind} ${name}`}>
        <Link href={hrefOf(finding)} onClick={(event) => event.stopPropagation()}>
          <strong>{name}</strong>
        </Link>{" "}
        <span className={styles.quiet}>{object.kind}</span>
      </td>
      <td className={styles.text} title={text}>
        {text}
      </td>
      <td className={styles.code}>
        <span className={styles.quiet}>{known}</span>
      </td>
    </>
  );
}

const focusRow = (body: Element | null | undefined): void => {
  const row = body?.querySelector("tr[data-finding]");
  if (row instanceof HTMLElement) row.focus();
};
