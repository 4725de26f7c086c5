import "server-only";
import type { ClusterSource } from "../cluster/source.ts";
import type { PoliciesAnswer } from "../contract/policies.ts";
import { policyFacts } from "../engine/index.ts";
import { getGraph } from "./get-graph.ts";
import { readSource } from "./read-source.ts";
import { ok, type Result } from "./result.ts";

const kept = new WeakMap<object, PoliciesAnswer>();

/** Every object of the kinds that are read, with what comes of it; computed once for each revision. */
export async function listPolicies(
  now: { readonly nowSeconds: number },
  source: ClusterSource,
): Promise<Result<PoliciesAnswer>> {
  const graph = await getGraph({ asked: [], nowSeconds: now.nowSeconds }, source);
  if (!graph.ok) return graph;
  const reading = await readSource(source);
  if (!reading.ok) return reading;
  const { snapshot } = reading.value;
  const known = kept.get(snapshot);
  if (known !== undefined) return ok(known);
  const answer = { revision: snapshot.revision, policies: policyFacts(snapshot, graph.value.edges) };
  // Between two reads a file may have changed: then the edges are of the older one, and nothing is kept.
  if (graph.value.revision === snapshot.revision) kept.set(snapshot, answer);
  return ok(answer);
}
