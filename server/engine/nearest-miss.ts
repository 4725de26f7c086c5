import { type Expression, reduce, type Test } from "./expression.ts";
import type { Facts } from "./facts.ts";

/** A test in a rule; `not` where the rule holds only if the test does not. */
export interface RuleTest {
  readonly test: Test;
  readonly not: boolean;
}

/** Every test of an expression in the order in which it is written. */
export function testsOf(e: Expression, not = false): readonly RuleTest[] {
  if (e.op === "test") return [{ test: e.test, not }];
  if (e.op === "not") return testsOf(e.of, !not);
  return e.op === "all" || e.op === "any" ? e.of.flatMap((x) => testsOf(x, not)) : [];
}

/**
 * The tests that fail, in the alternative that fails in the fewest of them.
 * @param wanted what the expression should come to
 * @returns none when it holds, or when the facts do not say
 */
export function failingTests(e: Expression, facts: Facts, wanted = true): readonly RuleTest[] {
  if (reduce(e, facts).op !== (wanted ? "no" : "yes")) return [];
  if (e.op === "test") return [{ test: e.test, not: !wanted }];
  if (e.op === "not") return failingTests(e.of, facts, !wanted);
  if (e.op !== "all" && e.op !== "any") return [];
  const parts = e.of.map((x) => failingTests(x, facts, wanted));
  if ((e.op === "all") === wanted) return parts.flat();
  return parts.filter((p) => p.length > 0).toSorted((a, b) => a.length - b.length)[0] ?? [];
}

/** The first test that fails: the "nearest miss" of a rule. */
export const nearestMiss = (e: Expression, facts: Facts): RuleTest | null =>
  failingTests(e, facts)[0] ?? null;
