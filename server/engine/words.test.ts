import { describe, expect, it } from "vitest";
import { tell } from "../contract/text.ts";
import { compileRule } from "./authorization-rule.ts";
import { allOf, anyOf, type Expression, not, reduce, type Test } from "./expression.ts";
import type { Facts } from "./facts.ts";
import type {
  AuthorizationOperation,
  AuthorizationPolicy,
  AuthorizationRule,
  AuthorizationSource,
} from "./objects.ts";
import { conditionLabel, conditionWords } from "./words.ts";

const source: AuthorizationSource = {
  principals: [],
  notPrincipals: [],
  requestPrincipals: [],
  notRequestPrincipals: [],
  namespaces: [],
  notNamespaces: [],
  serviceAccounts: [],
  notServiceAccounts: [],
  trustDomains: [],
  notTrustDomains: [],
  ipBlocks: [],
  notIpBlocks: [],
  remoteIpBlocks: [],
  notRemoteIpBlocks: [],
};
const operation: AuthorizationOperation = {
  hosts: [],
  notHosts: [],
  ports: [],
  notPorts: [],
  methods: [],
  notMethods: [],
  paths: [],
  notPaths: [],
};
/** What is left of a rule for a client that is known and a request that is not. */
const known = { principal: "cluster.local/ns/front/sa/web", destinationPort: 8080 } as Facts;
function residual(rule: Partial<AuthorizationRule>): Expression {
  const policy = {
    action: "ALLOW",
    meta: { namespace: "shop" },
    rules: [{ from: [], to: [], when: [], ...rule }],
  };
  const { expression } = compileRule(policy as unknown as AuthorizationPolicy, 0, "HTTP", ["cluster.local"]);
  return reduce(expression, known);
}
const to = (...of: readonly Partial<AuthorizationOperation>[]) =>
  residual({ to: of.map((o) => ({ ...operation, ...o })) });
const from = (...of: readonly Partial<AuthorizationSource>[]) =>
  residual({ from: of.map((s) => ({ ...source, ...s })) });
const when = (key: string, values: readonly string[], notValues: readonly string[] = []) =>
  residual({ when: [{ key, values, notValues }] });
const question = (field: string, wanted: readonly string[]): Expression => ({
  op: "test",
  test: { field, wanted, path: "", ask: () => undefined, was: () => "" } satisfies Test,
});

describe("a condition reads as a sentence does", () => {
  it.each<[Expression, string, string]>([
    [to({ methods: ["GET"], paths: ["/api/*"] }), "only GET on /api/*", "GET /api/*"],
    [to({ paths: ["/api/*"], methods: ["GET", "POST"] }), "only GET, POST on /api/*", "GET +1 /api/*"],
    [to({ methods: ["GET"] }, { paths: ["/x"] }), "only GET or on /x", "GET /x"],
    [to({ hosts: ["a.com"], methods: ["GET"] }), "only GET for host a.com", "GET"],
    [to({ hosts: ["a.com"] }), "only for host a.com", "host"],
    [to({ methods: ["A", "B", "C", "D"] }), "only A, B and 2 more", "A +3"],
    [to({ notPaths: ["/admin*"] }), "unless on /admin*", "not /admin*"],
    [to({ notMethods: ["DELETE"] }), "unless it is DELETE", "not DELETE"],
    [from({ requestPrincipals: ["*"] }), "only with a token", "token"],
    [from({ requestPrincipals: ["https://idp/*"] }), "only with a token of https://idp/*", "token"],
    [from({ notRequestPrincipals: ["*"] }), "unless with a token", "token"],
    [from({ ipBlocks: ["10.0.0.0/8"] }), "only from 10.0.0.0/8", "address"],
    [from({ notRemoteIpBlocks: ["10.0.0.0/8"] }), "unless from 10.0.0.0/8", "address"],
    [when("request.headers[x-a]", ["b"]), "only with header x-a: b", "x-a"],
    [when("request.headers[x-a]", ["*"]), "only with header x-a", "x-a"],
    [when("request.headers[x-a]", [], ["b"]), "unless with header x-a: b", "x-a"],
    [when("request.auth.claims[role]", ["admin"]), "only with claim [role] = admin", "token"],
    [when("request.auth.audiences", ["one"]), "only with a token whose audiences is one", "token"],
    [question("authorizer", ["opa"]), "if the authorizer opa says yes", "authorizer"],
    [not(question("authorizer", ["opa"])), "unless the authorizer opa says yes", "authorizer"],
    [question("token", ["https://idp"]), "without a token, or with a good one of https://idp", "token"],
    [question("protocol", ["HTTP"]), "only if the stream is HTTP", "protocol"],
    [to({ paths: ["/a/very/long/path/indeed"] }), "only on /a/very/long/path/indeed", "/a/very/long/path/i…"],
  ])("%#: %s", (expression, words, label) => {
    expect(tell(conditionWords(expression), "en")).toBe(words);
    expect(tell(conditionLabel(expression), "en")).toBe(label);
  });

  it("says nothing about what is known already", () => {
    expect(from({ principals: ["*"] })).toEqual({ op: "yes" });
    expect(to({ ports: ["80"] })).toEqual({ op: "no" });
    const both = residual({
      from: [{ ...source, namespaces: ["front"] }],
      to: [{ ...operation, methods: ["GET"] }],
    });
    expect(tell(conditionWords(both), "en")).toBe("only GET");
  });

  it("joins what must hold together by commas, and alternatives by or", () => {
    const token = from({ requestPrincipals: ["*"] });
    expect(tell(conditionWords(allOf([token, to({ methods: ["GET"] })])), "en")).toBe(
      "only GET, with a token",
    );
    expect(tell(conditionWords(anyOf([token, to({ methods: ["GET"] })])), "en")).toBe(
      "only with a token or GET",
    );
    expect(
      tell(conditionWords(allOf([anyOf([token, to({ paths: ["/x"] })]), to({ methods: ["GET"] })])), "en"),
    ).toBe("only GET, (with a token or on /x)");
  });
});
