"use client";
import { RhUiDarkModeIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-dark-mode-icon";
import { RhUiLightModeIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-light-mode-icon";
import { useSyncExternalStore } from "react";
import { chooseTheme, currentTheme, onThemeChange, type Theme } from "../look/theme.ts";
import { useWords } from "../look/use-words.tsx";
import buttons from "../ui/button.module.css";

/** The server does not know the theme; light until the page is alive, so that both draw the same button first. */
export const useTheme = (): Theme => useSyncExternalStore(onThemeChange, currentTheme, () => "light");

export function ThemeToggle() {
  const words = useWords();
  const theme = useTheme();
  const other: Theme = theme === "dark" ? "light" : "dark";
  const label = other === "dark" ? words.masthead.toDark : words.masthead.toLight;
  return (
    <button
      type="button"
      className={buttons.icon}
      aria-label={label}
      title={label}
      onClick={() => chooseTheme(other)}
    >
      {theme === "dark" ? <RhUiLightModeIcon /> : <RhUiDarkModeIcon />}
    </button>
  );
}
