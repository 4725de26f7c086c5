import styles from "./Timeline.module.css";

/** The share of a life that has passed, dark, of the whole, light. */
export function LifeBar({ share, severity }: { share: number | null; severity: string | null }) {
  return (
    <svg className={styles.life} data-severity={severity ?? undefined} aria-hidden="true">
      <rect className={styles.future} x="0" y="1" width="100%" height="8" rx="2" />
      {share !== null && (
        <rect className={styles.past} x="0" y="1" width={`${Math.min(1, share) * 100}%`} height="8" rx="2" />
      )}
    </svg>
  );
}
