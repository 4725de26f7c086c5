import { RhUiErrorIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-error-icon";
import { RhUiWarningIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-warning-icon";
import type { CertificateRow } from "../../server/contract/certificates.ts";
import styles from "./StateMark.module.css";

/** A mark beside what is not fine, so that no colour says it alone. */
export function StateMark({ state, severity }: Pick<CertificateRow, "state" | "severity">) {
  if (severity === null && state === "fine") return <span className={styles.mark} />;
  return (
    <span className={styles.mark} data-severity={severity ?? "info"} aria-hidden="true">
      {state === "expired" || state === "missing" ? (
        <RhUiErrorIcon />
      ) : severity === null ? null : (
        <RhUiWarningIcon />
      )}
    </span>
  );
}
