"use client";
import { useWords } from "../look/use-words.tsx";
import buttons from "../ui/button.module.css";
import { applyWords } from "./apply-words.ts";
import styles from "./ChangePage.module.css";
import type { Damage } from "./damage.ts";
import type { Ended } from "./use-write.ts";

/** Why, and what may be done with the draft; how the last write ended stands beside it. */
export function ActionBar({
  why,
  onWhy,
  ended,
  blocked,
  busy,
  damage,
  canExport,
  onExport,
  onAdd,
  onTry,
  onApply,
}: {
  why: string;
  onWhy: (why: string) => void;
  ended: Ended | null;
  /** Why nothing can be applied now; null when it can. */
  blocked: string | null;
  busy: boolean;
  damage: Damage | null;
  canExport: boolean;
  onExport: () => void;
  /** null: there is no draft. */
  onAdd: (() => void) | null;
  onTry: () => void;
  onApply: () => void;
}) {
  const { change: words, changeSet } = useWords();
  return (
    <div className={styles.actions}>
      <label className={styles.why}>
        <span>{words.why}</span>
        <input
          value={why}
          placeholder={words.whyHint}
          maxLength={1000}
          onChange={(event) => onWhy(event.target.value)}
        />
      </label>
      <EndText ended={ended} />
      <span className={styles.space} />
      {blocked !== null && <span className={styles.blocked}>{blocked}</span>}
      <button type="button" className={buttons.pill} disabled={!canExport} onClick={onExport}>
        {words.export}
      </button>
      <button type="button" className={buttons.pill} disabled={onAdd === null} onClick={() => onAdd?.()}>
        {changeSet.add}
      </button>
      <button type="button" className={buttons.pill} disabled={blocked !== null || busy} onClick={onTry}>
        {changeSet.tryIt}
      </button>
      <button
        type="button"
        className={damage?.family === "denied" ? buttons.danger : buttons.primary}
        disabled={blocked !== null || busy}
        onClick={onApply}
      >
        {busy ? words.applying : applyWords(words, words.apply, damage)}
      </button>
    </div>
  );
}

/** How a write ended, in its own words. */
function EndText({ ended }: { ended: Ended | null }) {
  const words = useWords().change;
  if (ended === null || ended.kind === "conflict") return null;
  if (ended.kind === "accepted")
    return (
      <p className={styles.ended} role="status">
        {[words.accepted(ended.file), ...ended.warnings].join(" ")}
      </p>
    );
  if (ended.kind === "written")
    return (
      <p className={styles.ended} role="status">
        {ended.base === null ? words.deleted : words.written(ended.file)}
        {ended.lookedUp && ` ${words.lookedUp}`}
        {!ended.history.kept && ` ${words.notKept(`${ended.history.text} ${ended.history.cure}`)}`}
        {ended.warnings.map((warning) => ` ${warning}`)}
      </p>
    );
  return (
    <p className={styles.ended} role="alert" data-bad>
      {ended.kind === "lost" ? `${words.lost} ` : `${words.cannot}: `}
      {ended.text} {ended.cure}
      {ended.kind === "invalid" &&
        ended.problems.map(({ path, line, text, cure }) => (
          <span key={`${path} ${line} ${text}`}>
            {" "}
            {path ?? ""} {text} {cure}
          </span>
        ))}
      {ended.kind === "forbidden" && ended.grant !== null && <code> {ended.grant}</code>}
    </p>
  );
}
