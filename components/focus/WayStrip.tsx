"use client";
import { Glyph } from "../look/Glyph.tsx";
import { useWords } from "../look/use-words.tsx";
import buttons from "../ui/button.module.css";
import styles from "./FocusPage.module.css";
import type { FocusView } from "./focus-view.ts";
import type { ShownFocus } from "./shown.ts";
import type { ChangeFocus } from "./use-focus-view.ts";
import { openWays, type Way, ways } from "./ways.ts";

/** How many pairs pass in which way; each count is a switch that shows only those. */
export function WayStrip({
  shown,
  view,
  onChange,
}: {
  shown: ShownFocus;
  view: FocusView;
  onChange: ChangeFocus;
}) {
  const words = useWords();
  const toggle = (way: Way) =>
    onChange({
      ways: view.ways.includes(way) ? view.ways.filter((other) => other !== way) : [...view.ways, way],
    });
  return (
    <fieldset className={styles.strip} aria-label={words.focus.strip}>
      <strong className={styles.total} role="status">
        {words.focus.pairs(shown.pairs)}
      </strong>
      {ways
        .filter((way) => shown.counts.has(way) || view.ways.includes(way))
        .map((way) => (
          <button
            key={way}
            type="button"
            className={styles.count}
            data-way={way}
            aria-pressed={view.ways.includes(way)}
            onClick={() => toggle(way)}
          >
            {openWays.has(way) && <Glyph name="openGate" />}
            <strong>{(shown.counts.get(way) ?? 0).toLocaleString(words.locale)}</strong>{" "}
            {words.focus.way[way]}
          </button>
        ))}
      {(view.ways.length > 0 || view.text !== "" || view.side !== "both") && (
        <button
          type="button"
          className={buttons.link}
          onClick={() => onChange({ ways: [], text: "", side: "both" })}
        >
          {words.focus.clear}
        </button>
      )}
    </fieldset>
  );
}
