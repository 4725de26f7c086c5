import type { Query, QueryClient } from "@tanstack/react-query";

/** Their key holds a revision: they are asked for anew when the graph brings the next one. */
const keyedByRevision: ReadonlySet<unknown> = new Set(["edge", "workload", "focus"]);

/** Whether an answer may be another at this revision; one that is on its way for the first time is of now. */
function isOld({ state, queryKey }: Query, revision: string): boolean {
  if (keyedByRevision.has(queryKey[0])) return false;
  if (state.status === "error") return true;
  const { data } = state;
  if (data === undefined) return false;
  return !(typeof data === "object" && data !== null && "revision" in data && data.revision === revision);
}

/** Asks again for everything on screen that is not of this revision. What did not change costs a 304. */
export const refreshTo = (client: QueryClient, revision: string): Promise<void> =>
  client.invalidateQueries({ predicate: (query) => isOld(query, revision) });

/** Asks again for everything on screen. */
export const refreshAll = (client: QueryClient): Promise<void> =>
  client.invalidateQueries({ predicate: ({ queryKey }) => !keyedByRevision.has(queryKey[0]) });
