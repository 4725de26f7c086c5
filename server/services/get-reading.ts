import "server-only";
import type { ClusterSource } from "../cluster/source.ts";
import type { ReadingAnswer } from "../contract/sources.ts";

/**
 * How a source is read at this moment.
 * @param now milliseconds since 1970
 */
export function getReading(now: number, source: ClusterSource): ReadingAnswer {
  const { state, problem } = source.health();
  return {
    now: new Date(now).toISOString(),
    health: { state, problem: problem === null ? null : { text: problem.text, cure: problem.cure } },
    collections: source.collections(),
  };
}
