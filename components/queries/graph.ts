import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { GraphAnswer } from "../../server/contract/graph.ts";
import { fetchJson } from "./fetch-json.ts";

/** The graph: named and observed edges, and all possible ones of the workloads in `asked`. */
export const graphQuery = (asked: readonly string[]) =>
  queryOptions({
    queryKey: ["graph", asked],
    queryFn: ({ signal }) => {
      const search = new URLSearchParams(asked.map((id) => ["asked", id]));
      return fetchJson<GraphAnswer>(`/api/graph${asked.length === 0 ? "" : `?${search}`}`, signal);
    },
    placeholderData: keepPreviousData,
  });
