import { isDeepStrictEqual } from "node:util";
import { expect } from "vitest";
import { type LiveSource, liveSource } from "../../server/cluster/kubernetes/live-source.ts";
import { type Times, usualTimes } from "../../server/cluster/kubernetes/times.ts";
import type { ClusterSource } from "../../server/cluster/source.ts";
import type { GraphAnswer } from "../../server/contract/graph.ts";
import { getGraph } from "../../server/services/get-graph.ts";
import { until } from "./until.ts";

export { kubeconfig } from "./kubeconfig.ts";
export { until } from "./until.ts";

/** The product's times, made short where a test would only wait. */
export const quickTimes: Times = {
  ...usualTimes,
  backOffFirst: 50,
  backOffLongest: 500,
  staleAfter: 1500,
  answerWithin: 5000,
  lookAgain: 500,
  discoverAgain: 300,
};

/** A source of the product; whoever opens it closes it. */
export function openSource(
  file: string,
  {
    times = quickTimes,
    namespaces = [],
  }: { readonly times?: Times; readonly namespaces?: readonly string[] } = {},
): LiveSource {
  return liveSource({ kubeconfig: file, context: null, namespaces }, times);
}

/** Namespaces of Kubernetes itself, which the folder of the world does not have. */
const own = ["kube-system", "kube-public", "kube-node-lease"];

/** What a person sees of the mesh, without what tells one source or one moment from another. */
export async function graphOf(source: ClusterSource) {
  const answer = await getGraph({ asked: [], nowSeconds: 1_800_000_000 }, source);
  if (!answer.ok) throw new Error(`${answer.problem.detail} ${answer.problem.cure}`);
  const { namespaces, nodes, edges, policies, coverage, problems, source: about } = answer.value;
  return {
    trustDomain: about.trustDomain,
    rootNamespace: about.rootNamespace,
    istioVersion: about.istioVersion,
    namespaces: namespaces.filter(({ name }) => !own.includes(name)),
    nodes: nodes.map((node) => ({ ...node, certificate: null })).toSorted(byId),
    edges: edges.toSorted(byId),
    policies,
    coverage,
    problems: problems.map(({ object, text }) => ({ object, text })),
  };
}

const byId = (a: { readonly id: string }, b: { readonly id: string }) => (a.id < b.id ? -1 : 1);

/** Waits until a source shows what one that is opened now shows. */
export async function becomesLike(source: ClusterSource, file: string, namespaces: readonly string[] = []) {
  const fresh = openSource(file, { namespaces });
  try {
    return await becomesEqual(source, fresh);
  } finally {
    fresh.close();
  }
}

/** Waits until two sources show the same: on a slow machine the later one may still be opening its watches. */
export async function becomesEqual(source: ClusterSource, other: ClusterSource) {
  const both = async () => [await graphOf(source), await graphOf(other)] as const;
  const [now, wanted] = await until(both, ([a, b]) => isDeepStrictEqual(a, b)).catch(both);
  expect(now).toEqual(wanted);
  return now;
}

/** The edge of the graph with that id. */
export async function edgeOf(
  source: ClusterSource,
  id: string,
): Promise<GraphAnswer["edges"][number] | undefined> {
  return (await graphOf(source)).edges.find((edge) => edge.id === id);
}
