import type { PolicyRef } from "../contract/refs.ts";
import { say } from "../contract/text.ts";
import type { Step } from "../contract/verdict.ts";
import { type AuthorizationGates, type CompiledPolicy, refOf, ruleName } from "./authorization.ts";
import { type Expression, reduce } from "./expression.ts";
import type { Facts } from "./facts.ts";
import { nearestMiss } from "./nearest-miss.ts";
import { step } from "./step.ts";
import { conditionWords } from "./words.ts";

interface RuleState {
  readonly policy: CompiledPolicy;
  readonly rule: CompiledPolicy["rules"][number];
  readonly ref: PolicyRef;
  readonly left: Expression;
}

type OrderedRule = Omit<RuleState, "left">;
const ordered = new WeakMap<readonly CompiledPolicy[], readonly OrderedRule[]>();

/** The rules of some policies in Envoy's own order of rule names. */
function inOrder(policies: readonly CompiledPolicy[]): readonly OrderedRule[] {
  const known = ordered.get(policies);
  if (known !== undefined) return known;
  const rules = policies
    .flatMap((policy) =>
      policy.rules.map((rule) => {
        const ref = refOf(policy.policy, rule.index);
        return { policy, rule, ref, name: ruleName(ref) };
      }),
    )
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  ordered.set(policies, rules);
  return rules;
}

/** Every rule of some policies under the facts, in that order. */
function ruleStates(policies: readonly CompiledPolicy[], facts: Facts): readonly RuleState[] {
  return inOrder(policies).map((r) => ({ ...r, left: reduce(r.rule.expression, facts) }));
}

function missOf(
  p: CompiledPolicy,
  facts: Facts,
): { readonly text: string; readonly path: string | null; readonly rule: number | null } {
  if (p.rules.length === 0) return { text: say("missNoRules"), path: "spec", rule: null };
  const dropped = p.rules.find((r) => r.changed === "dropped");
  for (const rule of p.rules) {
    const miss = nearestMiss(rule.expression, facts);
    if (miss === null) continue;
    const { test, not } = miss;
    return {
      text: say(not && !test.field.startsWith("not") ? "missWantsNot" : "missWants", {
        field: test.field,
        values: test.wanted.join(", "),
        was: test.was(facts),
      }),
      path: test.path,
      rule: rule.index,
    };
  }
  if (dropped !== undefined)
    return {
      text: say("missDropped"),
      path: `spec.rules[${dropped.index}]`,
      rule: dropped.index,
    };
  return { text: say("missNever"), path: "spec.rules", rule: null };
}

/** A policy's verdict in words: matched, hanging on something, or its nearest miss. */
function lines(p: CompiledPolicy, facts: Facts, kind: "deny" | "allow"): readonly Step[] {
  const object = p.policy;
  const states = ruleStates([p], facts);
  const notes = p.rules.flatMap((r) =>
    r.changed === null
      ? []
      : [
          step(
            r.changed === "dropped" ? "allowDroppedTcp" : "denyWidenedTcp",
            { rule: String(r.index) },
            { object, path: `spec.rules[${r.index}]`, rule: r.index },
          ),
        ],
  );
  const matched = states.find((s) => s.left.op === "yes");
  if (matched !== undefined) {
    const state = kind === "deny" ? "decides" : "passes";
    return [
      ...notes,
      step(
        kind === "deny" ? "denyMatched" : "allowMatched",
        { rule: String(matched.rule.index) },
        { object, path: `spec.rules[${matched.rule.index}]`, rule: matched.rule.index, state },
      ),
    ];
  }
  const open = states.filter((s) => s.left.op !== "no");
  if (open.length > 0) {
    return [
      ...notes,
      ...open.map((s) =>
        step(
          kind === "deny" ? "denyDepends" : "allowDepends",
          { rule: String(s.rule.index), condition: conditionWords(s.left, "itIs") },
          { object, path: `spec.rules[${s.rule.index}]`, rule: s.rule.index, state: "decides" },
        ),
      ),
    ];
  }
  const miss = missOf(p, facts);
  return [
    ...notes,
    step(
      kind === "deny" ? "denyNotMatched" : "allowNotMatched",
      { miss: miss.text },
      { object, path: miss.path, rule: miss.rule },
    ),
  ];
}

const providerOf = (p: CompiledPolicy) => p.policy.provider ?? "";

function customLines(p: CompiledPolicy, facts: Facts): readonly Step[] {
  const object = p.policy;
  const left = reduce(p.matches, facts);
  const values = { provider: providerOf(p) };
  if (p.role === "customSkipped") return [step("customSkippedTcp", values, { object })];
  if (left.op === "no") return [step("customNotMatched", values, { object })];
  if (p.role === "custom")
    return [step("customAsked", values, { object, path: "spec.provider.name", state: "decides" })];
  const dry = object.meta.annotations["istio.io/dry-run"] !== undefined;
  const state = left.op === "yes" ? "decides" : "passes";
  return [
    step(dry ? "customDryRun" : p.role === "customBad" ? "customBadProvider" : "customTwoProviders", values, {
      object,
      path: "spec.provider.name",
      state,
    }),
  ];
}

/**
 * The explanation of the policies of one proxy, in the order CUSTOM, (AUDIT), DENY, ALLOW.
 * @param stopped the gate that already stopped the request; later policies are then told as not reached
 */
export function policySteps(
  gates: AuthorizationGates,
  facts: Facts,
  server: string,
): { readonly custom: readonly Step[]; readonly deny: readonly Step[]; readonly allow: readonly Step[] } {
  const of = (...roles: CompiledPolicy["role"][]) => gates.policies.filter((p) => roles.includes(p.role));
  const quiet = of("audit", "dryRun").map((p) =>
    step(p.role === "audit" ? "auditIgnored" : "dryRunIgnored", {}, { object: p.policy }),
  );
  const allows = of("allow");
  const allowLines = allows.flatMap((p) => lines(p, facts, "allow"));
  const left = reduce(gates.allow, facts);
  const end: Step[] =
    left.op === "unknown"
      ? [step("unknownCoverage", { because: left.because }, { state: "decides" })]
      : allows.length === 0
        ? [step("noAllowPolicy", { server }, {})]
        : left.op === "no"
          ? [step("allowNoneMatched", { server }, { state: "decides" })]
          : [];
  const allow =
    left.op === "yes"
      ? allowLines.map((s) => (s.code === "allowMatched" ? { ...s, state: "decides" as const } : s))
      : allowLines;
  return {
    custom: of("custom", "customBad", "customSkipped").flatMap((p) => customLines(p, facts)),
    deny: [...quiet, ...of("deny").flatMap((p) => lines(p, facts, "deny"))],
    allow: [...allow, ...end],
  };
}

/** Who decides at the deny gate: the first rule by Envoy's order that matches. */
export function denyDecider(policies: readonly CompiledPolicy[], facts: Facts): readonly PolicyRef[] {
  const matched = inOrder(policies).find((r) => reduce(r.rule.expression, facts).op === "yes");
  return matched === undefined ? [] : [matched.ref];
}

/** Policies with a rule that is still open under the facts. */
export function openRules(policies: readonly CompiledPolicy[], facts: Facts): readonly PolicyRef[] {
  return inOrder(policies)
    .filter((r) => {
      const { op } = reduce(r.rule.expression, facts);
      return op !== "yes" && op !== "no";
    })
    .map((r) => r.ref);
}
