"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useMemo, useRef, useState } from "react";
import type { GraphAnswer, GraphEdge } from "../../server/contract/graph.ts";
import { MiniEdge } from "../look/MiniEdge.tsx";
import { outcomeLook } from "../look/outcome.ts";
import { transportWord } from "../look/transport.ts";
import { useWords } from "../look/use-words.tsx";
import { PolicyLink } from "../policies/PolicyLink.tsx";
import styles from "./EdgeList.module.css";
import { type Column, type Order, rate, sortEdges, splitId } from "./edge-rows.ts";
import type { Opened } from "./opened.ts";

const columns: readonly Column[] = [
  "client",
  "server",
  "port",
  "verdict",
  "transport",
  "decided",
  "perSecond",
];
const rightAligned: ReadonlySet<Column> = new Set<Column>(["port", "perSecond"]);
const rowHeight = 28;

/** The edges of the graph as a table: the same set, for reading, sorting, the keyboard and a screen reader. */
export function EdgeList({
  answer,
  edges,
  opened,
  onOpen,
}: {
  answer: GraphAnswer;
  edges: readonly GraphEdge[];
  opened: string | null;
  onOpen: (opened: Opened) => void;
}) {
  const words = useWords();
  const [order, setOrder] = useState<Order>({ column: "server", descending: false });
  const scroll = useRef<HTMLElement>(null);
  const rows = useMemo(() => sortEdges(edges, order, words), [edges, order, words]);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 30,
  });
  // A short table is drawn whole: it can be searched in and printed.
  const all = rows.length <= 300;
  const items = all ? rows.map((_, index) => index) : virtual.getVirtualItems().map(({ index }) => index);
  const before = all ? 0 : (items[0] ?? 0) * rowHeight;
  const after = all ? 0 : (rows.length - 1 - (items.at(-1) ?? rows.length - 1)) * rowHeight;

  const onRowKey = (event: KeyboardEvent<HTMLTableRowElement>, edge: GraphEdge) => {
    if (event.target !== event.currentTarget) return;
    if (event.key === "Enter" || event.key === " ") onOpen({ kind: "edge", id: edge.id });
    else if (event.key === "ArrowDown") focusRow(event.currentTarget.nextElementSibling);
    else if (event.key === "ArrowUp") focusRow(event.currentTarget.previousElementSibling);
    else return;
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must take focus
    <section ref={scroll} className={styles.scroll} tabIndex={0} aria-label={words.table.caption}>
      <table className={styles.table} aria-rowcount={rows.length + 1}>
        <caption className="sk-visually-hidden">{words.table.caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column}
                scope="col"
                aria-sort={order.column !== column ? "none" : order.descending ? "descending" : "ascending"}
                data-right={rightAligned.has(column)}
              >
                <button
                  type="button"
                  onClick={() =>
                    setOrder({ column, descending: order.column === column && !order.descending })
                  }
                >
                  {words.table[column]}
                  <span aria-hidden="true">
                    {order.column !== column ? "" : order.descending ? "↓" : "↑"}
                  </span>
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 && <tr style={{ height: before }} />}
          {items.map((index) => {
            const edge = rows[index];
            if (edge === undefined) return null;
            return (
              <tr
                key={edge.id}
                data-edge={edge.id}
                aria-rowindex={index + 2}
                tabIndex={0}
                aria-current={edge.id === opened}
                onClick={() => onOpen({ kind: "edge", id: edge.id })}
                onKeyDown={(event) => onRowKey(event, edge)}
              >
                <EdgeCells edge={edge} answer={answer} />
              </tr>
            );
          })}
          {after > 0 && <tr style={{ height: after }} />}
        </tbody>
      </table>
      {rows.length === 0 && <p className={styles.empty}>{words.table.empty}</p>}
    </section>
  );
}

const focusRow = (row: Element | null): void => {
  if (row instanceof HTMLElement && row.tabIndex === 0) row.focus();
};

function EdgeCells({ edge, answer }: { edge: GraphEdge; answer: GraphAnswer }) {
  const words = useWords();
  const look = outcomeLook[edge.outcome];
  const kind = answer.nodes.find((node) => node.id === edge.server)?.kind;
  const client = splitId(edge.client);
  const server =
    kind === "external" ? { namespace: null, name: splitId(edge.server).name } : splitId(edge.server);
  return (
    <>
      <NameCell {...client} />
      <NameCell {...server} />
      <td data-right="true">{edge.workloadPort}</td>
      <td>
        <span className={styles.verdict} style={{ color: `var(--sk-${look.family}-text)` }}>
          <MiniEdge outcome={edge.outcome} transport={edge.transport} />
          {words.outcome[edge.outcome].word}
        </span>
      </td>
      <td>{transportWord(edge.transport, words)}</td>
      <td className={styles.decided}>
        {edge.condition !== null && <span>{edge.condition}</span>}
        {edge.decidedBy.map((ref) => (
          <PolicyLink key={`${ref.kind} ${ref.namespace}/${ref.name} ${ref.rule}`} policy={ref} short />
        ))}
        {edge.disagrees !== null && <span className={styles.disagrees}>{edge.disagrees.label}</span>}
      </td>
      <td data-right="true">
        {edge.evidence.perSecond === null ? (
          <span className={styles.quiet}>{words.table.notSeen}</span>
        ) : (
          rate(edge.evidence.perSecond, words)
        )}
      </td>
    </>
  );
}

function NameCell({ namespace, name }: { namespace: string | null; name: string }) {
  return (
    <td className={styles.name}>
      {namespace !== null && <span className={styles.quiet}>{namespace} / </span>}
      <strong>{name}</strong>
    </td>
  );
}
