import { say } from "../contract/text.ts";
import { attaches } from "./authorization.ts";
import { notRead } from "./coverage.ts";
import { allOf, type Expression, yes } from "./expression.ts";
import type { TokenCheck } from "./facts.ts";
import { checkToken, jwtTexts } from "./jwt.ts";
import type { JwtRule, RequestAuthentication } from "./objects.ts";
import { byAge } from "./selectors.ts";
import type { MeshSnapshot } from "./snapshot.ts";

type Headers = Readonly<Record<string, string>>;

/** The RequestAuthentications of one proxy; their rules are concatenated. */
export function applicableRequestAuthentications(
  snapshot: MeshSnapshot,
  proxy: {
    readonly namespace: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly gatewayName: string | null;
  },
): readonly RequestAuthentication[] {
  const root = snapshot.meshConfig.rootNamespace;
  const all = byNamespace(snapshot.requestAuthentications);
  const own = proxy.namespace === root ? [] : (all.get(proxy.namespace) ?? []);
  const found = [...(all.get(root) ?? []), ...own].filter((r) => attaches(r, proxy) && r.jwtRules.length > 0);
  return found.length > 1 ? found.toSorted(byAge) : found;
}

type ByNamespace = ReadonlyMap<string, readonly RequestAuthentication[]>;
const grouped = new WeakMap<readonly RequestAuthentication[], ByNamespace>();

function byNamespace(all: readonly RequestAuthentication[]): ByNamespace {
  const known = grouped.get(all) ?? Map.groupBy(all, (r) => r.meta.namespace);
  grouped.set(all, known);
  return known;
}

const header = (headers: Headers, name: string): string | null => {
  const key = name.toLowerCase();
  return Object.hasOwn(headers, key) ? (headers[key] ?? null) : null;
};

function queryParam(path: string, name: string): string | null {
  const at = path.indexOf("?");
  return at < 0 ? null : new URLSearchParams(path.slice(at + 1).split("#", 1)[0]).get(name);
}

interface Found {
  readonly token: string;
  /** The header that goes away once the token is accepted; null for parameters and cookies. */
  readonly header: string | null;
}

const bearer = { name: "authorization", prefix: "Bearer " };

/** Behind its prefix a token begins at the first character that one may have. */
function behindPrefix(value: string, prefix: string): string | null {
  if (prefix === "") return value;
  const at = value.indexOf(prefix);
  if (at < 0) return null;
  const start = value.slice(at + prefix.length).search(/[A-Za-z0-9\-_.]/);
  return start < 0 ? value : value.slice(at + prefix.length + start);
}

/**
 * Tokens at the locations of one rule, in Envoy's order: headers by name, parameters, cookies.
 * @source Envoy jwt_authn extractor
 */
function tokensAt(rule: JwtRule, headers: Headers, path: string): readonly Found[] {
  const found: Found[] = [];
  const defaults =
    rule.fromHeaders.length === 0 && rule.fromParams.length === 0 && rule.fromCookies.length === 0;
  const places = (defaults ? [bearer] : rule.fromHeaders)
    .map((h) => ({ name: h.name.toLowerCase(), prefix: h.prefix }))
    .toSorted((a, b) => (a.name + a.prefix < b.name + b.prefix ? -1 : 1));
  for (const { name, prefix } of places) {
    const value = header(headers, name);
    const token = value === null ? null : behindPrefix(value, prefix);
    if (token !== null) found.push({ token, header: name });
  }
  for (const p of (defaults ? ["access_token"] : rule.fromParams).toSorted()) {
    const token = queryParam(path, p);
    if (token !== null) found.push({ token, header: null });
  }
  for (const name of rule.fromCookies.toSorted()) {
    const cookie = (header(headers, "cookie") ?? "").split(/;\s*/).find((c) => c.startsWith(`${name}=`));
    if (cookie !== undefined) found.push({ token: cookie.slice(name.length + 1), header: null });
  }
  return found;
}

/** Which rule decided about the token, for the explanation. */
export interface TokenDecision {
  readonly check: TokenCheck;
  readonly by: RequestAuthentication | null;
  /** Headers as the next filter sees them: a consumed token is gone. */
  readonly headers: Headers;
}

const isPreflight = (method: string, headers: Headers) =>
  method === "OPTIONS" &&
  header(headers, "origin") !== null &&
  header(headers, "access-control-request-method") !== null;

/** One rule: every token at its locations must be good; Envoy asks the last one first and stops at the first bad one. */
function ruleDecision(
  by: RequestAuthentication,
  rule: JwtRule,
  headers: Headers,
  path: string,
  nowSeconds: number,
): TokenDecision | null {
  const found = tokensAt(rule, headers, path);
  const checks = found.map((f) => checkToken(f.token, rule, nowSeconds));
  const check =
    checks.findLast((c) => c.kind === "rejected") ?? checks.find((c) => c.kind === "unknown") ?? checks[0];
  if (check === undefined) return null;
  if (check.kind !== "accepted" || rule.forwardOriginalToken) return { check, by, headers };
  const consumed = new Set(found.map((f) => f.header));
  return {
    check,
    by,
    headers: Object.fromEntries(Object.entries(headers).filter(([k]) => !consumed.has(k))),
  };
}

/** All rules of all policies, as istiod orders them: by issuer. */
const rulesOf = (policies: readonly RequestAuthentication[]) =>
  policies
    .flatMap((by) => by.jwtRules.map((rule) => ({ by, rule })))
    .toSorted((a, b) => (a.rule.issuer === b.rule.issuer ? 0 : a.rule.issuer < b.rule.issuer ? -1 : 1));

/**
 * A token that is only supposed: accepted by the rule of its issuer, or by the first one when the claims name none.
 * @returns rejected when no rule has that issuer: no such token can be good
 */
export function acceptClaims(
  policies: readonly RequestAuthentication[],
  claims: Readonly<Record<string, unknown>>,
): Pick<TokenDecision, "check" | "by"> {
  const rules = rulesOf(policies);
  const { iss, sub } = claims;
  const chosen =
    iss === undefined ? rules[0] : rules.find((r) => r.rule.issuer === "" || r.rule.issuer === iss);
  if (chosen === undefined)
    return { check: { kind: "rejected", text: jwtTexts.issuer, status: 401 }, by: rules[0]?.by ?? null };
  const issuer = typeof iss === "string" ? iss : chosen.rule.issuer;
  return {
    check: {
      kind: "accepted",
      token: {
        issuer,
        subject: typeof sub === "string" ? sub : null,
        claims: { ...claims, iss: issuer },
        spaceDelimited: new Set(["scope", "permission", ...chosen.rule.spaceDelimitedClaims]),
      },
    },
    by: chosen.by,
  };
}

const isForeign = (d: TokenDecision) => d.check.kind === "rejected" && d.check.text === jwtTexts.issuer;

/**
 * Token check of one request at one proxy: any satisfied rule suffices; else every rule must find its token valid or absent.
 * @param headers lower-case names
 * @returns the check, the deciding object and the headers that go on
 * @throws never
 * @source Istio RequestAuthentication reference; Envoy jwt_authn verifier; recorded outcomes (two-issuers-*, two-policies-*)
 */
export function evaluateToken(
  policies: readonly RequestAuthentication[],
  request: { readonly method: string; readonly path: string; readonly headers: Headers },
  nowSeconds: number,
): TokenDecision {
  const { headers, method, path } = request;
  const none: TokenDecision = { check: { kind: "absent" }, by: policies[0] ?? null, headers };
  if (isPreflight(method, headers)) return none;
  const found: TokenDecision[] = [];
  for (const { by, rule } of rulesOf(policies)) {
    const decision = ruleDecision(by, rule, headers, path, nowSeconds);
    if (decision?.check.kind === "accepted") return decision;
    if (decision !== null) found.push(decision);
  }
  const unknown = found.find((d) => d.check.kind === "unknown");
  if (unknown !== undefined) return unknown;
  // Envoy shows the first complaint, unless that one is about a foreign issuer: then the last one about anything else.
  const first = found[0];
  if (first === undefined) return none;
  return isForeign(first) ? (found.findLast((d) => !isForeign(d)) ?? first) : first;
}

/**
 * The token gate as an expression: passes unless a token is there and rejected.
 * @returns yes when no RequestAuthentication applies
 */
export function tokenGate(
  snapshot: MeshSnapshot,
  policies: readonly RequestAuthentication[],
  namespace: string,
): Expression {
  const because = notRead(snapshot, "RequestAuthentication", [snapshot.meshConfig.rootNamespace, namespace]);
  const unread: Expression = because === null ? yes : { op: "unknown", because };
  if (policies.length === 0) return unread;
  const issuers = [...new Set(policies.flatMap((p) => p.jwtRules.map((r) => r.issuer)))];
  return allOf([
    unread,
    {
      op: "test",
      test: {
        field: "token",
        wanted: issuers,
        path: "spec.jwtRules",
        ask: (f) => {
          if (f.token === undefined || f.token.kind === "unknown") return undefined;
          return f.token.kind !== "rejected";
        },
        was: (f) => (f.token?.kind === "rejected" ? f.token.text : say("notKnown")),
      },
    },
  ]);
}
