import { RhUiWarningIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-warning-icon";
import type { Finding } from "../../server/contract/findings.ts";
import styles from "./PoliciesPage.module.css";

/** The triangle before a note: amber where the whole object decides nothing, else quiet. The sentence says the same. */
export const NoteMark = ({ weight }: { weight: Finding["weight"] }) => (
  <span className={styles.mark} data-weight={weight}>
    <RhUiWarningIcon />
  </span>
);
