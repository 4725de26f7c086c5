"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from "react";
import type { CertificateRow, CertificatesAnswer } from "../../server/contract/certificates.ts";
import type { ChangeAddress } from "../address/use-address.ts";
import { useWords } from "../look/use-words.tsx";
import buttons from "../ui/button.module.css";
import { Segments } from "../ui/Segments.tsx";
import { type CertificatesView, leastHours, mostHours, type Span, spans } from "./certificates-view.ts";
import { LifeBar } from "./LifeBar.tsx";
import { grouped, isLeaf } from "./rows.ts";
import { StateMark } from "./StateMark.tsx";
import { barIn, placeIn, stretchOf, ticksOf } from "./scale.ts";
import styles from "./Timeline.module.css";

const rowHeight = 24;

/** A line of the picture: a certificate, the first one of a group with the group's name. */
interface Line {
  readonly row: CertificateRow;
  readonly group: string | null;
  /** Drawn on the axis of time; else as a share of its own life. */
  readonly onAxis: boolean;
  /** The first of those that are not. */
  readonly opensRest: boolean;
}

function linesOf(
  rows: readonly CertificateRow[],
  view: CertificatesView,
  all: readonly CertificateRow[],
): readonly Line[] {
  const lines = (some: readonly CertificateRow[], onAxis: boolean): readonly Line[] =>
    grouped(some, view.group, all).flatMap(({ name, rows: members }, g) =>
      members.map((row, i) => ({
        row,
        group: i === 0 ? name : null,
        onAxis,
        opensRest: !onAxis && g === 0 && i === 0,
      })),
    );
  return [
    ...lines(rows.filter(isLeaf), true),
    ...lines(
      rows.filter((row) => !isLeaf(row)),
      false,
    ),
  ];
}

/** When the certificates of the fleet end and are due: leaves on an axis of time, longer lives as shares. */
export function Timeline({
  answer,
  rows,
  view,
  onChange,
}: {
  answer: CertificatesAnswer;
  rows: readonly CertificateRow[];
  view: CertificatesView;
  onChange: ChangeAddress<CertificatesView>;
}) {
  const words = useWords();
  const said = words.certificates;
  const now = Date.parse(answer.at);
  const stretch = stretchOf(now, view.hours, view.offset);
  const ticks = ticksOf(stretch, 9);
  const lines = useMemo(() => linesOf(rows, view, answer.rows), [rows, view, answer.rows]);
  const scroller = useRef<HTMLDivElement>(null);
  const [place, setCursor] = useState(0);
  // A filter may have taken away the line that it stood on.
  const cursor = Math.max(0, Math.min(place, lines.length - 1));
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (lines[index]?.opensRest ? rowHeight * 2 : rowHeight),
    overscan: 20,
  });
  const zoom = (factor: number, at = 0.5) => {
    const hours = Math.min(mostHours, Math.max(leastHours, view.hours * factor));
    // What stands under the pointer stays there.
    onChange({ hours, offset: view.offset + (at - 0.5) * (view.hours - hours) });
  };
  const latest = useRef(zoom);
  latest.current = zoom;
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    // With Ctrl, as maps do: without it the wheel scrolls the list.
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const track = element.querySelector("[data-track]")?.getBoundingClientRect();
      const at = track === undefined ? 0.5 : (event.clientX - track.left) / track.width;
      latest.current(event.deltaY > 0 ? 1.25 : 0.8, Math.min(1, Math.max(0, at)));
    };
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  }, []);
  /** A press that moved the picture ends in a click, which opens nothing. */
  const dragged = useRef(false);
  const drag = useRef<{ x: number; offset: number; width: number } | null>(null);
  const onPointerDown = (event: PointerEvent) => {
    dragged.current = false;
    const track = (event.target as Element).closest("[data-track]")?.getBoundingClientRect();
    if (track === undefined) return;
    drag.current = { x: event.clientX, offset: view.offset, width: track.width };
  };
  const onPointerMove = (event: PointerEvent) => {
    const from = drag.current;
    if (from === null || (!dragged.current && Math.abs(event.clientX - from.x) < 4)) return;
    dragged.current = true;
    onChange({ offset: from.offset - ((event.clientX - from.x) / from.width) * view.hours });
  };
  const move = (to: number) => {
    const index = Math.min(lines.length - 1, Math.max(0, to));
    setCursor(index);
    virtual.scrollToIndex(index);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const keys = new Map<string, () => void>([
      ["ArrowDown", () => move(cursor + 1)],
      ["ArrowUp", () => move(cursor - 1)],
      ["PageDown", () => move(cursor + 15)],
      ["PageUp", () => move(cursor - 15)],
      ["Home", () => move(0)],
      ["End", () => move(lines.length - 1)],
      ["Enter", () => lines[cursor] !== undefined && onChange({ opened: lines[cursor].row.id })],
      ["ArrowLeft", () => onChange({ offset: view.offset - view.hours / 8 })],
      ["ArrowRight", () => onChange({ offset: view.offset + view.hours / 8 })],
      ["+", () => zoom(0.5)],
      ["-", () => zoom(2)],
      ["0", () => onChange({ hours: spans["48h"], offset: 0 })],
    ]);
    const action = keys.get(event.key);
    if (action === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    action();
  };
  const span = (Object.keys(spans) as Span[]).find((key) => spans[key] === view.hours && view.offset === 0);
  const format = (time: number, whole: boolean) =>
    new Date(time).toLocaleString(words.locale, {
      timeZone: "UTC",
      ...(view.hours > 24 * 400
        ? { year: "numeric" }
        : whole
          ? { day: "numeric", month: "short" }
          : { hour: "2-digit", minute: "2-digit" }),
    });
  const optionId = (index: number) => `certificate-${index}`;
  return (
    <>
      <div className={styles.controls}>
        <label className={styles.group}>
          <span>{said.groupBy}</span>
          <select
            value={view.group}
            onChange={(event) => onChange({ group: event.target.value as CertificatesView["group"] })}
          >
            {Object.entries(said.groups).map(([value, text]) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
          </select>
        </label>
        <span className={styles.space} />
        <span className={styles.legend}>
          <span data-mark="begun" /> {said.legend.begun}
          <span data-mark="due">◇</span> {said.legend.due}
        </span>
        <button
          type="button"
          className={buttons.icon}
          aria-label={said.zoomOut}
          title={said.zoomOut}
          onClick={() => zoom(2)}
        >
          −
        </button>
        <button
          type="button"
          className={buttons.icon}
          aria-label={said.zoomIn}
          title={said.zoomIn}
          onClick={() => zoom(0.5)}
        >
          +
        </button>
        <Segments
          label={said.span}
          kinds={said.spans}
          chosen={span ?? ("" as Span)}
          onChoose={(key) => onChange({ hours: spans[key], offset: 0 })}
        />
      </div>
      <div className={styles.head} aria-hidden="true">
        <span>{said.groups[view.group]}</span>
        <span>{said.columns.owner}</span>
        <svg className={styles.axis} aria-hidden="true">
          {ticks
            .filter(({ time }) => Math.abs(placeIn(stretch, time) - placeIn(stretch, now)) > 0.09)
            .map(({ time, whole }) => (
              <text key={time} x={`${placeIn(stretch, time) * 100}%`} y="16" data-whole={whole || undefined}>
                {format(time, whole)}
              </text>
            ))}
          {placeIn(stretch, now) >= 0 && placeIn(stretch, now) <= 1 && (
            <svg x={`${placeIn(stretch, now) * 100}%`} overflow="visible" aria-hidden="true">
              <rect className={styles.nowBox} x="-34" y="2" width="68" height="20" rx="10" />
              <text className={styles.nowText} x="0" y="16">
                {said.now(format(now, false))}
              </text>
            </svg>
          )}
        </svg>
        <span>{said.columns.left}</span>
        <span>{said.columns.until}</span>
      </div>
      {lines.length === 0 && <p className={styles.nothing}>{said.nothingFound}</p>}
      <div
        ref={scroller}
        className={styles.scroller}
        role="listbox"
        tabIndex={0}
        aria-label={said.timelineLabel}
        {...(lines.length > 0 ? { "aria-activedescendant": optionId(cursor) } : {})}
        onKeyDown={onKeyDown}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={() => {
          drag.current = null;
        }}
        onPointerLeave={() => {
          drag.current = null;
        }}
      >
        <div className={styles.all} role="presentation" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const line = lines[index];
            if (line === undefined) return null;
            const { row, group, onAxis, opensRest } = line;
            const until = row.notAfter === null ? null : (Date.parse(row.notAfter) - now) / 1000;
            return (
              <div
                key={row.id}
                role="presentation"
                className={styles.place}
                style={{ transform: `translateY(${start}px)` }}
              >
                {opensRest && (
                  <p className={styles.rest} aria-hidden="true">
                    <strong>{said.rest}</strong> <span>{said.restLead}</span>
                  </p>
                )}
                {/* biome-ignore lint/a11y/useKeyWithClickEvents: the list takes the keys */}
                <div
                  id={optionId(index)}
                  role="option"
                  tabIndex={-1}
                  className={styles.row}
                  data-severity={row.severity ?? undefined}
                  data-opened={row.id === view.opened || undefined}
                  data-cursor={index === cursor || undefined}
                  data-first={group !== null || undefined}
                  aria-selected={row.id === view.opened}
                  onClick={() => {
                    if (dragged.current) {
                      dragged.current = false;
                      return;
                    }
                    setCursor(index);
                    onChange({ opened: row.id });
                  }}
                >
                  <span className="sk-visually-hidden">
                    {said.rowText(
                      row.owner,
                      said.kinds[row.kind],
                      said.states[row.state],
                      row.left === null ? null : Math.round(row.left * 100),
                      until === null ? null : said.duration(until),
                    )}
                  </span>
                  <span className={styles.groupName} aria-hidden="true">
                    {onAxis ? (group ?? "") : said.kinds[row.kind]}
                  </span>
                  <span className={styles.owner} aria-hidden="true">
                    {onAxis && view.group === "namespace" ? row.name : row.owner}
                  </span>
                  {onAxis ? (
                    <Track row={row} stretch={stretch} now={now} ticks={ticks} />
                  ) : (
                    <span className={styles.share} aria-hidden="true">
                      <span>{row.notBefore?.slice(0, 10)}</span>
                      <LifeBar share={row.share} severity={row.severity} />
                      <span>{row.notAfter?.slice(0, 10)}</span>
                    </span>
                  )}
                  <span className={styles.left} aria-hidden="true">
                    {row.left === null ? "?" : `${Math.round(row.left * 100)} %`}
                  </span>
                  <span className={styles.until} aria-hidden="true">
                    {until === null ? said.unknown : said.duration(until)}
                    <StateMark state={row.state} severity={row.severity} />
                  </span>
                </div>
              </div>
            );
          })}
        </div>
      </div>
      <p className={styles.hints}>
        <kbd>↑</kbd> <kbd>↓</kbd> {said.keys.move} <kbd>Enter</kbd> {said.keys.open} <kbd>←</kbd> <kbd>→</kbd>{" "}
        {said.keys.pan} <kbd>+</kbd> <kbd>-</kbd> {said.keys.zoom} <kbd>0</kbd> {said.keys.reset}
      </p>
    </>
  );
}

/** One life on the axis: what has passed dark, what is left light, hatched past the time that it was due. */
function Track({
  row: { notBefore, notAfter, nextRotation, severity, state },
  stretch,
  now,
  ticks,
}: {
  row: CertificateRow;
  stretch: ReturnType<typeof stretchOf>;
  now: number;
  ticks: ReturnType<typeof ticksOf>;
}) {
  const x = (time: number) => `${placeIn(stretch, time) * 100}%`;
  const end = notAfter === null ? null : Date.parse(notAfter);
  // A gauge tells only the end: the bar begins now, and nothing is said of what was before.
  const begin = notBefore === null ? (end === null ? null : Math.min(now, end)) : Date.parse(notBefore);
  const due = nextRotation === null ? null : Date.parse(nextRotation);
  const passed = begin === null || end === null ? null : barIn(stretch, begin, Math.min(now, end));
  const left = end === null ? null : barIn(stretch, Math.max(now, begin ?? now), end);
  const overdue = due !== null && due < now ? barIn(stretch, due, Math.min(now, end ?? now)) : null;
  const width = (bar: { width: number }) => `${bar.width * 100}%`;
  return (
    <svg
      className={styles.track}
      data-track
      data-severity={severity ?? undefined}
      data-state={state}
      aria-hidden="true"
    >
      {ticks.map(({ time }) => (
        <line key={time} className={styles.grid} x1={x(time)} x2={x(time)} y1="0" y2="24" />
      ))}
      {left !== null && (
        <rect className={styles.future} x={`${left.x * 100}%`} width={width(left)} y="8" height="8" rx="2" />
      )}
      {passed !== null && (
        <rect
          className={styles.past}
          x={`${passed.x * 100}%`}
          width={width(passed)}
          y="8"
          height="8"
          rx="2"
        />
      )}
      {overdue !== null && (
        <rect className={styles.overdue} x={`${overdue.x * 100}%`} width={width(overdue)} y="8" height="8" />
      )}
      {notBefore !== null && begin !== null && begin >= stretch.from && begin <= stretch.to && (
        <line className={styles.begun} x1={x(begin)} x2={x(begin)} y1="5" y2="19" />
      )}
      {due !== null && due >= stretch.from && due <= stretch.to && (
        <svg x={x(due)} y="12" overflow="visible" aria-hidden="true">
          <path className={styles.due} d="M0 -5 L5 0 L0 5 L-5 0 Z" />
        </svg>
      )}
      <line className={styles.now} x1={x(now)} x2={x(now)} y1="0" y2="24" />
    </svg>
  );
}
