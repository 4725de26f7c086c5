import { RhUiCheckIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-check-icon";
import { RhUiClockIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-clock-icon";
import { RhUiSyncIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-sync-icon";
import { RhUiWarningIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-warning-icon";
import type { SourceChoice } from "../../server/contract/sources.ts";
import { useWords } from "../look/use-words.tsx";
import styles from "./SourceMenu.module.css";

const icons = {
  connecting: <RhUiSyncIcon />,
  synced: <RhUiCheckIcon />,
  stale: <RhUiClockIcon />,
  failed: <RhUiWarningIcon />,
  closed: null,
} as const satisfies Record<SourceChoice["state"], unknown>;

/** How well a source is known, as a mark and a word. */
export function SourceState({ state }: { state: SourceChoice["state"] }) {
  const words = useWords();
  return (
    <span className={styles.state} data-state={state}>
      {icons[state]}
      {words.source.state[state]}
    </span>
  );
}
