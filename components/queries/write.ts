import { queryOptions } from "@tanstack/react-query";
import type {
  BatchAnswer,
  HistoryAnswer,
  PolicyChange,
  RightsAnswer,
  SessionAnswer,
  WriteAnswer,
} from "../../server/contract/write.ts";
import { fetchJson, postOutcome } from "./fetch-json.ts";
import type { PolicyAddress } from "./policy-source.ts";

/** Kept beside the schemas: the browser needs the name of the header, not the library. */
export const tokenHeader = "x-sekisho-token";

/** Whether one may write a kind in a namespace, and what to grant where not. */
export const rightsQuery = (kind: string, namespace: string) =>
  queryOptions({
    queryKey: ["rights", kind, namespace],
    queryFn: ({ signal }) =>
      fetchJson<RightsAnswer>(`/api/rights?${new URLSearchParams({ kind, namespace })}`, signal),
  });

/** The states that an object had. */
export const historyQuery = ({ kind, namespace, name }: PolicyAddress) =>
  queryOptions({
    queryKey: ["history", kind, namespace, name],
    queryFn: ({ signal }) =>
      fetchJson<HistoryAnswer>(
        `/api/policies/${[kind, namespace, name].map(encodeURIComponent).join("/")}/history`,
        signal,
      ),
  });

/**
 * Writes one change, or only tries it. The session is asked for each time: another start of the server wants another token.
 * @throws ProblemError when no answer came: what became of the change is then not known
 */
export async function writeChange(change: PolicyChange, dryRun: boolean): Promise<WriteAnswer> {
  return postOutcome<WriteAnswer>("/api/policies/write", { change, dryRun }, await proof());
}

/**
 * Writes a set of changes in a safe order, or only tries them.
 * @throws ProblemError when no answer came, as above
 */
export async function writeChanges(changes: readonly PolicyChange[], dryRun: boolean): Promise<BatchAnswer> {
  return postOutcome<BatchAnswer>("/api/policies/batch", { changes, dryRun }, await proof());
}

/** Headers that prove that this page asks. */
export async function proof(): Promise<Readonly<Record<string, string>>> {
  const { token } = await fetchJson<SessionAnswer>("/api/session");
  return { [tokenHeader]: token, "content-type": "application/json" };
}
