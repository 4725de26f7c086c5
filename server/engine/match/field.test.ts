import { describe, expect, it } from "vitest";
import { tell } from "../../contract/text.ts";
import type { Facts } from "../facts.ts";
import { conditionField, operationFields, sourceFields } from "./field.ts";

const context = { policyNamespace: "shop", trustDomains: ["cluster.local"] };
const facts: Facts = {
  principal: "cluster.local/ns/front/sa/web",
  sourceIp: "10.77.1.23",
  remoteIp: "192.0.2.7",
  destinationIp: "10.77.1.15",
  destinationPort: 8080,
  sni: "outbound_.80_._.cart.shop.svc.cluster.local",
  method: "GET",
  path: "/api/x",
  rawPath: "/api/x?y=1",
  authority: "Cart.shop:8080",
  headers: { "x-a": "b", "x-empty": "" },
  unsureHeaders: ["x-unsure"],
  token: {
    kind: "accepted",
    token: {
      issuer: "https://idp.example",
      subject: "user",
      claims: { aud: ["one", "two"], azp: "app", role: "admin", a: { b: "c" } },
      spaceDelimited: new Set(),
    },
  },
  assumed: {},
};
const nothing: Facts = {
  ...facts,
  principal: undefined,
  sourceIp: undefined,
  remoteIp: undefined,
  destinationIp: undefined,
  sni: undefined,
  method: undefined,
  path: undefined,
  rawPath: undefined,
  authority: undefined,
  headers: undefined,
  token: undefined,
};
const missing: Facts = { ...nothing, principal: null, headers: {}, token: { kind: "absent" }, sni: "" };

describe("a condition", () => {
  it.each([
    ["source.ip", "10.77.1.0/24", "10.78.0.0/16", false],
    ["remote.ip", "192.0.2.0/24", "10.77.1.23", false],
    ["source.namespace", "front", "shop", false],
    ["source.serviceAccount", "front/web", "web", false],
    ["source.trustDomain", "cluster.local", "old.example", false],
    ["source.principal", "cluster.local/ns/front/sa/web", "cluster.local/ns/front/sa/we", false],
    ["destination.ip", "10.77.1.15", "10.77.1.16", false],
    ["destination.port", "8080", "80", false],
    ["connection.sni", "outbound_.80_*", "cart", false],
    ["request.headers[X-A]", "b", "B", true],
    ["request.headers[:method]", "GET", "get", true],
    ["request.headers[:path]", "/api/x?y=1", "/api/y", true],
    ["request.headers[:authority]", "Cart.shop:8080", "other", true],
    ["request.auth.principal", "https://idp.example/user", "*/*", true],
    ["request.auth.audiences", "two", "three", true],
    ["request.auth.presenter", "app", "ap", true],
    ["request.auth.claims[role]", "adm*", "user", true],
    ["request.auth.claims[a][b]", "c", "d", true],
  ])("%s matches %j and not %j", (key, match, other, httpOnly) => {
    const field = conditionField(key);
    expect(field?.ask([match], facts, context)).toBe(true);
    expect(field?.ask([other], facts, context)).toBe(false);
    expect(field?.ask([other, match], facts, context)).toBe(true);
    expect(field?.httpOnly).toBe(httpOnly);
    if (key !== "destination.port") expect(field?.ask([match], nothing, context)).toBeUndefined();
  });

  it.each([
    "destination.namespace",
    "destination.labels[a]",
    "source.labels[a]",
    "",
    "constructor",
    "__proto__",
  ])("about %j is none that Istio knows", (key) => {
    expect(conditionField(key)).toBeNull();
  });

  it("about another filter's metadata is never known here", () => {
    const field = conditionField("experimental.envoy.filters.a.b[c]");
    expect(field?.ask(["x"], facts, context)).toBeUndefined();
  });

  it("about a header that a hop before may set is not known", () => {
    expect(conditionField("request.headers[x-unsure]")?.ask(["x"], facts, context)).toBeUndefined();
  });
});

describe("a positive field", () => {
  it.each([
    ["principals", "*"],
    ["namespaces", "*"],
    ["trustDomains", "*"],
    ["serviceAccounts", "front/web"],
    ["requestPrincipals", "*"],
  ] as const)("%s is no for a caller without the attribute", (name, value) => {
    expect(sourceFields[name].ask([value], missing, context)).toBe(false);
    expect(sourceFields[name].ask([value], facts, context)).toBe(true);
    expect(sourceFields[name].ask([value], nothing, context)).toBeUndefined();
  });

  it("hosts ignores case and keeps the port", () => {
    const { hosts } = operationFields;
    expect(hosts.ask(["cart.SHOP:8080"], facts, context)).toBe(true);
    expect(hosts.ask(["cart.shop:*"], facts, context)).toBe(true);
    expect(hosts.ask(["cart.shop"], facts, context)).toBe(false);
  });

  it("paths never sees the query", () => {
    expect(operationFields.paths.ask(["/api/x"], facts, context)).toBe(true);
    expect(operationFields.paths.ask(["/api/{*}"], facts, context)).toBe(true);
    expect(operationFields.paths.ask(["*y=1"], facts, context)).toBe(false);
  });

  it("headers with a star asks for presence alone", () => {
    expect(conditionField("request.headers[x-empty]")?.ask(["*"], facts, context)).toBe(true);
    expect(conditionField("request.headers[x-none]")?.ask(["*"], facts, context)).toBe(false);
  });

  it.each(["http", "-1", "65536", "", "8080 "])("ports cannot use %j", (value) => {
    expect(operationFields.ports.usable(value)).toBe(false);
  });

  it("says what the request has, or that it is not known", () => {
    expect(tell(sourceFields.principals.was(missing), "en")).toBe("no identity (not mTLS)");
    expect(operationFields.methods.was(facts)).toBe("GET");
    expect(tell(operationFields.methods.was(nothing), "en")).toBe("not known");
    expect(sourceFields.requestPrincipals.was(facts)).toBe("https://idp.example/user");
  });
});
