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
  return snapshot.requestAuthentications
    .filter(
      (r) =>
        (r.meta.namespace === root || r.meta.namespace === proxy.namespace) &&
        attaches(r, proxy) &&
        r.jwtRules.length > 0,
    )
    .toSorted(byAge);
}

const header = (headers: Headers, name: string): string | null => {
  const key = name.toLowerCase();
  return Object.hasOwn(headers, key) ? (headers[key] ?? null) : null;
};

function queryParam(path: string, name: string): string | null {
  const query = path.split("?", 2)[1];
  return query === undefined ? null : new URLSearchParams(query).get(name);
}

/** Tokens at the locations of one rule. */
function tokensAt(rule: JwtRule, headers: Headers, path: string): readonly string[] {
  const found: (string | null)[] = [];
  const defaults =
    rule.fromHeaders.length === 0 && rule.fromParams.length === 0 && rule.fromCookies.length === 0;
  if (defaults) {
    const value = header(headers, "authorization");
    if (value !== null && /^Bearer /.test(value)) found.push(value.slice(7));
    found.push(queryParam(path, "access_token"));
  }
  for (const h of rule.fromHeaders) {
    const value = header(headers, h.name);
    if (value === null) continue;
    const at = value.indexOf(h.prefix);
    if (at >= 0) found.push(value.slice(at + h.prefix.length));
  }
  for (const p of rule.fromParams) found.push(queryParam(path, p));
  for (const name of rule.fromCookies) {
    const cookie = (header(headers, "cookie") ?? "").split(/;\s*/).find((c) => c.startsWith(`${name}=`));
    found.push(cookie === undefined ? null : cookie.slice(name.length + 1));
  }
  return found.filter((x): x is string => x !== null && x !== "");
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

/**
 * Token check of one request at one proxy: any satisfied rule suffices; else every rule must find its token valid or absent.
 * @param headers lower-case names
 * @returns the check, the deciding object and the headers that go on
 * @throws never
 * @source Istio RequestAuthentication reference; recorded outcomes (two-issuers-*, two-policies-*)
 */
export function evaluateToken(
  policies: readonly RequestAuthentication[],
  request: { readonly method: string; readonly path: string; readonly headers: Headers },
  nowSeconds: number,
): TokenDecision {
  const { headers, method, path } = request;
  const none: TokenDecision = { check: { kind: "absent" }, by: policies[0] ?? null, headers };
  if (isPreflight(method, headers)) return none;
  let failure: TokenDecision | null = null;
  let unknown: TokenDecision | null = null;
  for (const by of policies) {
    for (const rule of by.jwtRules) {
      for (const token of tokensAt(rule, headers, path)) {
        const check = checkToken(token, rule, nowSeconds);
        if (check.kind === "accepted") return { check, by, headers: consumed(rule, headers) };
        if (check.kind === "unknown") unknown ??= { check, by, headers };
        // A rule for another issuer says least; any other complaint is shown before it.
        if (
          check.kind === "rejected" &&
          (failure === null || (isForeign(failure.check) && !isForeign(check)))
        ) {
          failure = { check, by, headers };
        }
      }
    }
  }
  return unknown ?? failure ?? none;
}

const isForeign = (c: TokenCheck) => c.kind === "rejected" && c.text === jwtTexts.issuer;

function consumed(rule: JwtRule, headers: Headers): Headers {
  if (rule.forwardOriginalToken) return headers;
  const names =
    rule.fromHeaders.length === 0 ? ["authorization"] : rule.fromHeaders.map((h) => h.name.toLowerCase());
  return Object.fromEntries(Object.entries(headers).filter(([k]) => !names.includes(k)));
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
        was: (f) => (f.token?.kind === "rejected" ? f.token.text : "not known"),
      },
    },
  ]);
}
