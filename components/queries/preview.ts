import { keepPreviousData, queryOptions } from "@tanstack/react-query";
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
