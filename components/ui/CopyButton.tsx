"use client";
import { RhUiCheckIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-check-icon";
import { RhUiCopyIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-copy-icon";
import { type ReactNode, useEffect, useState } from "react";
import styles from "./button.module.css";

/** Without a secure context (plain http on another host) there is no clipboard API; a hidden text field still copies. */
async function copy(text: string): Promise<void> {
  if (navigator.clipboard !== undefined) return navigator.clipboard.writeText(text);
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}

/** Copies `text()`; says so in place for two seconds, and to a screen reader. */
export function CopyButton({
  text,
  label,
  done,
  icon = <RhUiCopyIcon />,
  pill = false,
  disabled = false,
  children,
}: {
  text: () => string;
  label: string;
  done: string;
  icon?: ReactNode;
  /** Drawn with a border, as one of several actions. */
  pill?: boolean;
  disabled?: boolean;
  /** Visible words; without them the button is an icon with a tooltip. */
  children?: ReactNode;
}) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  const visible = children !== undefined;
  return (
    <button
      type="button"
      className={pill ? styles.pill : visible ? styles.link : styles.icon}
      disabled={disabled}
      title={label}
      {...(visible ? {} : { "aria-label": label })}
      onClick={() => void copy(text()).then(() => setCopied(true))}
    >
      {copied ? <RhUiCheckIcon /> : icon}
      {visible && <span>{copied ? done : children}</span>}
      <span className="sk-visually-hidden" role="status">
        {copied && !visible ? done : ""}
      </span>
    </button>
  );
}
