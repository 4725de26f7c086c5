"use client";
import { RhUiCaretDownIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-caret-down-icon";
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from "react";
import type { GraphAnswer } from "../../../server/contract/graph.ts";
import { useWords } from "../../look/use-words.tsx";
import buttons from "../../ui/button.module.css";
import type { Picture } from "../picture.ts";
import type { ViewState } from "../view-state.ts";
import styles from "./ExportMenu.module.css";

const formats = ["svg", "png", "json"] as const;
type Format = (typeof formats)[number];

/** Saves what is drawn as a file. */
export function ExportMenu({
  answer,
  view,
  picture,
}: {
  answer: GraphAnswer;
  view: ViewState;
  picture: RefObject<(() => Picture | null) | null>;
}) {
  const words = useWords();
  const [open, setOpen] = useState(false);
  const [told, setTold] = useState("");
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const items = useRef<(HTMLButtonElement | null)[]>([]);
  useEffect(() => {
    if (!open) return;
    items.current[0]?.focus();
    const onPointer = (event: PointerEvent) => {
      if (event.target instanceof Node && root.current?.contains(event.target) === false) setOpen(false);
    };
    document.addEventListener("pointerdown", onPointer);
    return () => document.removeEventListener("pointerdown", onPointer);
  }, [open]);

  const save = async (format: Format) => {
    setOpen(false);
    button.current?.focus();
    const drawn = picture.current?.();
    if (drawn === null || drawn === undefined) return;
    const about = { source: answer.source, revision: answer.revision, view, at: new Date() };
    try {
      // Few people export: what makes the files is loaded for those who do.
      const { fileName, toJson, toPng, toSvg } = await import("./formats.ts");
      const content: Readonly<Record<Format, () => Blob | Promise<Blob>>> = {
        svg: () => new Blob([toSvg(drawn, about)], { type: "image/svg+xml" }),
        png: () => toPng(drawn),
        json: () => new Blob([toJson(drawn, about)], { type: "application/json" }),
      };
      const name = fileName(about, format);
      download(await content[format](), name);
      setTold(words.exporting.saved(name));
    } catch (error) {
      setTold(words.exporting.failed(error instanceof Error ? error.message : ""));
    }
  };
  const onKey = (event: KeyboardEvent) => {
    const now = items.current.indexOf(document.activeElement as HTMLButtonElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const next =
      event.key === "Home"
        ? 0
        : event.key === "End"
          ? formats.length - 1
          : step === undefined
            ? null
            : now + step;
    if (event.key === "Escape" && open) {
      setOpen(false);
      button.current?.focus();
    } else if (next !== null && open) items.current[(next + formats.length) % formats.length]?.focus();
    else if (event.key === "ArrowDown") setOpen(true);
    else return;
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys inside the menu move in it
    <div
      ref={root}
      className={styles.root}
      onKeyDown={onKey}
      onBlur={(event) => {
        const next = event.relatedTarget;
        if (next instanceof Node && !event.currentTarget.contains(next)) setOpen(false);
      }}
    >
      <button
        ref={button}
        type="button"
        className={buttons.control}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <span>{words.exporting.button}</span>
        <RhUiCaretDownIcon />
      </button>
      {open && (
        <div className={styles.menu} role="menu" aria-label={words.exporting.menu}>
          {formats.map((format, i) => (
            <button
              key={format}
              ref={(item) => {
                items.current[i] = item;
              }}
              type="button"
              role="menuitem"
              tabIndex={-1}
              onClick={() => void save(format)}
            >
              {words.exporting[format]}
            </button>
          ))}
        </div>
      )}
      <div className="sk-visually-hidden" role="status">
        {told}
      </div>
    </div>
  );
}

function download(content: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The browser has taken the address by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
