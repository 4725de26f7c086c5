import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { type PackedGraph, unpackGraph } from "../../server/contract/packed-graph.ts";
import { fetchJson } from "./fetch-json.ts";

/** The graph: named and observed edges, and all possible ones of the workloads in `asked`. */
export const graphQuery = (asked: readonly string[]) =>
  queryOptions({
    queryKey: ["graph", asked],
    queryFn: async ({ signal }) => {
      const search = new URLSearchParams([["form", "packed"], ...asked.map((id) => ["asked", id])]);
      return unpackGraph(await fetchJson<PackedGraph>(`/api/graph?${search}`, signal));
    },
    placeholderData: keepPreviousData,
  });
