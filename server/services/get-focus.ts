import "server-only";
import type { ClusterSource } from "../cluster/source.ts";
import type { FocusAnswer } from "../contract/focus.ts";
import { explainWorkload, focusPorts, policyLines, whomMayCall } from "../engine/index.ts";
import { withCertificates } from "./node-certificates.ts";
import { readSource } from "./read-source.ts";
import { recent } from "./recent.ts";
import { failed, ok, type Result } from "./result.ts";

/** Nodes kept for one revision: an answer about a thousand peers is large. */
const NODES = 16;

const focusOf = recent((reading, nodeId, nowSeconds): Omit<FocusAnswer, "revision"> | null => {
  const { snapshot } = reading;
  const ports = focusPorts(snapshot, nodeId, { nowSeconds });
  const details = explainWorkload(snapshot, nodeId);
  if (ports === null || details === null) return null;
  const [node] = withCertificates([details.node], reading, nowSeconds);
  const calls = whomMayCall(snapshot, nodeId, { nowSeconds });
  const deciding = [...ports.map(({ callers }) => callers), ...(calls === null ? [] : [calls])]
    .flatMap(({ groups, stops }) => [...groups, ...stops])
    .flatMap(({ decidedBy }) => decidedBy);
  const opening = ports.flatMap(({ decidedBy, reasons, outside }) => [
    ...decidedBy,
    ...reasons.flatMap(({ policies }) => policies),
    ...(outside?.decidedBy ?? []),
  ]);
  return {
    node: node ?? details.node,
    ports,
    calls,
    policies: details.policies,
    lines: policyLines(snapshot, [...deciding, ...opening]),
  };
}, NODES);

/**
 * Who may call one node and whom it may call, over all pairs, and why a port of it is open.
 * @param nodeId `namespace/name`, `outside`, or `external/<host>`
 */
export async function getFocus(
  nodeId: string,
  now: { readonly nowSeconds: number },
  source: ClusterSource,
): Promise<Result<FocusAnswer>> {
  const reading = await readSource(source);
  if (!reading.ok) return reading;
  const focus = focusOf(reading.value, nodeId, now.nowSeconds);
  if (focus === null)
    return failed(
      "notFound",
      `There is no workload ${nodeId} in this source.`,
      "Choose another one: the field above offers every workload of the source.",
    );
  return ok({ revision: reading.value.snapshot.revision, ...focus });
}
