import { queryOptions } from "@tanstack/react-query";
import type { EdgeDetails } from "../../server/contract/graph.ts";
import { fetchJson } from "./fetch-json.ts";

/** Everything about one edge; `id` as in the graph's answer. */
export const edgeQuery = (id: string) =>
  queryOptions({
    queryKey: ["edge", id],
    queryFn: ({ signal }) => fetchJson<EdgeDetails>(`/api/edges/${encodeURIComponent(id)}`, signal),
  });
