import { queryOptions } from "@tanstack/react-query";
import type { ReadingAnswer, SourcesAnswer } from "../../server/contract/sources.ts";
import { fetchJson } from "./fetch-json.ts";

/** Between two looks at how a live cluster is read. */
const lookMilliseconds = 5000;

/** Every source that can be chosen. */
export const sourcesQuery = () =>
  queryOptions({
    queryKey: ["sources"],
    queryFn: ({ signal }) => fetchJson<SourcesAnswer>("/api/sources", signal),
  });

/** How the source of this page is read at this moment; a live cluster is asked about again and again. */
export const readingQuery = () =>
  queryOptions({
    queryKey: ["reading"],
    queryFn: ({ signal }) => fetchJson<ReadingAnswer>("/api/reading", signal),
    refetchInterval: ({ state }) => (state.data?.collections.length ? lookMilliseconds : false),
  });
