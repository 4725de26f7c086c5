"use client";
import { RhUiCloseIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-close-icon";
import { useEffect, useState, useSyncExternalStore } from "react";
import { useWords } from "../look/use-words.tsx";
import buttons from "../ui/button.module.css";
import { news } from "./changes.ts";
import { FlipLine } from "./FlipLine.tsx";
import { flipSentence } from "./flip-words.ts";
import styles from "./push.module.css";
import { useShowFlips } from "./use-open-in-graph.ts";

/** Flips that the toast names; the list of the session has them all. */
const named = 3;
/** It goes by itself; never while it is pointed at or holds the focus. */
const stayMilliseconds = 30_000;

/** What the last change flipped, said once and quietly; it takes no focus and goes by itself. */
export function FlipToast() {
  const words = useWords();
  const change = useSyncExternalStore(news.subscribe, news.get, () => null);
  const show = useShowFlips();
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (change === null || held) return;
    const timer = setTimeout(() => news.set(null), stayMilliseconds);
    return () => clearTimeout(timer);
  }, [change, held]);
  const dismiss = () => {
    news.set(null);
    setHeld(false);
  };
  const flips = change?.flips ?? [];
  const first = flips.slice(0, named);
  const more = flips.length - first.length;
  return (
    <>
      <div role="status" className="sk-visually-hidden">
        {change !== null &&
          [
            words.push.flipped(flips.length),
            ...first.map((flip) => flipSentence(flip, words)),
            ...(more > 0 ? [words.push.more(more)] : []),
          ].join(". ")}
      </div>
      {change !== null && (
        <section
          className={styles.toast}
          aria-label={words.push.toast}
          onPointerEnter={() => setHeld(true)}
          onPointerLeave={() => setHeld(false)}
          onFocus={() => setHeld(true)}
          onBlur={() => setHeld(false)}
        >
          <div className={styles.toastHead}>
            <strong>{words.push.flipped(flips.length)}</strong>
            {flips.some(({ after }) => after !== null) && (
              <button
                type="button"
                className={buttons.link}
                title={words.push.showTip}
                onClick={() => {
                  show(flips);
                  dismiss();
                }}
              >
                {words.push.show}
              </button>
            )}
            <button
              type="button"
              className={buttons.icon}
              aria-label={words.push.dismiss}
              title={words.push.dismiss}
              onClick={dismiss}
            >
              <RhUiCloseIcon />
            </button>
          </div>
          <ul className={styles.list}>
            {first.map((flip) => (
              <li key={flip.edge} title={flipSentence(flip, words)}>
                <FlipLine flip={flip} />
              </li>
            ))}
            {more > 0 && <li className={styles.quiet}>{words.push.more(more)}</li>}
          </ul>
        </section>
      )}
    </>
  );
}
