import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { DraftFindings, FindingCounts, FindingsAnswer } from "../../server/contract/findings.ts";
import type { Draft } from "../../server/contract/preview.ts";
import { fetchJson, postJson } from "./fetch-json.ts";

/** What is found in the source, the worst first. */
export const findingsQuery = () =>
  queryOptions({
    queryKey: ["findings"],
    queryFn: ({ signal }) => fetchJson<FindingsAnswer>("/api/findings", signal),
    placeholderData: keepPreviousData,
  });

/** How many of each severity: what the navigation shows on every page. */
export const findingCountsQuery = () =>
  queryOptions({
    queryKey: ["findings", "counts"],
    queryFn: ({ signal }) =>
      fetchJson<{ readonly revision: string; readonly counts: FindingCounts }>(
        "/api/findings?counts=1",
        signal,
      ),
    placeholderData: keepPreviousData,
  });

/**
 * What is found of drafts, and because of them.
 * @param revision of the graph, which tells when to ask again
 */
export const draftFindingsQuery = (revision: string, drafts: readonly Draft[]) =>
  queryOptions({
    queryKey: ["draft findings", revision, drafts],
    queryFn: ({ signal }) => postJson<DraftFindings>("/api/findings", { drafts }, signal),
    placeholderData: keepPreviousData,
    gcTime: 30_000,
    enabled: drafts.length > 0,
  });
