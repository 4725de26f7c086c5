import { allOf, anyOf, type Expression, no, not, type Test, yes } from "./expression.ts";
import {
  conditionField,
  type Field,
  type FieldContext,
  operationFields,
  sourceFields,
} from "./match/field.ts";
import type {
  AuthorizationOperation,
  AuthorizationPolicy,
  AuthorizationRule,
  AuthorizationSource,
} from "./objects.ts";

/** HTTP chains know every field; TCP chains only those of the connection. */
export type Chain = "HTTP" | "TCP";

/** One rule as an expression, and what Istio did to it on this chain. */
export interface CompiledRule {
  readonly index: number;
  readonly expression: Expression;
  /** Set when the rule was dropped ("no") or lost fields and so became broader. */
  readonly changed: "dropped" | "widened" | null;
}

/** Thrown inside this file only: an ALLOW rule that Istio drops as a whole. */
class Dropped extends Error {}

interface Compiling {
  readonly chain: Chain;
  readonly allow: boolean;
  readonly context: FieldContext;
  widened: boolean;
}

/** `xs` and `notXs` of one field; undefined values mean: no constraint. */
function constraint(
  name: string,
  field: Field,
  values: readonly string[],
  notValues: readonly string[],
  path: string,
  negatedName: string,
  c: Compiling,
): Expression {
  if (values.length === 0 && notValues.length === 0) return yes;
  if (field.httpOnly && c.chain === "TCP") {
    // ALLOW loses the whole rule; the other actions lose only the field and so become broader.
    if (c.allow) throw new Dropped();
    c.widened = true;
    return yes;
  }
  const side = (all: readonly string[], suffix: string): Test | null => {
    if (all.length === 0) return null;
    const wanted = all.filter((v) => field.usable(v));
    if (wanted.length < all.length) {
      if (c.allow) throw new Dropped();
      c.widened = true;
    }
    if (wanted.length === 0) return null;
    const { context } = c;
    return {
      field: suffix,
      wanted,
      path: `${path}.${suffix}`,
      ask: (f) => field.ask(wanted, f, context),
      ofClient: field.ofClient === true,
      was: field.was,
    };
  };
  const positive = side(values, name);
  const negative = side(notValues, negatedName);
  return allOf([
    positive === null ? yes : { op: "test", test: positive },
    negative === null ? yes : not({ op: "test", test: negative }),
  ]);
}

const negated = <T extends string>(name: T) =>
  `not${name[0]?.toUpperCase()}${name.slice(1)}` as `not${Capitalize<T>}`;

const sourceNames = (Object.keys(sourceFields) as (keyof typeof sourceFields)[]).map((name) => ({
  name,
  not: negated(name),
}));
const operationNames = (Object.keys(operationFields) as (keyof typeof operationFields)[]).map((name) => ({
  name,
  not: negated(name),
}));

function source(s: AuthorizationSource, path: string, c: Compiling): Expression {
  const set = sourceNames.filter(({ name, not }) => s[name].length > 0 || s[not].length > 0);
  return allOf(
    set.map(({ name, not }) => constraint(name, sourceFields[name], s[name], s[not], path, not, c)),
  );
}

function operation(o: AuthorizationOperation, path: string, c: Compiling): Expression {
  const set = operationNames.filter(({ name, not }) => o[name].length > 0 || o[not].length > 0);
  return allOf(
    set.map(({ name, not }) => constraint(name, operationFields[name], o[name], o[not], path, not, c)),
  );
}

function conditions(rule: AuthorizationRule, path: string, c: Compiling): Expression {
  return allOf(
    rule.when.map((w, i) => {
      const field = conditionField(w.key);
      // An unknown key makes an ALLOW rule match nothing and a DENY rule vanish: "no" in both.
      if (field === null) return no;
      const e = constraint(w.key, field, w.values, w.notValues, `${path}.when[${i}]`, w.key, c);
      return rename(e, `${path}.when[${i}]`);
    }),
  );
}

/** Conditions hold their values under `values`/`notValues`, not under the key's name. */
function rename(e: Expression, path: string): Expression {
  if (e.op === "test") return { op: "test", test: { ...e.test, path: `${path}.values` } };
  if (e.op === "not" && e.of.op === "test") {
    return { op: "not", of: { op: "test", test: { ...e.of.test, path: `${path}.notValues` } } };
  }
  return e.op === "all" ? { op: "all", of: e.of.map((x) => rename(x, path)) } : e;
}

/**
 * A rule of an AuthorizationPolicy as one expression: from AND to AND when, alternatives inside from and to.
 * @param chain HTTP or TCP; on TCP an ALLOW rule with any HTTP field is dropped, other actions lose the field
 * @returns the expression and whether Istio dropped or widened the rule
 * @throws never
 * @source Istio AuthorizationPolicy reference; recorded outcomes (tcp-drops-*, tcp-widens-*)
 */
export function compileRule(
  policy: AuthorizationPolicy,
  index: number,
  chain: Chain,
  trustDomains: readonly string[],
): CompiledRule {
  const rule = policy.rules[index];
  if (rule === undefined) return { index, expression: no, changed: null };
  const c: Compiling = {
    chain,
    allow: policy.action === "ALLOW",
    context: { policyNamespace: policy.meta.namespace, trustDomains },
    widened: false,
  };
  const path = `spec.rules[${index}]`;
  try {
    const from =
      rule.from.length === 0
        ? yes
        : anyOf(rule.from.map((s, i) => source(s, `${path}.from[${i}].source`, c)));
    const to =
      rule.to.length === 0
        ? yes
        : anyOf(rule.to.map((o, i) => operation(o, `${path}.to[${i}].operation`, c)));
    const when = conditions(rule, path, c);
    return { index, expression: allOf([from, to, when]), changed: c.widened ? "widened" : null };
  } catch (error) {
    if (error instanceof Dropped) return { index, expression: no, changed: "dropped" };
    throw error;
  }
}
