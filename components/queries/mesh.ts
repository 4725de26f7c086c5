import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { MeshAnswer } from "../../server/contract/mesh.ts";
import { fetchJson } from "./fetch-json.ts";

/** Control planes, MeshConfig, membership, and what could be read. */
export const meshQuery = () =>
  queryOptions({
    queryKey: ["mesh"],
    queryFn: ({ signal }) => fetchJson<MeshAnswer>("/api/mesh", signal),
    placeholderData: keepPreviousData,
  });
