import type { ReactNode } from "react";
import styles from "./StateScreen.module.css";

/** A whole area that has nothing to draw: what is the matter, and the next step. */
export function StateScreen({
  icon,
  title,
  children,
  action,
}: {
  icon: ReactNode;
  title: string;
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className={styles.screen}>
      <div className={styles.icon}>{icon}</div>
      <h2>{title}</h2>
      <div className={styles.text}>{children}</div>
      {action !== undefined && <div className={styles.action}>{action}</div>}
    </div>
  );
}
