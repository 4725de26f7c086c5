"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { AskAnswer, AskQuestion } from "../../server/contract/ask.ts";
import type { Preview } from "../../server/contract/preview.ts";
import type { EditableText } from "../../server/contract/write.ts";
import { fieldOrder } from "../change/fields.ts";
import { editYaml } from "../change/yaml-edit.ts";
import { changeChoicesQuery } from "../queries/change.ts";
import { problemOf } from "../queries/fetch-json.ts";
import { policySourceQuery } from "../queries/policy-source.ts";
import { previewAsked } from "../queries/preview.ts";
import { type Candidate, candidatesOf } from "./candidates.ts";

/** A change that lets the request pass, as the engine says, with all that it flips. */
export interface Suggestion {
  readonly candidate: Candidate;
  readonly text: string;
  /** What it was made from; null for a new object. */
  readonly saved: EditableText | null;
  readonly preview: Preview;
  /** Edges that flip, this request's own one too. */
  readonly flips: number;
}

export type Smallest =
  | { readonly state: "none" }
  | { readonly state: "looking"; readonly done: number; readonly of: number }
  | { readonly state: "found"; readonly suggestions: readonly Suggestion[]; readonly tried: number }
  | { readonly state: "failed"; readonly detail: string; readonly cure: string };

const total = ({ counts, otherwise }: Preview) =>
  counts.observed + counts.named + counts.possible + otherwise;

/** Looks for the smallest change that lets a request pass: tries each candidate on the whole mesh, and keeps those that do. */
export function useSmallest(answer: AskAnswer, question: AskQuestion | null) {
  const client = useQueryClient();
  const [smallest, setSmallest] = useState<Smallest>({ state: "none" });
  const running = useRef<AbortController | null>(null);
  // Another answer: what was found is of another request, or of another mesh.
  // biome-ignore lint/correctness/useExhaustiveDependencies: begins anew with each answer
  useEffect(() => {
    setSmallest({ state: "none" });
    return () => running.current?.abort();
  }, [answer]);

  const look = async () => {
    if (question === null) return;
    const own = new AbortController();
    running.current?.abort();
    running.current = own;
    setSmallest({ state: "looking", done: 0, of: 0 });
    try {
      const choices = await client.fetchQuery(changeChoicesQuery());
      const { http, https } = question;
      const body = http ?? https ?? null;
      const asked = { method: body?.method ?? null, path: body?.path?.split("?")[0] ?? null };
      const candidates = candidatesOf(answer, asked, choices);
      const found: Suggestion[] = [];
      let tried = 0;
      for (const [done, candidate] of candidates.entries()) {
        setSmallest({ state: "looking", done, of: candidates.length });
        const made = await textOf(candidate);
        if (made === null) continue;
        const { kind, namespace, name } = candidate;
        const draft = { kind, namespace, name, yaml: made.text };
        const { preview, asked: ends } = await previewAsked([draft], question, own.signal);
        if (own.signal.aborted) return;
        tried += 1;
        if (preview !== null && ends?.after.outcome === "allowed")
          found.push({ candidate, ...made, preview, flips: total(preview) });
      }
      const suggestions = found.toSorted(
        (a, b) => a.preview.counts.observed - b.preview.counts.observed || a.flips - b.flips,
      );
      setSmallest({ state: "found", suggestions, tried });
    } catch (error) {
      if (own.signal.aborted) return;
      const { detail, cure } = problemOf(error instanceof Error ? error : new Error(String(error)));
      setSmallest({ state: "failed", detail, cure });
    }
  };

  /** null: what is saved cannot be written from here. */
  const textOf = async ({ make, ...ref }: Candidate): Promise<Pick<Suggestion, "text" | "saved"> | null> => {
    if (make.how === "new") return { text: make.text, saved: null };
    const { edit } = await client.fetchQuery(policySourceQuery(ref));
    if (edit === null) return null;
    return {
      text: make.edits.reduce((text, change) => editYaml(text, change, fieldOrder), edit.text),
      saved: edit,
    };
  };
  return { smallest, look };
}
