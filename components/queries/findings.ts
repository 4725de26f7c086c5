import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { FindingCounts, FindingsAnswer } from "../../server/contract/findings.ts";
import { fetchJson } from "./fetch-json.ts";

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
