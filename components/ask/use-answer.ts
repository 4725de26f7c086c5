"use client";
import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import type { AskAnswer, AskQuestion } from "../../server/contract/ask.ts";
import { askQuery } from "../queries/ask.ts";
import { problemOf } from "../queries/fetch-json.ts";
import { graphQuery } from "../queries/graph.ts";
import { type Draft, hasSecrets, type Missing, questionOf, writeDraft } from "./draft.ts";

export type Asked =
  | { readonly state: "missing"; readonly missing: Missing }
  | { readonly state: "asking" }
  | { readonly state: "problem"; readonly detail: string; readonly cure: string }
  | { readonly state: "answered"; readonly answer: AskAnswer; readonly old: boolean };

const nothing: AskQuestion = { from: "outside", to: { host: "none", port: 1 } };

/** How often the secrets of the draft changed: stands for them where a key is kept. */
function useSerial(draft: Draft): number {
  const last = useRef({ serial: 0, of: "" });
  const secrets = hasSecrets(draft) ? JSON.stringify([draft.jwt, draft.headers, draft.path]) : "";
  if (secrets !== last.current.of) last.current = { serial: last.current.serial + 1, of: secrets };
  return secrets === "" ? 0 : last.current.serial;
}

/**
 * The answer to what the draft asks; asked again when the source changes.
 * @param who whether every other caller is asked about too
 */
export function useAnswer(draft: Draft, who: boolean): Asked {
  const { data: graph } = useQuery(graphQuery([]));
  const serial = useSerial(draft);
  const question = questionOf(draft);
  const complete = "ask" in question;
  const shown = `${writeDraft(draft)} ${draft.tokenKind} ${who}`;
  const { data, error, isPlaceholderData } = useQuery({
    ...askQuery(shown, serial, graph?.revision ?? "", complete ? { ...question.ask, who } : nothing),
    enabled: complete && graph !== undefined,
  });
  if (!complete) return { state: "missing", missing: question.missing };
  if (error !== null) {
    const { detail, cure } = problemOf(error);
    return { state: "problem", detail, cure };
  }
  return data === undefined
    ? { state: "asking" }
    : { state: "answered", answer: data, old: isPlaceholderData };
}
