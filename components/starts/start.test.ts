import { describe, expect, it } from "vitest";
import type { ChangeChoices, ChangeWorkload } from "../../server/contract/change.ts";
import { yamlProblems } from "../change/yaml-problems.ts";
import { en } from "../look/en/index.ts";
import { type About, isStart, labelsFor, startHref, startOf, starts } from "./start.ts";

const workload = (
  id: string,
  labels: Record<string, string>,
  more: Partial<ChangeWorkload> = {},
): ChangeWorkload => {
  const [namespace = "", name = ""] = id.split("/");
  return {
    id,
    namespace,
    name,
    labels,
    account: `${namespace}/${name}`,
    principal: `cluster.local/ns/${namespace}/sa/${name}`,
    gateway: false,
    sidecar: true,
    peerAuthentication: null,
    closed: false,
    ports: [{ workloadPort: 8080, servicePorts: [80] }],
    ...more,
  };
};
const choices: ChangeChoices = {
  revision: "1",
  trustDomain: "cluster.local",
  rootNamespace: "istio-system",
  namespaces: ["front", "shop"],
  workloads: [
    workload("front/web", { app: "web" }),
    workload("front/plain", { app: "plain" }, { principal: null, sidecar: false }),
    workload("shop/cart", { app: "cart", tier: "back" }),
    workload("shop/mixed-v1", { app: "mixed", version: "v1" }, { peerAuthentication: "mixed-first" }),
    workload("shop/mixed-v2", { app: "mixed", version: "v2" }),
    workload("istio-ingress/gateway", { istio: "ingress" }, { gateway: true, sidecar: false }),
  ],
  accounts: [],
  hosts: [{ host: "cart.shop.svc.cluster.local", namespace: "shop" }],
  extensionProviders: [],
  issuers: ["https://issuer.example"],
  taken: ["AuthorizationPolicy shop/deny-all", "PeerAuthentication front/default"],
};
const about: About = {
  namespace: "shop",
  server: "shop/cart",
  client: "front/web",
  port: "8080",
  host: "cart.shop.svc.cluster.local",
};

describe("a draft to begin with", () => {
  it.each(Object.keys(starts).filter(isStart))("is whole and has no problem: %s", (start) => {
    const begun = startOf(start, about, choices);
    if (begun.how !== "new") throw new Error(begun.how);
    expect(begun.kind).toBe(starts[start].kind);
    expect(begun.text).toContain(`name: ${begun.name}\n`);
    expect(begun.text).toContain(`namespace: ${begun.namespace}\n`);
    expect(yamlProblems(begun.text, begun.kind, en.change)).toEqual([]);
  });

  it("names the caller, the workload and the container port, quoted where kubectl would read a number", () => {
    expect(startOf("allow", about, choices)).toEqual({
      how: "new",
      kind: "AuthorizationPolicy",
      namespace: "shop",
      name: "cart-allow-web",
      text: `apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata:
  name: cart-allow-web
  namespace: shop
spec:
  selector:
    matchLabels:
      app: cart
  action: ALLOW
  rules:
    - from:
        - source:
            principals:
              - cluster.local/ns/front/sa/web
      to:
        - operation:
            ports:
              - "8080"
`,
    });
  });

  it("takes a name that is free", () => {
    expect(startOf("denyAll", about, choices)).toMatchObject({ name: "deny-all-2" });
  });

  it("changes the PeerAuthentication that is there, since a second one would not count", () => {
    expect(startOf("mtls", { server: "shop/mixed-v1", port: "8080" }, choices)).toEqual({
      how: "edit",
      kind: "PeerAuthentication",
      namespace: "shop",
      name: "mixed-first",
      sets: [{ path: ["portLevelMtls", "8080", "mode"], value: "STRICT" }],
    });
    expect(startOf("strict", { namespace: "front" }, choices)).toMatchObject({
      how: "edit",
      name: "default",
    });
  });

  it("selects one workload and no other, by as few labels as will do", () => {
    const labels = (id: string) => {
      const found = choices.workloads.find((w) => w.id === id);
      return found === undefined ? null : labelsFor(found, choices);
    };
    expect(labels("shop/cart")).toEqual({ app: "cart" });
    expect(labels("shop/mixed-v1")).toEqual({ app: "mixed", version: "v1" });
  });

  it.each([
    [{ ...about, client: "front/plain" }, "client"],
    [{ ...about, client: "outside" }, "client"],
    [{ ...about, server: "shop/gone" }, "server"],
    [{ ...about, port: "http" }, "port"],
  ] as const)("says what is missing of %j", (given, need) => {
    expect(startOf("allow", given, choices)).toEqual({ how: "missing", need });
  });

  it("has an address", () => {
    expect(startHref("mtls", { server: "shop/cart", port: "8080" })).toBe(
      "/policies/new?start=mtls&server=shop%2Fcart&port=8080",
    );
    expect(isStart("toString")).toBe(false);
  });
});
