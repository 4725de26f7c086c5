import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { AskQuestion } from "../../server/contract/ask.ts";
import type { DraftGraph, PackedDraftGraph } from "../../server/contract/draft-graph.ts";
import { unpackGraph } from "../../server/contract/packed-graph.ts";
import type { Draft, PreviewAnswer } from "../../server/contract/preview.ts";
import { postJson } from "./fetch-json.ts";

/**
 * What drafts would flip.
 * @param revision of the graph, which tells when to ask again
 */
export const previewQuery = (revision: string, drafts: readonly Draft[]) =>
  queryOptions({
    queryKey: ["preview", revision, drafts],
    queryFn: ({ signal }) => postJson<PreviewAnswer>("/api/policies/preview", { drafts }, signal),
    placeholderData: keepPreviousData,
    gcTime: 30_000,
    enabled: drafts.length > 0,
  });

/**
 * The graph as it would be with the drafts.
 * @param asked workloads of which all possible peers are wanted
 */
export const draftGraphQuery = (revision: string, drafts: readonly Draft[], asked: readonly string[]) =>
  queryOptions({
    queryKey: ["draft graph", revision, drafts, asked],
    queryFn: async ({ signal }): Promise<DraftGraph> => {
      const answer = await postJson<PackedDraftGraph>("/api/graph", { drafts, asked }, signal);
      return { ...answer, graph: answer.graph === null ? null : unpackGraph(answer.graph) };
    },
    gcTime: 30_000,
  });

/** The same with a request that is asked on both sides. It may hold a token, so nothing of it is a key or kept. */
export const previewAsked = (
  drafts: readonly Draft[],
  ask: AskQuestion,
  signal: AbortSignal,
): Promise<PreviewAnswer> => postJson<PreviewAnswer>("/api/policies/preview", { drafts, ask }, signal);
