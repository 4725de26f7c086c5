"use client";
import { RhUiWarningIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-warning-icon";
import { useWords } from "../look/use-words.tsx";
import buttons from "../ui/button.module.css";
import { StateScreen } from "../ui/StateScreen.tsx";
import { Shell } from "./Shell.tsx";

/** A fault of our own while drawing: says so, keeps the frame, offers another try. */
export function Crashed({ onRetry }: { onRetry: () => void }) {
  const words = useWords();
  return (
    <Shell>
      <StateScreen
        icon={<RhUiWarningIcon />}
        level={1}
        title={words.error.crashed}
        action={
          <button type="button" className={buttons.pill} onClick={onRetry}>
            {words.error.retry}
          </button>
        }
      >
        <p>{words.error.crashedCure}</p>
      </StateScreen>
    </Shell>
  );
}
