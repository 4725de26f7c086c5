"use client";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { ChangedFindings } from "../../server/contract/findings.ts";
import type { Draft, PreviewAnswer } from "../../server/contract/preview.ts";
import { draftFindingsQuery } from "../queries/findings.ts";
import { previewQuery } from "../queries/preview.ts";
import { type Damage, damageOf } from "./damage.ts";

// While someone types the answer is of what stood there when they paused.
const settleMilliseconds = 250;

export interface PreviewState {
  /** What is shown is of an older draft. */
  readonly waiting: boolean;
  readonly answer: PreviewAnswer | null;
  readonly error: Error | null;
  /** null while nothing can be said of the draft as it stands. */
  readonly damage: Damage | null;
  /** What is found of the draft; null while it cannot be read, or there is none. */
  readonly found: ChangedFindings | null;
}

/** What a draft would flip, asked when its text comes to rest. @param text null: there is nothing to preview */
export function usePreview(
  revision: string,
  { kind, namespace, name }: Pick<Draft, "kind" | "namespace" | "name">,
  text: string | null,
): PreviewState {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), settleMilliseconds);
    return () => clearTimeout(timer);
  }, [text]);
  const drafts =
    settled === null || name === "" || namespace === "" ? [] : [{ kind, namespace, name, yaml: settled }];
  const { data, isFetching, error } = useQuery(previewQuery(revision, drafts));
  const findings = useQuery(draftFindingsQuery(revision, drafts));
  const waiting = isFetching || settled !== text;
  const answer = drafts.length === 0 ? null : (data ?? null);
  return {
    waiting,
    answer,
    error,
    found: drafts.length === 0 ? null : (findings.data?.findings ?? null),
    damage: waiting || answer?.preview === null || answer === null ? null : damageOf(answer.preview),
  };
}
