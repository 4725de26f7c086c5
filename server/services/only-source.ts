import "server-only";
import type { ClusterSource } from "../cluster/source.ts";
import { eventsOf } from "./events.ts";
import { ok } from "./result.ts";
import type { SourcePool } from "./source-pool.ts";

/** Makes one source the only one of this process: for tests that go through the routes. */
export function showOnly(source: ClusterSource): void {
  const lease = ok({ source, events: eventsOf(source, Date.now), release: () => {} });
  const pool: Pick<SourcePool, "lease"> = { lease: () => lease };
  (globalThis as { [key: symbol]: typeof pool })[Symbol.for("sekisho.sources")] = pool;
}
