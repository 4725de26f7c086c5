import type { Check, PolicyRow, RuleRow } from "../contract/ask.ts";
import type { PolicyRef } from "../contract/refs.ts";
import type { Judgement, Path } from "./answer.ts";
import { applicablePolicies, type CompiledPolicy, refOf } from "./authorization.ts";
import { reduce } from "./expression.ts";
import type { Facts } from "./facts.ts";
import type { StageGate } from "./gate.ts";
import type { PodFacts } from "./membership.ts";
import type { Mesh } from "./mesh.ts";
import { failingTests, type RuleTest, testsOf } from "./nearest-miss.ts";
import type { Meta } from "./objects.ts";
import type { ProxyResult } from "./proxy.ts";

/** The gate that each role of a policy stands at. */
const gateOfRole = {
  custom: "custom",
  customBad: "custom",
  customSkipped: "custom",
  deny: "deny",
  allow: "allow",
  audit: null,
  dryRun: null,
} satisfies Record<CompiledPolicy["role"], StageGate["gate"] | null>;

const rank = { CUSTOM: 0, AUDIT: 1, DENY: 2, ALLOW: 3 } as const;

function checkOf(meta: Meta, { test, not }: RuleTest, facts: Facts): Check {
  const asked = test.ask(facts);
  const line = meta.lineOf(test.path);
  const valueLines = test.wanted.flatMap((_, i) => meta.lineOf(`${test.path}[${i}]`) ?? []);
  return {
    field: test.field,
    wanted: test.wanted,
    not,
    was: test.was(facts),
    holds: asked === undefined ? null : asked !== not,
    path: test.path,
    line,
    valueLines: [...new Set(valueLines)],
  };
}

/** One rule under the facts: matched, missed by which field, or still open. */
function ruleRow(meta: Meta, rule: CompiledPolicy["rules"][number], facts: Facts | null): RuleRow {
  const about = {
    rule: rule.index,
    widened: rule.changed === "widened",
    line: meta.lineOf(`spec.rules[${rule.index}]`),
  };
  if (facts === null) return { ...about, state: "notAsked", miss: null, checks: [] };
  if (rule.changed === "dropped") return { ...about, state: "dropped", miss: null, checks: [] };
  const { op } = reduce(rule.expression, facts);
  const missed = op === "no" ? failingTests(rule.expression, facts)[0] : undefined;
  return {
    ...about,
    state: op === "yes" ? "matched" : op === "no" ? "missed" : "depends",
    miss: missed === undefined ? null : checkOf(meta, missed, facts),
    checks: testsOf(rule.expression).map((t) => checkOf(meta, t, facts)),
  };
}

const sameObject = (a: PolicyRef, b: PolicyRef) =>
  a.kind === b.kind && a.namespace === b.namespace && a.name === b.name;

function stateOf(
  p: CompiledPolicy,
  rules: readonly RuleRow[],
  reached: boolean,
  decides: boolean,
): PolicyRow["state"] {
  if (p.role === "audit" || p.role === "dryRun") return p.role;
  if (!reached) return "notReached";
  if (p.role === "customSkipped") return "skipped";
  if (rules.length > 0 && rules.every((r) => r.state === "dropped")) return "dropped";
  const some = (state: RuleRow["state"]) => rules.some((r) => r.state === state);
  if (some("matched")) return decides ? "decides" : p.role === "custom" ? "asks" : "matched";
  return some("depends") ? "depends" : "missed";
}

function rowsOfProxy(
  proxy: ProxyResult,
  at: PolicyRow["at"],
  gates: readonly StageGate[],
  judgement: Judgement,
): readonly PolicyRow[] {
  const stop = judgement.stoppedBy === null ? gates.length : gates.indexOf(judgement.stoppedBy);
  return proxy.policies.policies
    .map((p): PolicyRow => {
      const gate = gateOfRole[p.role];
      const place = gates.findIndex((g) => g.gate === gate && g.at === at);
      const reached = gate === null || (place >= 0 && place <= stop);
      const facts = p.role.startsWith("custom") ? proxy.before : proxy.facts;
      const rules = p.rules.map((r) => ruleRow(p.policy.meta, r, reached ? facts : null));
      const ref = refOf(p.policy);
      const { stoppedBy } = judgement;
      const mayDecide =
        stoppedBy === null
          ? judgement.outcome === "allowed" && gate === "allow"
          : stoppedBy.gate === gate && stoppedBy.at === at;
      const decides = mayDecide && judgement.decidedBy.some((d) => d.rule !== null && sameObject(d, ref));
      return {
        ref,
        at,
        action: p.policy.action,
        state: stateOf(p, rules, reached, decides),
        rules,
        file: p.policy.meta.origin?.file ?? null,
        line: p.policy.meta.origin?.line ?? null,
      };
    })
    .toSorted((a, b) => rank[a.action] - rank[b.action]);
}

/** Policies of a proxy that the request never came to. */
function unreached(mesh: Mesh, pod: PodFacts, at: PolicyRow["at"]): readonly PolicyRow[] {
  return applicablePolicies(mesh.snapshot, pod)
    .map(
      (p): PolicyRow => ({
        ref: refOf(p),
        at,
        action: p.action,
        state: "notReached",
        rules: p.rules.map((_, rule) => ({
          rule,
          state: "notAsked",
          widened: false,
          miss: null,
          checks: [],
          line: p.meta.lineOf(`spec.rules[${rule}]`),
        })),
        file: p.meta.origin?.file ?? null,
        line: p.meta.origin?.line ?? null,
      }),
    )
    .toSorted((a, b) => rank[a.action] - rank[b.action]);
}

/** Every policy of the proxies on one path, in the order in which they are asked: the gateway's, then the server's. */
export function policyRows(mesh: Mesh, path: Path, judgement: Judgement): readonly PolicyRow[] {
  const { gateway, hop } = path;
  const rows: PolicyRow[] = [];
  if (gateway !== undefined) {
    rows.push(
      ...(gateway.proxy === null
        ? unreached(mesh, gateway.pod, "gateway")
        : rowsOfProxy(gateway.proxy, "gateway", path.gates, judgement)),
    );
  }
  if (hop === null) return rows;
  if (hop.proxy !== null) rows.push(...rowsOfProxy(hop.proxy, "server", path.gates, judgement));
  else if (hop.endpoint.pod?.hasProxy === true) rows.push(...unreached(mesh, hop.endpoint.pod, "server"));
  return rows;
}
