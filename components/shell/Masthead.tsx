"use client";
import { RhUiClockIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-clock-icon";
import { RhUiQuestionMarkCircleIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-question-mark-circle-icon";
import { useEffect, useState } from "react";
import type { GraphAnswer } from "../../server/contract/graph.ts";
import { Link } from "../address/Link.tsx";
import { useWords } from "../look/use-words.tsx";
import { PaletteField } from "../palette/PaletteField.tsx";
import { ChangesButton } from "../push/ChangesButton.tsx";
import { LostPill } from "../push/LostPill.tsx";
import { SourceMenu } from "../source/SourceMenu.tsx";
import buttons from "../ui/button.module.css";
import { isTyping } from "../ui/is-typing.ts";
import { HelpSheet } from "./HelpSheet.tsx";
import { LanguageSwitch } from "./LanguageSwitch.tsx";
import { Logo } from "./Logo.tsx";
import styles from "./Masthead.module.css";
import { ThemeToggle } from "./ThemeToggle.tsx";

const when = {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
} as const;

/** What is looked at, when it was taken, and how the page looks. */
export function Masthead({
  source,
  workloads,
  namespaces,
}: {
  source: GraphAnswer["source"] | undefined;
  workloads: number | undefined;
  namespaces: number | undefined;
}) {
  const words = useWords();
  const [help, setHelp] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "?" && !isTyping(event)) setHelp(true);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  return (
    <header className={styles.masthead}>
      <Link href="/graph" className={styles.brand}>
        <Logo />
        <span>{words.product}</span>
      </Link>
      <SourceMenu
        source={source}
        figures={
          workloads === undefined || namespaces === undefined
            ? null
            : words.masthead.source(workloads, namespaces)
        }
      />
      {source?.takenAt != null && (
        <span className={styles.pill} title={source.takenAt}>
          <RhUiClockIcon />
          <span>{words.masthead.taken(new Date(source.takenAt).toLocaleString(words.locale, when))}</span>
        </span>
      )}
      <LostPill />
      <span className={styles.space} />
      <PaletteField />
      <ChangesButton />
      <LanguageSwitch />
      <ThemeToggle />
      <button
        type="button"
        className={buttons.icon}
        aria-label={words.masthead.help}
        title={words.masthead.help}
        onClick={() => setHelp(true)}
      >
        <RhUiQuestionMarkCircleIcon />
      </button>
      {help && <HelpSheet onClose={() => setHelp(false)} />}
    </header>
  );
}
