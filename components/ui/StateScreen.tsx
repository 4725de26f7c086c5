import type { ReactNode } from "react";
import styles from "./StateScreen.module.css";

/** A whole area that has nothing to draw: what is the matter, and the next step. */
export function StateScreen({
  icon,
  title,
  level = 2,
  children,
  action,
}: {
  icon: ReactNode;
  title: string;
  /** 1 where the page has no other title. */
  level?: 1 | 2;
  children: ReactNode;
  action?: ReactNode;
}) {
  const Heading = level === 1 ? "h1" : "h2";
  return (
    <div className={styles.screen}>
      <div className={styles.icon}>{icon}</div>
      <Heading>{title}</Heading>
      <div className={styles.text}>{children}</div>
      {action !== undefined && <div className={styles.action}>{action}</div>}
    </div>
  );
}
