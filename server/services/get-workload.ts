import "server-only";
import type { ClusterSource } from "../cluster/source.ts";
import type { WorkloadDetails } from "../contract/graph.ts";
import { explainWorkload } from "../engine/index.ts";
import { readSource } from "./read-source.ts";
import { recent } from "./recent.ts";
import { failed, ok, type Result } from "./result.ts";

/** Workloads kept for one revision. */
const WORKLOADS = 256;

const workloadOf = recent((reading, nodeId) => explainWorkload(reading.snapshot, nodeId), WORKLOADS);

/**
 * Everything about one workload: membership, ports, and the policies that apply.
 * @param nodeId `namespace/name`
 */
export async function getWorkload(nodeId: string, source: ClusterSource): Promise<Result<WorkloadDetails>> {
  const reading = await readSource(source);
  if (!reading.ok) return reading;
  const details = workloadOf(reading.value, nodeId, 0);
  if (details === null)
    return failed(
      "notFound",
      `There is no workload ${nodeId} in this source.`,
      "Open it from the graph again.",
    );
  return ok({ revision: reading.value.snapshot.revision, ...details });
}
