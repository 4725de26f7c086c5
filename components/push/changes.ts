import type { QueryClient, QueryKey } from "@tanstack/react-query";
import type { GraphAnswer } from "../../server/contract/graph.ts";
import { flips } from "./flips.ts";
import { addChange, type Change } from "./history.ts";
import { store } from "./store.ts";

/** What changed while this page is open, newest first. */
export const changes = store<readonly Change[]>([]);

/** The change that the toast tells of; null when it was dismissed, or there is nothing to tell. */
export const news = store<Change | null>(null);

/** Since when all that changed is known, milliseconds since 1970; null before the first graph. */
export const began = store<number | null>(null);

const isGraph = (key: QueryKey): boolean => key[0] === "graph";

/**
 * Compares each graph that comes with the one before it, whatever asked for it.
 * @returns stops
 */
export function recordChanges(client: QueryClient): () => void {
  const before = new Map<string, GraphAnswer>();
  return client.getQueryCache().subscribe((event) => {
    const { queryHash, queryKey, state } = event.query;
    if (!isGraph(queryKey)) return;
    if (event.type === "removed") before.delete(queryHash);
    if (event.type !== "updated" || event.action.type !== "success") return;
    const now = state.data as GraphAnswer;
    if (began.get() === null) began.set(Date.now());
    const was = before.get(queryHash);
    before.set(queryHash, now);
    if (was === undefined || was.revision === now.revision) return;
    const change = { revision: now.revision, at: Date.now(), flips: flips(was, now) };
    const history = addChange(changes.get(), change);
    const oldest = changes.get().at(-1)?.revision;
    const [last] = history.slice(-1);
    // What was forgotten is not known any more.
    if (oldest !== undefined && last !== undefined && !history.some(({ revision }) => revision === oldest))
      began.set(last.at);
    changes.set(history);
    // A change without a flip leaves the toast of the one before it.
    const [newest] = history;
    if (change.flips.length > 0 && newest !== undefined) news.set(newest);
  });
}
