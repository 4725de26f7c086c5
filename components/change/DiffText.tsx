import styles from "./DiffText.module.css";
import { lineDiff } from "./line-diff.ts";

const marks = { same: " ", added: "+", removed: "−" } as const;

/** What differs between two texts, added in blue and removed in grey, each with its mark. */
export function DiffText({ was, now, label }: { was: string; now: string; label: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must take focus
    <section className={styles.diff} tabIndex={0} aria-label={label}>
      {lineDiff(was, now).map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name of their own
        <div key={i} data-kind={line.kind}>
          <span>{marks[line.kind]}</span>
          <code>{line.text === "" ? " " : line.text}</code>
        </div>
      ))}
    </section>
  );
}
