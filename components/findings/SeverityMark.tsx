import { RhUiErrorFillIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-error-fill-icon";
import { RhUiInformationIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-information-icon";
import { RhUiWarningFillIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-warning-fill-icon";
import type { ReactNode } from "react";
import type { Severity } from "../../server/contract/findings.ts";
import styles from "./FindingsPage.module.css";

const icons = {
  error: <RhUiErrorFillIcon />,
  warning: <RhUiWarningFillIcon />,
  info: <RhUiInformationIcon />,
} satisfies Record<Severity, ReactNode>;

/** How bad, as a mark; the word stands beside it. */
export const SeverityMark = ({ severity }: { severity: Severity }) => (
  <span className={styles.mark} data-severity={severity} aria-hidden="true">
    {icons[severity]}
  </span>
);
