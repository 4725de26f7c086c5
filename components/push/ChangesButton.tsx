"use client";
import { RhUiHistoryIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-history-icon";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { useWords } from "../look/use-words.tsx";
import buttons from "../ui/button.module.css";
import { changes } from "./changes.ts";
import { timeOf } from "./clock.ts";
import { FlipLine } from "./FlipLine.tsx";
import type { Change } from "./history.ts";
import styles from "./push.module.css";
import { useOpenEdge, useShowFlips } from "./use-open-in-graph.ts";

const none: readonly Change[] = [];
/** Flips of one change that are listed; "Show" has the others in graph and table. */
const listed = 50;

/** The strip of time: what flipped while this page is open, newest first. A flip opens its edge. */
export function ChangesButton() {
  const words = useWords();
  const history = useSyncExternalStore(changes.subscribe, changes.get, () => none);
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!open) return;
    const onPointer = (event: PointerEvent) => {
      if (event.target instanceof Node && root.current?.contains(event.target) === false) setOpen(false);
    };
    document.addEventListener("pointerdown", onPointer);
    return () => document.removeEventListener("pointerdown", onPointer);
  }, [open]);
  const count = history.reduce((sum, { flips }) => sum + flips.length, 0);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape inside the list closes it
    <div
      ref={root}
      className={styles.root}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !open) return;
        event.preventDefault();
        setOpen(false);
        button.current?.focus();
      }}
    >
      <button
        ref={button}
        type="button"
        className={buttons.control}
        aria-expanded={open}
        title={words.push.changesTip(count)}
        onClick={() => setOpen(!open)}
      >
        <RhUiHistoryIcon />
        <span>{words.push.changes}</span>
        {count > 0 && <strong className={styles.count}>{count}</strong>}
      </button>
      {open && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must take focus
        <section className={styles.menu} tabIndex={0} aria-label={words.push.history}>
          {history.length === 0 && <p className={styles.nothing}>{words.push.nothing}</p>}
          <ol className={styles.times}>
            {history.map((change) => (
              <ChangeEntry
                key={`${change.at} ${change.revision}`}
                change={change}
                onChoose={() => setOpen(false)}
              />
            ))}
          </ol>
        </section>
      )}
    </div>
  );
}

/** @param onChoose the list closes: it lies over what it opens */
function ChangeEntry({ change: { at, flips }, onChoose }: { change: Change; onChoose: () => void }) {
  const words = useWords();
  const openEdge = useOpenEdge();
  const show = useShowFlips();
  const more = flips.length - listed;
  return (
    <li className={styles.entry}>
      <div className={styles.entryHead}>
        <time dateTime={new Date(at).toISOString()}>{timeOf(at)}</time>
        <span>{flips.length === 0 ? words.push.none : words.push.flipped(flips.length)}</span>
        {flips.some(({ after }) => after !== null) && (
          <button
            type="button"
            className={buttons.link}
            title={words.push.showTip}
            onClick={() => {
              show(flips);
              onChoose();
            }}
          >
            {words.push.show}
          </button>
        )}
      </div>
      {flips.length > 0 && (
        <ul className={styles.list}>
          {flips.slice(0, listed).map((flip) => (
            <li key={flip.edge}>
              {flip.after === null ? (
                <span className={styles.flip}>
                  <FlipLine flip={flip} />
                </span>
              ) : (
                <button
                  type="button"
                  className={styles.flip}
                  onClick={() => {
                    openEdge(flip.edge);
                    onChoose();
                  }}
                >
                  <FlipLine flip={flip} />
                </button>
              )}
            </li>
          ))}
          {more > 0 && <li className={styles.quiet}>{words.push.more(more)}</li>}
        </ul>
      )}
    </li>
  );
}
