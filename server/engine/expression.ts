import type { Facts } from "./facts.ts";

/** One question about one attribute. `ask` answers undefined when the facts do not say. */
export interface Test {
  /** Field of the API, e.g. `methods`, or the key of a condition. */
  readonly field: string;
  readonly wanted: readonly string[];
  /** Path in the policy, e.g. `spec.rules[0].to[0].operation.methods`. */
  readonly path: string;
  readonly ask: (facts: Facts) => boolean | undefined;
  /** True when the answer may differ between two callers of one port. */
  readonly ofClient?: boolean;
  /** Name of the fact that no manifest holds and that the answer hangs on (assumption.ts). */
  readonly assumes?: string;
  /** What the request has, in words, for "nearest miss". */
  readonly was: (facts: Facts) => string;
}

/** A decision as an expression; three-valued, with `unknown` for what could not be read. */
export type Expression =
  | { readonly op: "yes" }
  | { readonly op: "no" }
  | { readonly op: "unknown"; readonly because: string }
  | { readonly op: "test"; readonly test: Test }
  | { readonly op: "not"; readonly of: Expression }
  | { readonly op: "all"; readonly of: readonly Expression[] }
  | { readonly op: "any"; readonly of: readonly Expression[] };

export const yes: Expression = { op: "yes" };
export const no: Expression = { op: "no" };

/** Conjunction, simplified: "no" decides, "yes" vanishes. */
export function allOf(of: readonly Expression[]): Expression {
  const rest: Expression[] = [];
  for (const e of of) {
    if (e.op === "no") return no;
    if (e.op === "all") rest.push(...e.of);
    else if (e.op !== "yes") rest.push(e);
  }
  if (rest.length === 0) return yes;
  return rest.length === 1 && rest[0] !== undefined ? rest[0] : { op: "all", of: rest };
}

/** Disjunction, simplified: "yes" decides, "no" vanishes. */
export function anyOf(of: readonly Expression[]): Expression {
  const rest: Expression[] = [];
  for (const e of of) {
    if (e.op === "yes") return yes;
    if (e.op === "any") rest.push(...e.of);
    else if (e.op !== "no") rest.push(e);
  }
  if (rest.length === 0) return no;
  return rest.length === 1 && rest[0] !== undefined ? rest[0] : { op: "any", of: rest };
}

/** Negation; unknown stays unknown. */
export function not(of: Expression): Expression {
  if (of.op === "yes") return no;
  if (of.op === "no") return yes;
  if (of.op === "not") return of.of;
  if (of.op === "unknown") return of;
  return { op: "not", of };
}

/**
 * Partial evaluation: every test that the facts answer is replaced by its answer; the rest is the residual.
 * @returns yes or no when decided, otherwise what is left to ask
 */
export function reduce(e: Expression, facts: Facts): Expression {
  switch (e.op) {
    case "test": {
      const answer = e.test.ask(facts);
      return answer === undefined ? e : answer ? yes : no;
    }
    case "not":
      return not(reduce(e.of, facts));
    case "all":
      return reduceAll(e.of, facts);
    case "any":
      return reduceAny(e.of, facts);
    default:
      return e;
  }
}

/** As allOf, but what stands behind a "no" is not asked. */
function reduceAll(of: readonly Expression[], facts: Facts): Expression {
  let rest: Expression[] | null = null;
  for (const x of of) {
    const e = reduce(x, facts);
    if (e.op === "no") return no;
    if (e.op === "yes") continue;
    rest ??= [];
    rest.push(e);
  }
  return rest === null ? yes : allOf(rest);
}

function reduceAny(of: readonly Expression[], facts: Facts): Expression {
  let rest: Expression[] | null = null;
  for (const x of of) {
    const e = reduce(x, facts);
    if (e.op === "yes") return yes;
    if (e.op === "no") continue;
    rest ??= [];
    rest.push(e);
  }
  return rest === null ? no : anyOf(rest);
}

/** The first `unknown` leaf's reason, or null when the residual is only about the request. */
export function unknownIn(e: Expression): string | null {
  switch (e.op) {
    case "unknown":
      return e.because;
    case "not":
      return unknownIn(e.of);
    case "all":
    case "any":
      for (const x of e.of) {
        const because = unknownIn(x);
        if (because !== null) return because;
      }
      return null;
    default:
      return null;
  }
}
