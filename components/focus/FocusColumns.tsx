"use client";
import type { KeyboardEvent } from "react";
import type { FocusAnswer } from "../../server/contract/focus.ts";
import type { GraphEdge } from "../../server/contract/graph.ts";
import { useWords } from "../look/use-words.tsx";
import { ScrollRegion } from "../ui/ScrollRegion.tsx";
import styles from "./FocusColumns.module.css";
import type { FocusView } from "./focus-view.ts";
import { GroupCard } from "./GroupCard.tsx";
import { groupAt } from "./group-keys.ts";
import { inRow } from "./in-row.ts";
import { PortBlock } from "./PortBlock.tsx";
import { Subject } from "./Subject.tsx";
import { type ShownFocus, type ShownGroup, sumsOf } from "./shown.ts";
import type { ChangeFocus } from "./use-focus-view.ts";

/** Callers at the left, each beside the port that they reach; the node in the middle; whom it calls at the right. */
export function FocusColumns({
  id,
  focus,
  shown,
  drawn,
  view,
  onChange,
}: {
  id: string;
  focus: FocusAnswer;
  shown: ShownFocus;
  drawn: ReadonlyMap<string, GraphEdge>;
  view: FocusView;
  onChange: ChangeFocus;
}) {
  const words = useWords();
  const { node, ports } = focus;
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const next = groupAt(event.currentTarget, event.target, event.key);
    if (next === null) return;
    event.preventDefault();
    next.focus();
  };
  const card = (group: ShownGroup) => (
    <GroupCard
      key={group.key}
      id={id}
      group={group}
      lines={focus.lines}
      drawn={drawn}
      open={view.open.includes(group.key)}
      onOpen={(open) =>
        onChange({
          open: open ? [...view.open, group.key] : view.open.filter((key) => key !== group.key),
        })
      }
    />
  );
  const inward = sumsOf(ports.map(({ callers }) => callers));
  const outward = focus.calls === null ? null : sumsOf([focus.calls]);
  const noCallers =
    node.kind === "outside"
      ? words.focus.noCallers.outside
      : ports.length === 0
        ? words.focus.noCallers.noPorts
        : null;
  const filtered = view.text !== "" || view.ways.length > 0;
  return (
    <ScrollRegion label={words.focus.title} className={styles.scroll}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrows move between the buttons inside */}
      <div className={styles.columns} data-side={view.side} onKeyDown={onKeyDown}>
        {shown.callers !== null && (
          <div className={styles.headLeft}>
            <h2>{words.focus.callers}</h2>
            {noCallers === null && <span>{words.focus.ofAll(inward.passing, inward.all)}</span>}
          </div>
        )}
        <Subject focus={focus} />
        {(shown.callers ?? []).map(({ port, groups }, i) => (
          <section
            key={port.workloadPort}
            className={styles.left}
            style={inRow(i + 2)}
            data-column="callers"
            aria-label={words.focus.portCallers(port.workloadPort)}
          >
            {groups.map(card)}
            {groups.length === 0 && (
              <p className={styles.none}>{filtered ? words.focus.none : words.focus.noCallers.noPorts}</p>
            )}
          </section>
        ))}
        {shown.callers !== null && noCallers !== null && (
          <p className={`${styles.left} ${styles.none}`} style={inRow(2)}>
            {noCallers}
          </p>
        )}
        {ports.map((port, i) => (
          <PortBlock
            key={port.workloadPort}
            port={port}
            lines={focus.lines}
            row={i + 2}
            last={i === ports.length - 1}
          />
        ))}
        {shown.calls !== null && (
          <>
            <div className={styles.headRight}>
              <h2>{words.focus.calls}</h2>
              {outward !== null && <span>{words.focus.ofAll(outward.passing, outward.all)}</span>}
            </div>
            <section
              className={styles.right}
              style={inRow(`2 / span ${Math.max(1, ports.length) + 1}`)}
              data-column="calls"
              aria-label={words.focus.calls}
            >
              {shown.calls.map(card)}
              {shown.calls.length === 0 && (
                <p className={styles.none}>{outward === null ? words.focus.noCalls : words.focus.none}</p>
              )}
            </section>
          </>
        )}
      </div>
    </ScrollRegion>
  );
}
