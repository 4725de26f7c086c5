import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { MatrixAnswer } from "../../server/contract/matrix.ts";
import { fetchJson } from "./fetch-json.ts";

/** How every pair ends. */
export const matrixQuery = () =>
  queryOptions({
    queryKey: ["matrix"],
    queryFn: ({ signal }) => fetchJson<MatrixAnswer>("/api/matrix", signal),
    placeholderData: keepPreviousData,
  });
