import { queryOptions } from "@tanstack/react-query";
import type { PolicySource } from "../../server/contract/graph.ts";
import { fetchJson } from "./fetch-json.ts";

export interface PolicyAddress {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** The YAML of one object as it stands in the source. */
export const policySourceQuery = ({ kind, namespace, name }: PolicyAddress) =>
  queryOptions({
    queryKey: ["policy", kind, namespace, name],
    queryFn: ({ signal }) =>
      fetchJson<PolicySource>(
        `/api/policies/${[kind, namespace, name].map(encodeURIComponent).join("/")}`,
        signal,
      ),
  });
