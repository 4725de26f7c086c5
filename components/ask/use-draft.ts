"use client";
import { useSearchParams } from "next/navigation";
import { useCallback, useEffect, useRef, useState } from "react";
import { fromHere } from "../address/page-source.ts";
import { type Draft, readDraft, writeDraft } from "./draft.ts";

const settleMilliseconds = 250;

export interface DraftState {
  readonly draft: Draft;
  /** The draft as it stood when typing paused: this is what is asked. */
  readonly settled: Draft;
  readonly change: (part: Partial<Draft>) => void;
  /** Asks now, and makes the question an entry of the browser's history. */
  readonly submit: (part?: Partial<Draft>) => void;
}

/** The form's state. The address follows it, secrets left out; Back and a followed link bring an older one. */
export function useDraft(): DraftState {
  const search = useSearchParams();
  const [draft, setDraft] = useState<Draft>(() => readDraft(new URLSearchParams(search)));
  const [settled, setSettled] = useState(draft);
  const latest = useRef(draft);
  const written = useRef(writeDraft(draft));

  const write = useCallback((next: Draft, how: "push" | "replace") => {
    const address = writeDraft(next);
    if (how === "replace" && address === written.current) return;
    written.current = address;
    const url = fromHere(`${window.location.pathname}${address}`);
    if (`${window.location.pathname}${window.location.search}` === url) return;
    if (how === "push") window.history.pushState(null, "", url);
    else window.history.replaceState(null, "", url);
  }, []);

  const change = useCallback((part: Partial<Draft>) => {
    latest.current = { ...latest.current, ...part };
    setDraft(latest.current);
  }, []);

  const submit = useCallback(
    (part: Partial<Draft> = {}) => {
      latest.current = { ...latest.current, ...part };
      setDraft(latest.current);
      setSettled(latest.current);
      write(latest.current, "push");
    },
    [write],
  );

  useEffect(() => {
    if (draft === settled) return;
    const timer = setTimeout(() => {
      setSettled(draft);
      write(draft, "replace");
    }, settleMilliseconds);
    return () => clearTimeout(timer);
  }, [draft, settled, write]);

  // An address that we did not write: Back, or a link to another question.
  useEffect(() => {
    const follow = () => {
      const found = readDraft(new URLSearchParams(window.location.search));
      const address = writeDraft(found);
      if (address === written.current) return;
      written.current = address;
      latest.current = found;
      setDraft(found);
      setSettled(found);
    };
    window.addEventListener("popstate", follow);
    return () => window.removeEventListener("popstate", follow);
  }, []);
  const address = search.toString();
  useEffect(() => {
    // Next's own copy of the address is late while one types: only what a link brought counts here.
    const found = readDraft(new URLSearchParams(address));
    if (new URLSearchParams(window.location.search).toString() !== address) return;
    if (writeDraft(found) === written.current || writeDraft(found) === writeDraft(latest.current)) return;
    written.current = writeDraft(found);
    latest.current = found;
    setDraft(found);
    setSettled(found);
  }, [address]);

  return { draft, settled, change, submit };
}
