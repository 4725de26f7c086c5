"use client";
import { RhUiHistoryIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-history-icon";
import { Link } from "../address/Link.tsx";
import { useWords } from "../look/use-words.tsx";
import buttons from "../ui/button.module.css";
import { Segments } from "../ui/Segments.tsx";
import styles from "./ChangePage.module.css";

export type View = "form" | "both" | "yaml";

/** What is changed, whether it is a draft, and how it is looked at. */
export function WorkbenchBar({
  kind,
  title,
  changed,
  view,
  onView,
  onDiscard,
  onHistory,
  onDelete,
}: {
  kind: string;
  title: string;
  changed: boolean;
  view: View;
  onView: (view: View) => void;
  onDiscard: () => void;
  /** Only of an object that is there. */
  onHistory?: () => void;
  onDelete?: () => void;
}) {
  const words = useWords().change;
  return (
    <div className={styles.bar}>
      <nav aria-label={words.crumb} className={styles.crumbs}>
        <Link href="/policies">{words.crumb}</Link>
        <span aria-hidden="true">/</span>
        <span>{kind}</span>
        <span aria-hidden="true">/</span>
        <h1>{title}</h1>
      </nav>
      <span className={styles.tag} data-changed={changed}>
        {changed ? words.draft : words.saved}
      </span>
      <span className={styles.space} />
      <Segments label={words.viewsLabel} kinds={words.views} chosen={view} onChoose={onView} />
      {onHistory !== undefined && (
        <button type="button" className={buttons.control} onClick={onHistory}>
          <RhUiHistoryIcon /> {words.history.title}
        </button>
      )}
      {onDelete !== undefined && (
        <button type="button" className={buttons.control} onClick={onDelete}>
          {words.delete}
        </button>
      )}
      <button type="button" className={buttons.control} disabled={!changed} onClick={onDiscard}>
        {words.discard}
      </button>
    </div>
  );
}
