"use client";
import { RhUiSearchIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-search-icon";
import { Link } from "../address/Link.tsx";
import { useWords } from "../look/use-words.tsx";
import buttons from "../ui/button.module.css";
import { StateScreen } from "../ui/StateScreen.tsx";
import { Shell } from "./Shell.tsx";

/** An address that is no page, or an object that the source does not hold. */
export function NotFound() {
  const words = useWords();
  return (
    <Shell>
      <StateScreen
        icon={<RhUiSearchIcon />}
        level={1}
        title={words.error.notFoundTitle}
        action={
          <Link className={buttons.pill} href="/graph">
            {words.error.backToGraph}
          </Link>
        }
      >
        <p>{words.error.notFoundText}</p>
      </StateScreen>
    </Shell>
  );
}
