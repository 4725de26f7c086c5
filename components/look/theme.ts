/** The two themes; `system` follows the operating system until the user chooses. */
export type Theme = "light" | "dark";

const key = "sekisho.theme";
const darkClass = "pf-v6-theme-dark";

/** Runs in the head, before the first paint: chosen theme, else the system's. */
export const themeScript = `(function(){var t;try{t=localStorage.getItem("${key}")}catch(e){}
if(t?t==="dark":matchMedia("(prefers-color-scheme: dark)").matches)document.documentElement.classList.add("${darkClass}")})()`;

export const currentTheme = (): Theme =>
  document.documentElement.classList.contains(darkClass) ? "dark" : "light";

/** Switches the page and remembers the choice; a private window that refuses storage still switches. */
export function chooseTheme(theme: Theme): void {
  document.documentElement.classList.toggle(darkClass, theme === "dark");
  try {
    localStorage.setItem(key, theme);
  } catch {
    // Storage is refused: the choice lasts as long as the page.
  }
}

/** Calls back on each change of the theme, whoever made it; answers how to stop. */
export function onThemeChange(callback: () => void): () => void {
  const observer = new MutationObserver(callback);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["class"] });
  return () => observer.disconnect();
}
