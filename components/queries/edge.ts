import { queryOptions } from "@tanstack/react-query";
import type { EdgeDetails } from "../../server/contract/graph.ts";
import { fetchJson } from "./fetch-json.ts";

/** Everything about one edge; `id` as in the graph's answer, whose `revision` tells when to ask again. */
export const edgeQuery = (id: string, revision: string) =>
  queryOptions({
    queryKey: ["edge", id, revision],
    queryFn: ({ signal }) => fetchJson<EdgeDetails>(`/api/edges/${encodeURIComponent(id)}`, signal),
    // A new revision of the same thing replaces it in place.
    placeholderData: (before, query) => (query?.queryKey[1] === id ? before : undefined),
  });
