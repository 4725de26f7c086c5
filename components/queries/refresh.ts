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

/** What a person looks at; the server answers it before it counts anything. */
const pictures: ReadonlySet<unknown> = new Set(["graph", "matrix"]);

/** So long the rest waits for a picture that does not come, in ms. */
const patience = 2000;

/**
 * Asks again for everything on screen that is not of this revision, the picture first: the rest is asked once it is there, so that no other
 * answer stands before it in the server. What did not change costs a 304.
 */
export async function refreshTo(client: QueryClient, revision: string): Promise<void> {
  const picture = client.invalidateQueries({
    predicate: (query) => pictures.has(query.queryKey[0]) && isOld(query, revision),
  });
  await Promise.race([picture, new Promise((done) => setTimeout(done, patience))]);
  await client.invalidateQueries({
    predicate: (query) => !pictures.has(query.queryKey[0]) && isOld(query, revision),
  });
}

/** Asks again for everything on screen. */
export const refreshAll = (client: QueryClient): Promise<void> =>
  client.invalidateQueries({ predicate: ({ queryKey }) => !keyedByRevision.has(queryKey[0]) });
