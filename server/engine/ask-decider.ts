import type { Decider, PolicyRow, RuleRow } from "../contract/ask.ts";
import type { PolicyRef } from "../contract/refs.ts";
import type { Answer } from "../contract/verdict.ts";
import type { Judgement } from "./answer.ts";
import type { Mesh } from "./mesh.ts";
import type { Meta } from "./objects.ts";

const sameObject = (a: PolicyRef, b: PolicyRef) =>
  a.kind === b.kind && a.namespace === b.namespace && a.name === b.name;

const failing = (r: RuleRow) => r.checks.filter((c) => c.holds === false).length;
const holding = (r: RuleRow) => r.checks.filter((c) => c.holds === true).length;

/** Of rules that missed, the one with the fewest fields that failed, then the most that held. */
function nearestRule(rows: readonly PolicyRow[]): { readonly row: PolicyRow; readonly rule: RuleRow } | null {
  const missed = rows.flatMap((row) =>
    row.rules.filter((r) => r.state === "missed" && r.miss !== null).map((rule) => ({ row, rule })),
  );
  return (
    missed.toSorted((a, b) => failing(a.rule) - failing(b.rule) || holding(b.rule) - holding(a.rule))[0] ??
    null
  );
}

function metaOf(mesh: Mesh, ref: PolicyRef): Meta | null {
  const s = mesh.snapshot;
  const all: readonly { readonly meta: Meta }[] = [
    ...s.authorizationPolicies,
    ...s.requestAuthentications,
    ...s.peerAuthentications,
    ...s.destinationRules,
  ];
  return all.find(({ meta }) => sameObject({ ...meta, rule: null }, ref))?.meta ?? null;
}

function selectorLines(meta: Meta | null): readonly number[] {
  const [selector, labels] = ["spec.selector", "spec.selector.matchLabels"].map(
    (p) => meta?.lineOf(p) ?? null,
  );
  // A path that is not there leads to the nearest line above it: then there is no selector.
  if (selector == null || labels == null || selector === meta?.lineOf("spec")) return [];
  return labels === selector ? [] : [labels + 1];
}

/** The policy that the page shows as the one that decides: by its rule, by its line, or as the nearest miss. */
export function deciderOf(
  mesh: Mesh,
  rows: readonly PolicyRow[],
  judgement: Judgement,
  answer: Answer,
): Decider | null {
  const named = judgement.decidedBy.find((d) => d.rule !== null);
  const row = named === undefined ? undefined : rows.find((r) => sameObject(r.ref, named));
  const about = (ref: PolicyRef) => ({ ref, selectorLines: selectorLines(metaOf(mesh, ref)) });
  if (named !== undefined && row !== undefined) {
    const rule = row.rules.find((r) => r.rule === named.rule) ?? null;
    return { ...about(named), nearest: false, rule, line: rule?.line ?? row.line };
  }
  const { stoppedBy } = judgement;
  if (stoppedBy?.gate === "allow") {
    const allows = rows.filter((r) => r.action === "ALLOW" && r.at === stoppedBy.at && r.state === "missed");
    const nearest = nearestRule(allows);
    const chosen = nearest?.row ?? allows[0];
    if (chosen === undefined) return null;
    const ref = { ...chosen.ref, rule: nearest?.rule.rule ?? null };
    return {
      ...about(ref),
      nearest: true,
      rule: nearest?.rule ?? null,
      line: nearest?.rule.miss?.line ?? chosen.line,
    };
  }
  const first = judgement.decidedBy[0];
  if (first === undefined) return null;
  const step = answer.steps.findLast(
    (s) => s.policy !== null && s.path !== null && sameObject(s.policy, first),
  );
  return { ...about(first), nearest: false, rule: null, line: step?.line ?? null };
}
