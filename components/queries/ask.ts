import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { AskAnswer, AskChoices, AskQuestion, BatchAnswer } from "../../server/contract/ask.ts";
import { fetchJson, postJson } from "./fetch-json.ts";

/**
 * One question. The key names it without its secrets: `serial` counts how often they changed, so that no token is a key.
 * @param revision of the graph, which tells when to ask again
 */
export const askQuery = (shown: string, serial: number, revision: string, question: AskQuestion) =>
  queryOptions({
    queryKey: ["ask", shown, serial, revision],
    queryFn: ({ signal }) => postJson<AskAnswer>("/api/ask", question, signal),
    placeholderData: keepPreviousData,
    // An answer may tell of a token's claims: it goes when nobody looks at it.
    gcTime: 0,
  });

/** Callers and targets that a question can name. */
export const askChoicesQuery = (revision: string) =>
  queryOptions({
    queryKey: ["ask choices", revision],
    queryFn: ({ signal }) => fetchJson<AskChoices>("/api/ask/choices", signal),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });

/** The answers to the text of a requests file. */
export const askBatch = (text: string): Promise<BatchAnswer> => postJson<BatchAnswer>("/api/ask/batch", text);
