import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { LiveSource } from "../../server/cluster/kubernetes/live-source.ts";
import { type ControlPlane, startControlPlane } from "./control-plane.ts";
import { type FaultProxy, faultProxy } from "./fault-proxy.ts";
import { everything, grant, meshConfig } from "./rights.ts";
import { becomesEqual, becomesLike, edgeOf, graphOf, kubeconfig, openSource, until } from "./watching.ts";
import { loadWorld } from "./world.ts";

let plane: ControlPlane;
let proxy: FaultProxy;
const sources: LiveSource[] = [];

/** Named by a policy of shop. */
const inShop = "shop/cart>shop/orders:8080";
/** Named by a route. */
const routed = "istio-ingress/ingressgateway>front/web:8080";
const outcome = async (source: LiveSource, edge = inShop) => (await edgeOf(source, edge))?.outcome;
const refusals = async (source: LiveSource) =>
  (await graphOf(source)).coverage.filter(({ state }) => state === "forbidden");

/** Opens a source as a user who is known by a token. */
function as(
  user: string,
  options: { readonly server?: string; readonly namespaces?: readonly string[] } = {},
) {
  const { server = plane.address, namespaces = [] } = options;
  const file = kubeconfig(plane, { token: `${user}-token` }, { server });
  const source = openSource(file, { namespaces });
  sources.push(source);
  return { source, file };
}

beforeAll(async () => {
  plane = await startControlPlane();
  await loadWorld(plane.api);
  proxy = await faultProxy(plane);
});
afterEach(() => {
  for (const source of sources.splice(0)) source.close();
});
afterAll(async () => {
  await proxy?.close();
  await plane?.stop();
});

const withoutPolicies = everything.map((rule) => ({
  ...rule,
  resources: rule.resources.filter((name) => name !== "authorizationpolicies"),
}));

describe("a kind that may not be listed", () => {
  it("leaves its edges unknown, names the rule to grant, and is read once that is granted", async () => {
    await grant(plane.api, "reader", withoutPolicies);
    await grant(plane.api, "reader", [meshConfig], "istio-system");
    const { source, file } = as("reader");
    expect(await outcome(source, routed)).toBe("unknown");
    const rows = await refusals(source);
    expect(rows.map(({ kind, namespace }) => [kind, namespace])).toEqual([["AuthorizationPolicy", null]]);
    expect(await outcome(source, routed)).toBe("unknown");
    expect(rows[0]?.because).toContain("authorizationpolicies");
    expect(rows[0]?.because).toContain("security.istio.io");
    await grant(plane.api, "reader", everything);
    await until(
      () => outcome(source, routed),
      (now) => now === "allowed",
    );
    await becomesLike(source, file);
    await becomesEqual(source, as("admin").source);
  });

  it("is forgotten when the right is taken away while it is watched", async () => {
    const { source } = as("reader", { server: proxy.address });
    await until(
      () => outcome(source, routed),
      (now) => now === "allowed",
    );
    await grant(plane.api, "reader", withoutPolicies);
    // A watch that is open goes on; the next one is refused.
    proxy.cutAll();
    await until(
      () => outcome(source, routed),
      (now) => now === "unknown",
    );
    await until(
      () => refusals(source),
      (rows) => rows.length === 1,
    );
    expect((await graphOf(source)).policies).toBeLessThan((await graphOf(as("admin").source)).policies);
    await grant(plane.api, "reader", everything);
    await until(
      () => outcome(source, routed),
      (now) => now === "allowed",
    );
  });
});

const own = ["istio-system", "shop"];
const grantOwn = async () => {
  for (const namespace of own) await grant(plane.api, "limited", everything, namespace);
  await grant(plane.api, "limited", [...everything, meshConfig], "istio-system");
};

describe("one who may read some namespaces only", () => {
  it("sees those, and every other one is unknown by name with the rule to grant", async () => {
    await grantOwn();
    await grant(plane.api, "limited", [{ apiGroups: [""], resources: ["namespaces"] }]);
    const { source, file } = as("limited");
    await until(
      () => outcome(source),
      (now) => now === "allowed",
    );
    const graph = await becomesLike(source, file);
    expect(graph.nodes.length).toBeGreaterThan(3);
    expect(new Set(graph.nodes.map(({ namespace }) => namespace ?? "shop"))).toEqual(new Set(["shop"]));
    const policies = graph.coverage.filter(({ kind }) => kind === "AuthorizationPolicy");
    expect(policies.map(({ namespace }) => namespace)).toEqual(expect.arrayContaining(["front", "ops"]));
    expect(policies.map(({ namespace }) => namespace)).not.toContain("shop");
    expect(policies[0]?.because).toContain("authorizationpolicies.security.istio.io");
  });

  it("reads a namespace as soon as it is granted, and forgets it when the right is taken away", async () => {
    const { source, file } = as("limited", { server: proxy.address });
    await until(
      () => outcome(source),
      (now) => now === "allowed",
    );
    await grant(plane.api, "limited", everything, "front");
    const has = async () => (await graphOf(source)).nodes.some(({ namespace }) => namespace === "front");
    await until(has, (now) => now);
    await becomesLike(source, file);
    await grant(plane.api, "limited", [], "front");
    proxy.cutAll();
    await until(has, (now) => !now);
    await becomesLike(source, file);
  });

  it("names the namespaces where not even those may be listed", async () => {
    await grant(plane.api, "limited", [{ apiGroups: ["batch"], resources: ["jobs"] }]);
    const { source, file } = as("limited", { namespaces: own });
    await until(
      () => outcome(source),
      (now) => now === "allowed",
    );
    const graph = await becomesLike(source, file, own);
    const rows = graph.coverage.filter(({ kind }) => kind === "AuthorizationPolicy");
    expect(rows.map(({ namespace, state }) => `${namespace} ${state}`)).toEqual([
      "null forbidden",
      "istio-system readable",
      "shop readable",
    ]);
  });

  it("is shown nothing green when nothing is known of the root namespace", async () => {
    const { source } = as("limited", { namespaces: ["shop"] });
    await until(
      () => outcome(source),
      (now) => now !== undefined,
    );
    expect(await outcome(source)).toBe("unknown");
  });
});

describe("Secrets", () => {
  it("are never asked for, and of ConfigMaps only the mesh config and the roots", async () => {
    const { source } = as("admin", { server: proxy.address });
    await graphOf(source);
    expect(proxy.requests.filter(({ path }) => path.endsWith("/secrets"))).toEqual([]);
    const configs = proxy.requests.filter(({ path }) => path.endsWith("/configmaps"));
    // Whoever may not list them in the whole cluster asks in each namespace, and by name as well.
    const named = new Set(
      configs.map(({ path, selector }) => `${path.includes("/istio-system/")} ${selector}`),
    );
    expect([...named].filter((name) => !name.endsWith(" metadata.name=istio-ca-root-cert"))).toEqual([
      "true metadata.name=istio",
    ]);
    expect(named).toContain("false metadata.name=istio-ca-root-cert");
  });
});
