"use client";
import { RhUiCloseIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-close-icon";
import { RhUiLinkIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-link-icon";
import type { ReactNode } from "react";
import { useWords } from "../look/use-words.tsx";
import buttons from "../ui/button.module.css";
import { CopyButton } from "../ui/CopyButton.tsx";
import styles from "./Drawer.module.css";

/** Kind, name and place of the opened thing. */
export function DrawerHeader({
  kicker,
  title,
  under,
  onClose,
}: {
  kicker: string;
  title: ReactNode;
  under: ReactNode;
  onClose: () => void;
}) {
  const words = useWords();
  return (
    <header className={styles.header}>
      <div className={styles.heading}>
        <p className={styles.quiet}>{kicker}</p>
        <h2>{title}</h2>
        <p className={styles.quiet}>{under}</p>
      </div>
      <CopyButton
        text={() => window.location.href}
        label={words.drawer.copyLink}
        done={words.drawer.copied}
        icon={<RhUiLinkIcon />}
      />
      <button
        type="button"
        className={buttons.icon}
        aria-label={words.drawer.close}
        title={words.drawer.close}
        onClick={onClose}
      >
        <RhUiCloseIcon />
      </button>
    </header>
  );
}
