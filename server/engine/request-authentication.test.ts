import { generateKeyPairSync, sign } from "node:crypto";
import { describe, expect, it } from "vitest";
import { jwtTexts } from "./jwt.ts";
import type { JwtRule, RequestAuthentication } from "./objects.ts";
import { evaluateToken } from "./request-authentication.ts";

const now = 1_795_000_000;
const { publicKey, privateKey } = generateKeyPairSync("ed25519");
const jwks = JSON.stringify({ keys: [publicKey.export({ format: "jwk" })] });
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
function token(iss: string, more: object = {}): string {
  const text = `${part({ alg: "EdDSA" })}.${part({ iss, sub: "user", ...more })}`;
  return `${text}.${sign(null, Buffer.from(text), privateKey).toString("base64url")}`;
}

const rule = (issuer: string, more: Partial<JwtRule> = {}): JwtRule => ({
  issuer,
  audiences: [],
  jwksUri: null,
  jwks,
  fromHeaders: [],
  fromParams: [],
  fromCookies: [],
  forwardOriginalToken: false,
  outputPayloadToHeader: null,
  outputClaimToHeaders: [],
  spaceDelimitedClaims: [],
  ...more,
});
const policy = (name: string, ...jwtRules: readonly JwtRule[]): RequestAuthentication => ({
  meta: {
    kind: "RequestAuthentication",
    namespace: "shop",
    name,
    creationTimestamp: "",
    labels: {},
    annotations: {},
    origin: null,
    lineOf: () => null,
  },
  selector: null,
  targetRefs: [],
  jwtRules,
});
interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
}
const decide = (
  policies: readonly RequestAuthentication[],
  { method = "GET", path = "/", headers = {} }: Sent,
) => evaluateToken(policies, { method, path, headers }, now);
const bearer = (text: string) => ({ headers: { authorization: `Bearer ${text}` } });

describe("where a token is looked for", () => {
  const good = token("a");
  it.each<[string, Partial<JwtRule>, Sent, string]>([
    ["nothing", {}, {}, "absent"],
    ["the Authorization header", {}, bearer(good), "accepted"],
    ["another scheme", {}, { headers: { authorization: `Basic ${good}` } }, "absent"],
    ["the parameter access_token", {}, { path: `/?access_token=${good}` }, "accepted"],
    ["a parameter of another name", {}, { path: `/?token=${good}` }, "absent"],
    [
      "a header that the rule names",
      { fromHeaders: [{ name: "X-Token", prefix: "" }] },
      { headers: { "x-token": good } },
      "accepted",
    ],
    [
      "a header with a prefix",
      { fromHeaders: [{ name: "x-token", prefix: "JWT " }] },
      { headers: { "x-token": `JWT ${good}` } },
      "accepted",
    ],
    [
      "a header without its prefix",
      { fromHeaders: [{ name: "x-token", prefix: "JWT " }] },
      { headers: { "x-token": good } },
      "absent",
    ],
    // A rule that names places looks at no other.
    [
      "the usual header of such a rule",
      { fromHeaders: [{ name: "x-token", prefix: "" }] },
      bearer(good),
      "absent",
    ],
    ["a parameter that the rule names", { fromParams: ["t"] }, { path: `/a?b=c&t=${good}#f` }, "accepted"],
    [
      "a cookie that the rule names",
      { fromCookies: ["t"] },
      { headers: { cookie: `a=b; t=${good}` } },
      "accepted",
    ],
  ])("%s", (_, more, sent, kind) => {
    expect(decide([policy("p", rule("a", more))], sent).check.kind).toBe(kind);
  });
});

describe("several rules", () => {
  const both = [policy("p", rule("a"), rule("b"))];
  it("are satisfied when one is, in one policy or in two", () => {
    for (const policies of [both, [policy("p", rule("b")), policy("q", rule("a"))]])
      for (const issuer of ["a", "b"])
        expect(decide(policies, bearer(token(issuer))).check.kind).toBe("accepted");
  });

  it("refuse a token of an issuer that none knows", () => {
    expect(decide(both, bearer(token("c"))).check).toMatchObject({ kind: "rejected", text: jwtTexts.issuer });
  });

  it("name the complaint of the rule that knows the issuer", () => {
    const expired = bearer(token("b", { exp: now - 600 }));
    expect(decide(both, expired).check).toMatchObject({ kind: "rejected", text: jwtTexts.expired });
  });

  it("do not know whether a token is good when the one for its issuer cannot be asked", () => {
    const policies = [policy("p", rule("a"), rule("b", { jwks: null, jwksUri: "https://b/keys" }))];
    expect(decide(policies, bearer(token("b"))).check).toMatchObject({
      kind: "unknown",
      because: "https://b/keys",
    });
    expect(decide(policies, bearer(token("a"))).check.kind).toBe("accepted");
    expect(decide(policies, bearer(token("c"))).check.kind).not.toBe("accepted");
  });

  it("tell which policy decided", () => {
    const policies = [policy("p", rule("a")), policy("q", rule("b"))];
    expect(decide(policies, bearer(token("b"))).by?.meta.name).toBe("q");
  });
});

describe("a token that is accepted", () => {
  const sent = { headers: { authorization: `Bearer ${token("a")}`, "x-a": "b" } };
  it("goes no further", () => {
    expect(decide([policy("p", rule("a"))], sent).headers).toEqual({ "x-a": "b" });
  });

  it("goes on when the rule forwards it", () => {
    const forwarding = [policy("p", rule("a", { forwardOriginalToken: true }))];
    expect(decide(forwarding, sent).headers).toEqual(sent.headers);
  });
});

describe("a CORS preflight", () => {
  const preflight = { origin: "https://x.example", "access-control-request-method": "GET" };
  const garbage = { authorization: "Bearer garbage" };
  it.each<[string, Sent, string]>([
    ["passes whatever its token", { method: "OPTIONS", headers: { ...preflight, ...garbage } }, "absent"],
    ["needs both headers", { method: "OPTIONS", headers: { origin: "x", ...garbage } }, "rejected"],
    ["is OPTIONS", { method: "GET", headers: { ...preflight, ...garbage } }, "rejected"],
  ])("%s", (_, sent, kind) => {
    expect(decide([policy("p", rule("a"))], sent).check.kind).toBe(kind);
  });
});
