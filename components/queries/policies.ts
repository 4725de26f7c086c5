import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { PoliciesAnswer } from "../../server/contract/policies.ts";
import { fetchJson } from "./fetch-json.ts";

/** Every object of the kinds that are read, with what comes of it. */
export const policiesQuery = () =>
  queryOptions({
    queryKey: ["policies"],
    queryFn: ({ signal }) => fetchJson<PoliciesAnswer>("/api/policies", signal),
    placeholderData: keepPreviousData,
  });
