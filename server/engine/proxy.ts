import type { PolicyRef } from "../contract/refs.ts";
import type { Seen, Step } from "../contract/verdict.ts";
import {
  type AuthorizationGates,
  applicablePolicies,
  authorizationGates,
  type CompiledPolicy,
  refOf,
} from "./authorization.ts";
import type { Chain } from "./authorization-rule.ts";
import { isComplete } from "./coverage.ts";
import { allOf, type Expression, reduce, yes } from "./expression.ts";
import type { Facts, TokenCheck } from "./facts.ts";
import type { StageGate } from "./gate.ts";
import type { PodFacts } from "./membership.ts";
import type { Mesh } from "./mesh.ts";
import { numberOf } from "./object-number.ts";
import type { AuthorizationPolicy, RequestAuthentication } from "./objects.ts";
import { denyDecider, openRules, policySteps } from "./policy-steps.ts";
import {
  acceptClaims,
  applicableRequestAuthentications,
  evaluateToken,
  tokenGate,
} from "./request-authentication.ts";
import type { RequestShape } from "./request-facts.ts";
import { withoutBody } from "./seen.ts";
import { step } from "./step.ts";

/** What the policies of one proxy make of one request. */
export interface ProxyResult {
  readonly gates: readonly StageGate[];
  readonly steps: readonly Step[];
  readonly facts: Facts;
  /** Headers that go on to the application or the next hop. */
  readonly headers: RequestShape["headers"];
  readonly policies: AuthorizationGates;
  /** Facts of CUSTOM, which runs before the token check. */
  readonly before: Facts;
  /** Who read, or would read, a token; null where nobody does. */
  readonly tokenBy: RequestAuthentication | null;
}

/** Everything that binds one proxy; shared by all proxies that the same objects bind. */
export interface Binding {
  readonly policies: readonly AuthorizationPolicy[];
  readonly tokens: readonly RequestAuthentication[];
  readonly gates: Map<Chain, AuthorizationGates>;
  readonly tokenGate: Expression;
}

interface Bindings {
  readonly byPod: Map<PodFacts, Binding>;
  readonly byObjects: Map<string, Binding>;
}
const made = new WeakMap<Mesh, Bindings>();

/** Policies of one pod's proxy; compiled once per snapshot. */
export function bindingOf(mesh: Mesh, pod: PodFacts): Binding {
  let all = made.get(mesh);
  if (all === undefined) {
    all = { byPod: new Map(), byObjects: new Map() };
    made.set(mesh, all);
  }
  const known = all.byPod.get(pod);
  if (known !== undefined) return known;
  const { snapshot } = mesh;
  const policies = applicablePolicies(snapshot, pod);
  const tokens = applicableRequestAuthentications(snapshot, pod);
  // What was not read differs by namespace.
  let key = isComplete(snapshot) ? "" : pod.namespace;
  for (const object of policies) key += `,${numberOf(mesh, object)}`;
  for (const object of tokens) key += `;${numberOf(mesh, object)}`;
  let binding = all.byObjects.get(key);
  if (binding === undefined) {
    binding = { policies, tokens, gates: new Map(), tokenGate: tokenGate(snapshot, tokens, pod.namespace) };
    all.byObjects.set(key, binding);
  }
  all.byPod.set(pod, binding);
  return binding;
}

/** The compiled gates of one pod's proxy on one chain. */
export function gatesOf(mesh: Mesh, pod: PodFacts, chain: Chain): AuthorizationGates {
  const binding = bindingOf(mesh, pod);
  let gates = binding.gates.get(chain);
  if (gates === undefined) {
    gates = authorizationGates(mesh.snapshot, binding.policies, pod.namespace, chain);
    binding.gates.set(chain, gates);
  }
  return gates;
}

function checkOf(
  tokens: readonly RequestAuthentication[],
  request: RequestShape,
  nowSeconds: number,
): {
  readonly check: TokenCheck | undefined;
  readonly by: RequestAuthentication | null;
  readonly headers: RequestShape["headers"];
} {
  // Without a RequestAuthentication nobody reads a token: there is none.
  if (tokens.length === 0) return { check: { kind: "absent" }, by: null, headers: request.headers };
  if (request.claims !== undefined) {
    const taken = acceptClaims(tokens, request.claims);
    return { ...taken, headers: request.headers };
  }
  if (request.headers === undefined || request.path === undefined || request.method === undefined)
    return { check: undefined, by: tokens[0] ?? null, headers: request.headers };
  const decision = evaluateToken(
    tokens,
    { method: request.method, path: request.path, headers: request.headers },
    nowSeconds,
  );
  return { check: decision.check, by: decision.by, headers: decision.headers };
}

function tokenStep(
  check: TokenCheck | undefined,
  by: RequestAuthentication | null,
  server: string,
): readonly Step[] {
  if (by === null) return [];
  const about = { object: by, path: "spec.jwtRules" };
  if (check === undefined) return [];
  switch (check.kind) {
    case "absent":
      return [step("tokenNone", {}, about)];
    case "accepted":
      return [
        step(
          "tokenGood",
          { requestPrincipal: `${check.token.issuer}/${check.token.subject ?? ""}`, server },
          about,
        ),
      ];
    case "rejected":
      return [step("tokenBad", { why: check.text }, { ...about, state: "decides" })];
    case "unknown":
      return [step("tokenKeysUnknown", { jwksUri: check.because }, { ...about, state: "decides" })];
    default:
      return check satisfies never;
  }
}

/**
 * All policies of one proxy on one stream, in Istio's order: CUSTOM, token, DENY, ALLOW.
 * @param chain HTTP chains check tokens, TCP chains do not
 * @param denied what the caller sees when RBAC says no on this chain
 * @returns gates with what is left to ask, the explanation, and the facts used
 * @throws never
 * @source Istio AuthorizationPolicy and RequestAuthentication; recorded outcome token-check-stands-between-custom-and-deny
 */
export function evaluateProxy(
  mesh: Mesh,
  pod: PodFacts,
  chain: Chain,
  connection: Facts,
  request: RequestShape,
  options: {
    readonly nowSeconds: number;
    readonly at: StageGate["at"];
    readonly denied: Seen;
    readonly server: string;
    /** Without the explanation. */
    readonly quiet: boolean;
  },
): ProxyResult {
  const { tokens, tokenGate: good } = bindingOf(mesh, pod);
  const http = chain === "HTTP";
  const token = http
    ? checkOf(tokens, request, options.nowSeconds)
    : { check: { kind: "absent" } as const, by: null, headers: request.headers };
  // CUSTOM runs before the token check, so it knows no token and sees the headers as sent.
  const facts: Facts = { ...connection, token: token.check, headers: token.headers };
  const before: Facts = tokens.length === 0 || !http ? facts : { ...connection, token: { kind: "absent" } };
  const gates = gatesOf(mesh, pod, chain);
  const { by } = gates;
  const { at, denied } = options;
  const deny = reduce(gates.deny, facts);
  const allow = reduce(gates.allow, facts);
  const tokenPasses = http ? reduce(good, facts) : yes;
  const rejected = token.check?.kind === "rejected" ? token.check : null;
  const out: readonly StageGate[] = [
    customGate(gates, before, at, denied),
    {
      gate: "token",
      expression: tokenPasses,
      failure: {
        outcome: "unauthenticated",
        seen: rejected === null ? null : { kind: "http", status: rejected.status, body: rejected.text },
      },
      decidedBy: token.by === null ? nobody : [refOf(token.by)],
      hangsOn: tokenPasses.op === "yes" ? nobody : tokens.map((t) => refOf(t)),
      at,
    },
    {
      gate: "deny",
      expression: deny,
      failure: { outcome: "denied", seen: denied },
      decidedBy: deny.op === "no" ? denyDecider(by.deny, facts) : nobody,
      hangsOn: isOpen(deny) ? openRules(by.deny, facts) : nobody,
      at,
    },
    {
      gate: "allow",
      expression: allow,
      failure: { outcome: "denied", seen: denied },
      decidedBy: allow.op === "yes" ? denyDecider(by.allow, facts) : refsOf(by.allow),
      hangsOn: isOpen(allow) ? openRules(by.allow, facts) : nobody,
      at,
    },
  ];
  const tell = (): readonly Step[] => {
    const told = policySteps(gates, facts, options.server);
    return [
      ...policySteps(gates, before, options.server).custom,
      ...(http ? tokenStep(token.check, token.by, options.server) : []),
      ...told.deny,
      ...told.allow,
    ];
  };
  return {
    gates: out,
    steps: options.quiet ? [] : tell(),
    facts,
    headers: token.headers,
    policies: gates,
    before,
    tokenBy: token.by,
  };
}

const nobody: readonly PolicyRef[] = [];
/** Only an answer that is still open hangs on anybody. */
const isOpen = (e: Expression) => e.op !== "yes" && e.op !== "no";
const refs = new WeakMap<readonly CompiledPolicy[], readonly PolicyRef[]>();

function refsOf(policies: readonly CompiledPolicy[]): readonly PolicyRef[] {
  const known = refs.get(policies) ?? policies.map((p) => refOf(p.policy));
  refs.set(policies, known);
  return known;
}

const unaskedCustom = (at: StageGate["at"]): StageGate => ({
  gate: "custom",
  expression: yes,
  failure: { outcome: "denied", seen: null },
  asksAuthorizer: true,
  decidedBy: nobody,
  hangsOn: nobody,
  at,
});
const withoutCustom = { gateway: unaskedCustom("gateway"), server: unaskedCustom("server") };

function customGate(gates: AuthorizationGates, before: Facts, at: StageGate["at"], denied: Seen): StageGate {
  const { custom, customBad } = gates.by;
  if (custom.length === 0 && customBad.length === 0) return withoutCustom[at];
  const bad = denyDecider(customBad, before);
  return {
    gate: "custom",
    expression: reduce(gates.custom, before),
    // An authorizer answers in its own words.
    failure: { outcome: "denied", seen: bad.length > 0 ? denied : withoutBody(denied) },
    asksAuthorizer: bad.length === 0,
    decidedBy: bad.length > 0 ? bad : refsOf(custom),
    hangsOn: [...custom, ...customBad]
      .filter((p) => reduce(p.matches, before).op !== "no")
      .map((p) => refOf(p.policy)),
    at,
  };
}

/** The conjunction of gates; "yes" when all let the request pass. */
export function conjunction(gates: readonly StageGate[]): Expression {
  return allOf(gates.map((g) => g.expression));
}
