import { queryOptions } from "@tanstack/react-query";
import type { WorkloadDetails } from "../../server/contract/graph.ts";
import { fetchJson } from "./fetch-json.ts";

/** Everything about one workload, gateway or outside party; `id` as in the graph's answer. */
export const workloadQuery = (id: string) =>
  queryOptions({
    queryKey: ["workload", id],
    queryFn: ({ signal }) => fetchJson<WorkloadDetails>(`/api/workloads/${encodeURIComponent(id)}`, signal),
  });
