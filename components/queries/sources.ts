import { queryOptions } from "@tanstack/react-query";
import type { SourcesAnswer } from "../../server/contract/sources.ts";
import { fetchJson } from "./fetch-json.ts";

/** Every source that can be chosen. */
export const sourcesQuery = () =>
  queryOptions({
    queryKey: ["sources"],
    queryFn: ({ signal }) => fetchJson<SourcesAnswer>("/api/sources", signal),
  });
