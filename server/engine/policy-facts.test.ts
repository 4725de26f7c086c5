import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { assembleSnapshot, mergeObjects } from "../cluster/capture/assemble.ts";
import { readManifestText } from "../cluster/capture/manifest-text.ts";
import { buildGraph } from "./incremental.ts";
import { countPolicies, policyFacts } from "./policy-facts.ts";

const mesh = readFileSync(join(import.meta.dirname, "cases", "mesh.yaml"), "utf8");
const read = (text: string) => readManifestText(text, "test", true).objects;

const security = (kind: string, name: string, spec: unknown, more: object = {}, namespace = "shop") => ({
  apiVersion: "security.istio.io/v1",
  kind,
  metadata: { name, namespace, ...more },
  spec,
});
const authorization = (spec: object, more: object = {}, namespace = "shop") =>
  security("AuthorizationPolicy", "under-test", spec, more, namespace);
const networking = (kind: string, spec: unknown, more: object = {}, namespace = "shop") => ({
  apiVersion: "networking.istio.io/v1",
  kind,
  metadata: { name: "under-test", namespace, ...more },
  spec,
});
const cart = { selector: { matchLabels: { app: "cart" } } };
const from = (source: object) => ({ ...cart, rules: [{ from: [{ source }] }] });
const older = { creationTimestamp: "2026-01-01T00:00:00Z" };
const younger = { creationTimestamp: "2026-02-01T00:00:00Z" };

function factsOf(...items: readonly object[]) {
  const snapshot = assembleSnapshot({
    revision: "test",
    merged: mergeObjects([read(mesh), read(JSON.stringify({ apiVersion: "v1", kind: "List", items }))]),
    coverage: [],
    problems: [],
    trustDomain: null,
  });
  const { edges } = buildGraph(snapshot, { nowSeconds: 1_795_000_000, asked: [] });
  const facts = policyFacts(snapshot, edges);
  expect(countPolicies(snapshot)).toBe(facts.length);
  const found = facts.find(({ ref }) => ref.name === "under-test");
  if (found === undefined) throw new Error("the object was not listed");
  return found;
}
const codes = (...items: readonly object[]) => factsOf(...items).notes.map(({ code }) => code);

describe("a policy that does what it says", () => {
  it("has no note, its workloads, and the drawn edges that its rule decides", () => {
    const facts = factsOf(authorization(from({ principals: ["cluster.local/ns/front/sa/web"] })));
    expect(facts).toMatchObject({ does: "ALLOW", scope: "workload", scopeText: "app=cart", notes: [] });
    expect(facts.workloads).toEqual(["shop/cart"]);
    expect(facts.decisions).toMatchObject([
      { path: "spec.rules[0]", edges: [expect.stringMatching(/^front\/web>shop\/cart:/)] },
    ]);
  });
});

describe("notes about an AuthorizationPolicy", () => {
  it.each<[string, object, readonly string[]]>([
    ["selects nothing", authorization({ selector: { matchLabels: { app: "gone" } } }), ["selectsNothing"]],
    ["selects no proxy", authorization({}, {}, "legacy"), ["selectsNoProxy"]],
    ["dry run", authorization(cart, { annotations: { "istio.io/dry-run": "true" } }), ["dryRun"]],
    ["audit", authorization({ ...cart, action: "AUDIT" }), ["audit"]],
    ["DENY without rules", authorization({ ...cart, action: "DENY" }), ["denyNothing"]],
    [
      "targetRefs",
      authorization({ targetRefs: [{ group: "", kind: "Service", name: "cart" }] }),
      ["targetRefsIgnored"],
    ],
    [
      "dead principal",
      authorization(from({ principals: ["cluster.local/ns/front/sa/gone"] })),
      ["deadPrincipal"],
    ],
    [
      "a foreign principal is not dead",
      authorization(from({ principals: ["elsewhere/ns/a/sa/b"] })),
      ["foreignTrustDomain"],
    ],
    ["scheme", authorization(from({ principals: ["spiffe://cluster.local/ns/front/sa/web"] })), ["scheme"]],
    ["dead account", authorization(from({ serviceAccounts: ["front/gone"] })), ["deadServiceAccount"]],
    ["dead namespace", authorization(from({ namespaces: ["gone"] })), ["deadNamespace"]],
    [
      "*/* principal",
      authorization(from({ requestPrincipals: ["*/*"] })),
      ["starRequestPrincipal", "tokensNotRead", "allowDropped"],
    ],
    [
      "unknown key",
      authorization({ ...cart, rules: [{ when: [{ key: "request.color", values: ["red"] }] }] }),
      ["unknownKey"],
    ],
    [
      "a port that nobody has",
      authorization({ ...cart, rules: [{ to: [{ operation: { ports: ["7777"] } }] }] }),
      ["deadPort"],
    ],
    [
      "the port of a Service",
      authorization({ ...cart, rules: [{ to: [{ operation: { ports: ["80"] } }] }] }),
      ["servicePort"],
    ],
    [
      "DENY with HTTP fields on a TCP port",
      authorization({
        selector: { matchLabels: { app: "redis" } },
        action: "DENY",
        rules: [{ to: [{ operation: { methods: ["GET"] } }] }],
      }),
      ["denyWidened"],
    ],
    [
      "unknown provider",
      authorization({ ...cart, action: "CUSTOM", provider: { name: "gone" }, rules: [{}] }),
      ["unknownProvider"],
    ],
  ])("%s", (_, object, expected) => {
    expect(codes(object)).toEqual(expected);
  });

  it("an object that could not be read is listed with its problem", () => {
    const facts = factsOf(authorization({ action: "PERHAPS" }));
    expect(facts.notes).toMatchObject([{ code: "undecodable", weight: "inert" }]);
    expect(facts.does).toBe("");
  });
});

describe("notes about modes", () => {
  const mode = (spec: object, more: object = {}, namespace = "shop") =>
    security("PeerAuthentication", "under-test", { mtls: { mode: "STRICT" }, ...spec }, more, namespace);

  it("the older one of the same scope is named", () => {
    const other = security("PeerAuthentication", "first", { mtls: { mode: "PERMISSIVE" } }, older);
    const facts = factsOf(other, mode({}, younger));
    expect(facts.notes).toMatchObject([{ code: "shadowed", others: [{ namespace: "shop", name: "first" }] }]);
    expect(facts.decisions).toEqual([]);
  });
  it("a selector in the root namespace is ignored", () => {
    expect(codes(mode(cart, {}, "istio-system"))).toEqual(["rootSelector"]);
  });
  it("ports of portLevelMtls are container ports", () => {
    const ports = (port: string) =>
      mode({ ...cart, mtls: { mode: "PERMISSIVE" }, portLevelMtls: { [port]: { mode: "DISABLE" } } });
    expect(codes(ports("80"))).toEqual(["servicePort"]);
    expect(codes(ports("7777"))).toEqual(["deadPort"]);
    expect(codes(ports("8080"))).toEqual([]);
  });
});

describe("notes about hosts", () => {
  const disable = { trafficPolicy: { tls: { mode: "DISABLE" } } };
  const rule = (host: string, more: object = {}, namespace = "shop") =>
    networking("DestinationRule", { host, ...disable }, more, namespace);

  it("a host that nobody has", () => {
    expect(codes(rule("gone.shop.svc.cluster.local"))).toEqual(["hostUnknown"]);
    expect(codes(rule("cart.shop.svc.cluster.local"))).toEqual([]);
  });
  it("a rule that every client passes by names the one in force", () => {
    const nearer = {
      ...rule("cart.shop.svc.cluster.local"),
      metadata: { name: "nearer", namespace: "shop" },
    };
    expect(codes(nearer, rule("*.svc.cluster.local", {}, "istio-system"))).toEqual([]);
    expect(factsOf(nearer, rule("cart.shop.svc.cluster.local", {}, "istio-system")).notes).toMatchObject([
      { code: "hiddenEverywhere", others: [{ name: "nearer" }] },
    ]);
    const first = { ...rule("cart"), metadata: { name: "first", namespace: "shop", ...older } };
    expect(factsOf(first, rule("cart", younger)).notes).toMatchObject([
      { code: "hiddenTls", others: [{ name: "first" }] },
    ]);
  });
  it("a route to nowhere, at a Gateway that is not there", () => {
    const route = {
      hosts: ["a.example.com"],
      gateways: ["gone"],
      http: [{ route: [{ destination: { host: "gone" } }] }],
    };
    expect(codes(networking("VirtualService", route))).toEqual(["gatewayUnknown", "routeUnknown"]);
  });
});
