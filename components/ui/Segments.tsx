import styles from "./Segments.module.css";

/** One of a few, all of them in view. */
export function Segments<Kind extends string>({
  label,
  kinds,
  chosen,
  onChoose,
}: {
  label: string;
  kinds: Readonly<Record<Kind, string>>;
  chosen: Kind;
  onChoose: (kind: Kind) => void;
}) {
  return (
    <fieldset className={styles.segments} aria-label={label}>
      {(Object.entries(kinds) as [Kind, string][]).map(([kind, word]) => (
        <button key={kind} type="button" aria-pressed={kind === chosen} onClick={() => onChoose(kind)}>
          {word}
        </button>
      ))}
    </fieldset>
  );
}
