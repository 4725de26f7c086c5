"use client";
import { RhUiCloseIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-close-icon";
import { type ReactNode, type RefObject, useEffect, useRef } from "react";
import buttons from "./button.module.css";
import styles from "./Dialog.module.css";

/** A modal sheet on the browser's own dialog: focus stays inside, Escape closes and focus returns. */
export function Dialog({
  title,
  close,
  onClose,
  first,
  children,
}: {
  title: string;
  close: string;
  onClose: () => void;
  /** Takes the focus when the sheet opens; else its cross does. */
  first?: RefObject<HTMLElement | null>;
  children: ReactNode;
}) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    first?.current?.focus();
    return () => dialog?.close();
  }, [first]);
  return (
    <dialog ref={ref} className={styles.dialog} aria-labelledby="dialog-title" onClose={onClose}>
      <div className={styles.header}>
        <h2 id="dialog-title">{title}</h2>
        <button type="button" className={buttons.icon} aria-label={close} onClick={onClose}>
          <RhUiCloseIcon />
        </button>
      </div>
      {/* The sheet can be taller than the window: reachable by keyboard, so that it scrolls. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must take focus */}
      <section className={styles.body} tabIndex={0} aria-label={title}>
        {children}
      </section>
    </dialog>
  );
}
