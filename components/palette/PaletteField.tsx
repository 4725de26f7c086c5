"use client";
import { RhUiSearchIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-search-icon";
import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { useWords } from "../look/use-words.tsx";
import styles from "./Palette.module.css";

// Loaded when it is first opened.
const Palette = dynamic(() => import("./Palette.tsx").then((module) => module.Palette), { ssr: false });

/** The field in the masthead that opens the palette; Ctrl K does the same from everywhere. */
export function PaletteField() {
  const words = useWords();
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (
        event.key.toLowerCase() !== "k" ||
        !(event.ctrlKey || event.metaKey) ||
        event.altKey ||
        event.shiftKey
      )
        return;
      event.preventDefault();
      setOpen(true);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  return (
    <>
      <button
        type="button"
        className={styles.field}
        aria-haspopup="dialog"
        title={words.palette.title}
        onClick={() => setOpen(true)}
      >
        <RhUiSearchIcon />
        <span>{words.palette.open}</span>
        <kbd>Ctrl K</kbd>
      </button>
      {open && <Palette onClose={() => setOpen(false)} />}
    </>
  );
}
