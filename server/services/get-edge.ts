import "server-only";
import type { ClusterSource } from "../cluster/source.ts";
import type { EdgeDetails } from "../contract/graph.ts";
import { explainEdge } from "../engine/index.ts";
import { readSource } from "./read-source.ts";
import { recent } from "./recent.ts";
import { failed, ok, type Result } from "./result.ts";

/** Edges kept for one revision. */
const EDGES = 256;

const edgeOf = recent(
  (reading, edgeId, nowSeconds) => explainEdge(reading.snapshot, edgeId, { nowSeconds }),
  EDGES,
);

/**
 * Everything about one edge: who decides and why, step by step.
 * @param edgeId `client>server:workloadPort`, also of an edge that the graph does not draw
 */
export async function getEdge(
  edgeId: string,
  now: { readonly nowSeconds: number },
  source: ClusterSource,
): Promise<Result<EdgeDetails>> {
  const reading = await readSource(source);
  if (!reading.ok) return reading;
  const details = edgeOf(reading.value, edgeId, now.nowSeconds);
  if (details === null)
    return failed("notFound", `There is no edge ${edgeId} in this source.`, "Open it from the graph again.");
  return ok({ revision: reading.value.snapshot.revision, ...details });
}
