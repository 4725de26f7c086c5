import type { How } from "../contract/focus.ts";
import type { PolicyRef } from "../contract/refs.ts";
import { trustDomainsOf } from "./authorization.ts";
import { compileRule } from "./authorization-rule.ts";
import type { EdgeResult } from "./edge.ts";
import type { EdgeKey } from "./edge-id.ts";
import { type Expression, reduce } from "./expression.ts";
import type { Facts } from "./facts.ts";
import type { Mesh } from "./mesh.ts";
import type { AuthorizationPolicy, AuthorizationRule, AuthorizationSource } from "./objects.ts";
import { gatesOf } from "./proxy.ts";

/** How a caller passes, and the values of the rule that say so. */
export interface Passing {
  readonly how: How;
  readonly named: readonly string[];
}

const unnamed = (how: How): Passing => ({ how, named: [] });

/**
 * How it is that one edge passes: what its caller is or brings.
 * @param result of an edge that is not certainly stopped
 * @throws never
 */
export function howOf(mesh: Mesh, key: EdgeKey, result: EdgeResult): Passing {
  const { answer, judgement } = result;
  if (answer.outcome === "unknown" || answer.outcome === "mixed") return unnamed("unknown");
  if (answer.outcome === "depends") return unnamed(asked(judgement?.residual ?? null));
  const workload = mesh.workloads.get(key.server);
  if (answer.serverMode === null && workload?.membership !== "gateway") return unnamed("noProxy");
  const strict = answer.serverMode === "STRICT";
  const by = answer.decidedBy[0];
  const policy = by === undefined ? null : policyOf(mesh, by);
  const rule = policy?.rules[by?.rule ?? -1];
  const passing =
    policy === null || rule === undefined
      ? unnamed(strict ? "anyIdentity" : "anyClient")
      : howOfRule(mesh, policy, by?.rule ?? 0, rule, factsOf(answer.principal, key.workloadPort), strict);
  const open = passing.how === "anyClient" || passing.how === "anyIdentity";
  return open && someAreDenied(mesh, key, result) ? unnamed("notDenied") : passing;
}

/** The AuthorizationPolicy of a reference; null for another kind, and when it is gone. */
function policyOf(mesh: Mesh, { kind, namespace, name }: PolicyRef): AuthorizationPolicy | null {
  if (kind !== "AuthorizationPolicy") return null;
  const found = mesh.snapshot.authorizationPolicies.find(
    (p) => p.meta.namespace === namespace && p.meta.name === name,
  );
  return found ?? null;
}

/** The rule behind a reference; null when it names none. */
export function ruleOf(mesh: Mesh, ref: PolicyRef): AuthorizationRule | null {
  return ref.rule === null ? null : (policyOf(mesh, ref)?.rules[ref.rule] ?? null);
}

/** A DENY rule that reads who calls: then not every client passes, though nothing asks for a name. */
function someAreDenied(mesh: Mesh, key: EdgeKey, { protocol }: EdgeResult): boolean {
  const pod = mesh.workloads.get(key.server)?.pods.find((p) => p.hasProxy);
  if (pod === undefined) return false;
  const { deny, customBad } = gatesOf(mesh, pod, protocol === "TCP" ? "TCP" : "HTTP").by;
  return [...deny, ...customBad].some(({ matches }) => someTest(matches, (t) => t.ofClient === true));
}

type TestOf = Extract<Expression, { op: "test" }>["test"];

function someTest(e: Expression, is: (test: TestOf) => boolean): boolean {
  if (e.op === "test") return is(e.test);
  if (e.op === "not") return someTest(e.of, is);
  return (e.op === "all" || e.op === "any") && e.of.some((x) => someTest(x, is));
}

const tokenField = /^(not)?(RequestPrincipals|requestPrincipals)$|^request\.auth|^token$/;
const addressField = /ipBlocks$|^(source|remote)\.ip$/i;

/** What is left to ask when it depends. */
function asked(residual: Expression | null): How {
  if (residual === null) return "requests";
  const only = (field: RegExp) => !someTest(residual, (t) => !field.test(t.field));
  return only(tokenField) ? "token" : only(addressField) ? "address" : "requests";
}

const factsOf = (principal: string | null, destinationPort: number): Facts => ({
  principal,
  sourceIp: undefined,
  remoteIp: undefined,
  destinationIp: undefined,
  destinationPort,
  sni: undefined,
  method: undefined,
  path: undefined,
  rawPath: undefined,
  authority: undefined,
  headers: undefined,
  unsureHeaders: [],
  token: undefined,
  assumed: {},
});

/** Narrow to wide. */
const widths: readonly How[] = ["identity", "namespace", "address", "anyIdentity", "anyClient"];

/** What the rule asks of this caller: of several sources, the widest one that lets it in. */
function howOfRule(
  mesh: Mesh,
  policy: AuthorizationPolicy,
  index: number,
  rule: AuthorizationRule,
  facts: Facts,
  strict: boolean,
): Passing {
  const byKeys = howOfKeys(rule);
  if (byKeys !== null) return byKeys;
  const letsIn = (source: AuthorizationSource): boolean => {
    const rules = policy.rules.map((r, i) => (i === index ? { ...rule, from: [source] } : r));
    const alone = compileRule({ ...policy, rules }, index, "HTTP", trustDomainsOf(mesh.snapshot.meshConfig));
    return reduce(alone.expression, facts).op !== "no";
  };
  const sources = rule.from.length <= 1 ? rule.from : rule.from.filter(letsIn);
  const ways = (sources.length === 0 ? rule.from : sources).map((s) => howOfSource(s, strict));
  const widest = ways.toSorted((a, b) => widths.indexOf(b.how) - widths.indexOf(a.how))[0];
  if (widest === undefined) return unnamed(strict ? "anyIdentity" : "anyClient");
  return {
    how: widest.how,
    named: [...new Set(ways.filter((w) => w.how === widest.how).flatMap((w) => w.named))],
  };
}

/** A condition under `when` binds every source of the rule. */
function howOfKeys(rule: AuthorizationRule): Passing | null {
  const values = (...keys: string[]) => {
    const found = rule.when.filter((w) => keys.includes(w.key));
    return found.length === 0 ? null : found.flatMap((w) => w.values);
  };
  const identity = values("source.principal", "source.serviceAccount");
  if (identity !== null) return { how: "identity", named: identity };
  const namespace = values("source.namespace");
  if (namespace !== null) return { how: "namespace", named: namespace };
  const address = values("source.ip", "remote.ip");
  return address === null ? null : { how: "address", named: address };
}

function howOfSource(s: AuthorizationSource, strict: boolean): Passing {
  const named = (values: readonly string[]) => values.filter((v) => v !== "*");
  const identities = [...named(s.principals), ...s.serviceAccounts];
  if (identities.length > 0) return { how: "identity", named: identities };
  const namespaces = named(s.namespaces);
  if (namespaces.length > 0) return { how: "namespace", named: namespaces };
  if (s.notNamespaces.length > 0)
    return { how: "namespace", named: s.notNamespaces.map((name) => `not ${name}`) };
  const blocks = [...s.ipBlocks, ...s.remoteIpBlocks];
  if (blocks.length > 0) return { how: "address", named: blocks };
  const not = [...s.notIpBlocks, ...s.notRemoteIpBlocks];
  if (not.length > 0) return { how: "address", named: not.map((block) => `not ${block}`) };
  const any = [s.principals, s.namespaces, s.trustDomains].some((v) => v.length > 0);
  return unnamed(any || strict ? "anyIdentity" : "anyClient");
}
