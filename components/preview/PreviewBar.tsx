"use client";
import { RhUiCloseIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-close-icon";
import { useEffect, useState } from "react";
import type { GraphAnswer } from "../../server/contract/graph.ts";
import { Link } from "../address/Link.tsx";
import type { ChangeView } from "../graph/use-view-state.ts";
import type { ViewState } from "../graph/view-state.ts";
import { useWords } from "../look/use-words.tsx";
import { FlipLine } from "../push/FlipLine.tsx";
import { flipSentence } from "../push/flip-words.ts";
import { problemOf } from "../queries/fetch-json.ts";
import buttons from "../ui/button.module.css";
import { isTyping } from "../ui/is-typing.ts";
import { Segments } from "../ui/Segments.tsx";
import styles from "./PreviewBar.module.css";
import type { Sides } from "./sides.ts";
import { usePreviewedGraph } from "./use-sides.ts";

const mostListed = 200;

/** Before or after the drafts that the address names; what flips, as a list too. Mounted while an address names some. */
export function PreviewBar({
  answer,
  view,
  onChange,
  onSides,
}: {
  /** The graph as it is. */
  answer: GraphAnswer;
  view: ViewState;
  onChange: ChangeView;
  /** null: there is nothing to show yet. */
  onSides: (sides: Sides | null) => void;
}) {
  const words = useWords();
  const said = words.inPreview;
  const [all, setAll] = useState(false);
  const { sides, waiting, drafts, missing, problems, notDrawn, error } = usePreviewedGraph(
    answer,
    view.preview,
    view.asked,
    all,
  );
  useEffect(() => onSides(sides), [sides, onSides]);
  useEffect(() => () => onSides(null), [onSides]);
  const { side } = view;
  const shown = sides !== null;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "b" || !shown || event.defaultPrevented || isTyping(event)) return;
      if (document.querySelector("dialog[open]") === null)
        onChange({ side: side === "after" ? "before" : "after" }, "replace");
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [side, shown, onChange]);
  const [problem] = problems;
  const found = sides?.flips ?? [];
  return (
    <section className={styles.bar} aria-label={said.label}>
      <div className={styles.row}>
        <strong>{said.title(drafts)}</strong>
        {shown && (
          <Segments
            label={said.side}
            kinds={said.sides}
            chosen={side}
            onChoose={(next) => onChange({ side: next }, "replace")}
          />
        )}
        {waiting && error === null && <span>{words.change.flips.waiting}</span>}
        {shown && <span>{found.length === 0 ? said.none : said.flips(found.length)}</span>}
        {notDrawn > 0 && (
          <span className={styles.quiet}>
            {said.notDrawn(notDrawn)}{" "}
            {!all && (
              <button type="button" className={buttons.link} onClick={() => setAll(true)}>
                {said.drawAll}
              </button>
            )}
          </span>
        )}
        {side === "after" && view.edge !== null && <span className={styles.quiet}>{said.drawer}</span>}
        <span className={styles.space} />
        <Link className={buttons.link} href="/changes">
          {said.toDrafts}
        </Link>
        <button
          type="button"
          className={buttons.icon}
          aria-label={said.close}
          title={said.close}
          onClick={() => onChange({ preview: [], side: "after" })}
        >
          <RhUiCloseIcon />
        </button>
      </div>
      <div role="status" className="sk-visually-hidden">
        {shown &&
          [
            said.sides[side],
            found.length === 0 ? said.none : said.flips(found.length),
            ...found.slice(0, 3).map((flip) => flipSentence(flip, words)),
          ].join(". ")}
      </div>
      {missing.length > 0 && (
        <p role="alert" className={styles.problem}>
          {said.missing(missing.join(", "))}
        </p>
      )}
      {problem !== undefined && (
        <p role="alert" className={styles.problem}>
          {problem.object}
          {problem.path === null ? "" : ` ${problem.path}`}: {problem.text} {problem.cure}
        </p>
      )}
      {error !== null && (
        <p role="alert" className={styles.problem}>
          {problemOf(error).detail} {problemOf(error).cure}
        </p>
      )}
      {found.length > 0 && (
        <details className={styles.list}>
          <summary>{said.list}</summary>
          <ul>
            {found.slice(0, mostListed).map((flip) => (
              <li key={flip.edge}>
                <button
                  type="button"
                  title={flipSentence(flip, words)}
                  onClick={() => onChange({ edge: flip.edge, node: null })}
                >
                  <FlipLine flip={flip} />
                </button>
              </li>
            ))}
            {found.length > mostListed && <li>{words.push.more(found.length - mostListed)}</li>}
          </ul>
        </details>
      )}
    </section>
  );
}
