import { queryOptions } from "@tanstack/react-query";
import type { WorkloadDetails } from "../../server/contract/graph.ts";
import { fetchJson } from "./fetch-json.ts";

/** Everything about one workload, gateway or outside party; `id` as in the graph's answer, whose `revision` tells when to ask again. */
export const workloadQuery = (id: string, revision: string) =>
  queryOptions({
    queryKey: ["workload", id, revision],
    queryFn: ({ signal }) => fetchJson<WorkloadDetails>(`/api/workloads/${encodeURIComponent(id)}`, signal),
    // A new revision of the same thing replaces it in place.
    placeholderData: (before, query) => (query?.queryKey[1] === id ? before : undefined),
  });
