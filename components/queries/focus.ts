import { queryOptions } from "@tanstack/react-query";
import type { FocusAnswer } from "../../server/contract/focus.ts";
import { fetchJson } from "./fetch-json.ts";

/** Who may call one node and whom it may call; `id` as in the graph's answer, whose `revision` tells when to ask again. */
export const focusQuery = (id: string, revision: string) =>
  queryOptions({
    queryKey: ["focus", id, revision],
    queryFn: ({ signal }) => fetchJson<FocusAnswer>(`/api/workloads/${encodeURIComponent(id)}/focus`, signal),
    // A new revision of the same thing replaces it in place.
    placeholderData: (before, query) => (query?.queryKey[1] === id ? before : undefined),
  });
