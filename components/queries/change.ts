import { queryOptions } from "@tanstack/react-query";
import type { ChangeChoices } from "../../server/contract/change.ts";
import { fetchJson } from "./fetch-json.ts";

/** What the forms of policies offer. */
export const changeChoicesQuery = () =>
  queryOptions({
    queryKey: ["change choices"],
    queryFn: ({ signal }) => fetchJson<ChangeChoices>("/api/policies/choices", signal),
  });
