"use client";
import { RhUiCaretDownIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-caret-down-icon";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import type { GraphAnswer } from "../../server/contract/graph.ts";
import { useSource } from "../address/use-source.tsx";
import { useWords } from "../look/use-words.tsx";
import { sourcesQuery } from "../queries/sources.ts";
import { later } from "../ui/later.tsx";
import { chosen } from "./choices.ts";
import { SourceIcon } from "./SourceIcon.tsx";
import styles from "./SourceMenu.module.css";

const SourceList = later(() => import("./SourceList.tsx").then((module) => module.SourceList));

/** While the list is open, what it says of each source follows. */
const lookMilliseconds = 2000;

/** What is looked at, and the way to another source. Where there is no other one it only says what. */
export function SourceMenu({
  source,
  figures,
}: {
  source: GraphAnswer["source"] | undefined;
  figures: string | null;
}) {
  const words = useWords();
  const id = useSource();
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const { data } = useQuery({ ...sourcesQuery(), refetchInterval: open ? lookMilliseconds : false });
  const close = useCallback(() => {
    setOpen(false);
    button.current?.focus();
  }, []);
  useEffect(() => {
    if (!open) return;
    const onPointer = (event: PointerEvent) => {
      if (event.target instanceof Node && root.current?.contains(event.target) === false) setOpen(false);
    };
    document.addEventListener("pointerdown", onPointer);
    return () => document.removeEventListener("pointerdown", onPointer);
  }, [open]);

  const now = data === undefined ? undefined : chosen(data, id);
  const name = source?.name ?? now?.name ?? id;
  if (name === null) return <span className={styles.waiting} />;
  const where =
    source?.scratch === true ? words.masthead.scratch(source.folder ?? "") : (source?.folder ?? name);
  const face = (
    <>
      <SourceIcon kind={now?.kind ?? null} />
      <strong>{name}</strong>
      {figures !== null && <span className={styles.figures}>{figures}</span>}
    </>
  );
  const others =
    data !== undefined && (data.sources.length > 1 || data.problem !== null || now === undefined);
  if (!others)
    return (
      <span className={styles.pill} title={where}>
        <span className="sk-visually-hidden">{words.masthead.sourceLabel}: </span>
        {face}
      </span>
    );
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape inside the list closes it
    <div
      ref={root}
      className={styles.root}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !open) return;
        event.preventDefault();
        close();
      }}
      onBlur={(event) => {
        // Tab leads out of the list: it lies over what comes next.
        if (event.relatedTarget instanceof Node && !event.currentTarget.contains(event.relatedTarget))
          setOpen(false);
      }}
    >
      <button
        ref={button}
        type="button"
        className={styles.pill}
        aria-expanded={open}
        title={where}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown" || open) return;
          event.preventDefault();
          setOpen(true);
        }}
      >
        <span className="sk-visually-hidden">{words.masthead.sourceLabel}: </span>
        {face}
        <RhUiCaretDownIcon />
      </button>
      {open && <SourceList answer={data} now={now} name={name} />}
    </div>
  );
}
