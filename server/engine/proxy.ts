import type { Seen, Step } from "../contract/verdict.ts";
import { type AuthorizationGates, applicablePolicies, authorizationGates, refOf } from "./authorization.ts";
import type { Chain } from "./authorization-rule.ts";
import { allOf, type Expression, reduce, yes } from "./expression.ts";
import type { Facts, TokenCheck } from "./facts.ts";
import type { StageGate } from "./gate.ts";
import type { PodFacts } from "./membership.ts";
import type { Mesh } from "./mesh.ts";
import type { AuthorizationPolicy, RequestAuthentication } from "./objects.ts";
import { denyDecider, openRules, policySteps } from "./policy-steps.ts";
import { applicableRequestAuthentications, evaluateToken, tokenGate } from "./request-authentication.ts";
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
}

interface Proxied {
  readonly policies: readonly AuthorizationPolicy[];
  readonly tokens: readonly RequestAuthentication[];
  readonly gates: Map<Chain, AuthorizationGates>;
}

const made = new WeakMap<Mesh, Map<PodFacts, Proxied>>();

/** Policies of one pod's proxy; compiled once per snapshot. */
function proxied(mesh: Mesh, pod: PodFacts): Proxied {
  let byPod = made.get(mesh);
  if (byPod === undefined) {
    byPod = new Map();
    made.set(mesh, byPod);
  }
  let known = byPod.get(pod);
  if (known === undefined) {
    known = {
      policies: applicablePolicies(mesh.snapshot, pod),
      tokens: applicableRequestAuthentications(mesh.snapshot, pod),
      gates: new Map(),
    };
    byPod.set(pod, known);
  }
  return known;
}

/** The compiled gates of one pod's proxy on one chain. */
export function gatesOf(mesh: Mesh, pod: PodFacts, chain: Chain): AuthorizationGates {
  const p = proxied(mesh, pod);
  let gates = p.gates.get(chain);
  if (gates === undefined) {
    gates = authorizationGates(mesh.snapshot, p.policies, pod.namespace, chain);
    p.gates.set(chain, gates);
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
  const { tokens } = proxied(mesh, pod);
  const http = chain === "HTTP";
  const token = http
    ? checkOf(tokens, request, options.nowSeconds)
    : { check: { kind: "absent" } as const, by: null, headers: request.headers };
  // CUSTOM runs before the token check, so it knows no token and sees the headers as sent.
  const before: Facts = { ...connection, token: { kind: "absent" } };
  const facts: Facts = { ...connection, token: token.check, headers: token.headers };
  const gates = gatesOf(mesh, pod, chain);
  const of = (role: "custom" | "customBad" | "deny" | "allow") =>
    gates.policies.filter((p) => p.role === role);
  const gate = (
    name: StageGate["gate"],
    expression: Expression,
    outcome: StageGate["failure"]["outcome"],
    seen: Seen | null,
    rest: Partial<StageGate>,
  ): StageGate => ({
    gate: name,
    expression,
    failure: { outcome, seen },
    decidedBy: [],
    hangsOn: [],
    at: options.at,
    ...rest,
  });
  const customBad = denyDecider(of("customBad"), before);
  const allowMatched = denyDecider(of("allow"), facts);
  const allow = reduce(gates.allow, facts);
  const rejected = token.check?.kind === "rejected" ? token.check : null;
  const out: StageGate[] = [
    gate(
      "custom",
      reduce(gates.custom, before),
      "denied",
      // An authorizer answers in its own words.
      customBad.length > 0 ? options.denied : withoutBody(options.denied),
      {
        asksAuthorizer: customBad.length === 0,
        decidedBy: customBad.length > 0 ? customBad : of("custom").map((p) => refOf(p.policy)),
        hangsOn: [...of("custom"), ...of("customBad")]
          .filter((p) => reduce(p.matches, before).op !== "no")
          .map((p) => refOf(p.policy)),
      },
    ),
    gate(
      "token",
      http ? reduce(tokenGate(mesh.snapshot, tokens, pod.namespace), facts) : yes,
      "unauthenticated",
      rejected === null ? null : { kind: "http", status: rejected.status, body: rejected.text },
      {
        decidedBy: token.by === null ? [] : [refOf(token.by)],
        hangsOn: tokens.map((t) => refOf(t)),
      },
    ),
    gate("deny", reduce(gates.deny, facts), "denied", options.denied, {
      decidedBy: denyDecider(of("deny"), facts),
      hangsOn: openRules(of("deny"), facts),
    }),
    gate("allow", allow, "denied", options.denied, {
      decidedBy: allow.op === "yes" ? allowMatched : of("allow").map((p) => refOf(p.policy)),
      hangsOn: openRules(of("allow"), facts),
    }),
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
  };
}

/** The conjunction of gates; "yes" when all let the request pass. */
export function conjunction(gates: readonly StageGate[]): Expression {
  return allOf(gates.map((g) => g.expression));
}
