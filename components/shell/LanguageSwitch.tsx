"use client";
import { RhUiLanguageIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-language-icon";
import type { Language } from "../../server/contract/language.ts";
import { useLanguage, useWords } from "../look/use-words.tsx";
import buttons from "../ui/button.module.css";
import styles from "./Masthead.module.css";

/** Shows the language of the page; a press changes to the other. */
export function LanguageSwitch() {
  const { language, choose } = useLanguage();
  const words = useWords();
  const other: Language = language === "en" ? "ja" : "en";
  return (
    <button
      type="button"
      className={`${buttons.icon} ${styles.language}`}
      title={words.masthead.speak[other]}
      onClick={() => void choose(other)}
    >
      <RhUiLanguageIcon />
      <span aria-hidden="true">{language.toUpperCase()}</span>
      <span className="sk-visually-hidden">{words.masthead.speak[other]}</span>
    </button>
  );
}
