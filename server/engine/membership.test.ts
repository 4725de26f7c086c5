import { describe, expect, it } from "vitest";
import { tell } from "../contract/text.ts";
import { membershipOf, podFacts, principalOf, wouldInject } from "./membership.ts";
import type { Container, MeshConfig, Meta, Namespace, Pod } from "./objects.ts";

type Texts = Readonly<Record<string, string>>;
const meta = (
  kind: string,
  namespace: string,
  name: string,
  labels: Texts,
  annotations: Texts = {},
): Meta => ({
  kind,
  namespace,
  name,
  creationTimestamp: "",
  labels,
  annotations,
  origin: null,
  lineOf: () => null,
});
const container = (name: string, more: Partial<Container> = {}): Container => ({
  name,
  image: "x",
  ports: [],
  runAsUser: null,
  restartPolicy: null,
  init: false,
  probePorts: [],
  certificateSettings: {},
  ...more,
});
const app = container("app");
const proxy = container("istio-proxy");

describe("a new pod", () => {
  const inject = "sidecar.istio.io/inject";
  const revision = "istio.io/rev";
  it.each<[string, Texts, Texts, Texts, boolean]>([
    // why, namespace labels, pod labels, pod annotations, gets a sidecar
    ["the namespace asks", { "istio-injection": "enabled" }, {}, {}, true],
    ["nobody asks", {}, {}, {}, false],
    ["the pod opts out by label", { "istio-injection": "enabled" }, { [inject]: "false" }, {}, false],
    ["the pod opts out by annotation", { "istio-injection": "enabled" }, {}, { [inject]: "false" }, false],
    [
      "the label beats the annotation",
      { "istio-injection": "enabled" },
      { [inject]: "true" },
      { [inject]: "false" },
      true,
    ],
    [
      "the namespace forbids and the pod asks",
      { "istio-injection": "disabled" },
      { [inject]: "true" },
      {},
      false,
    ],
    ["any other value forbids", { "istio-injection": "yes" }, { [inject]: "true" }, {}, false],
    ["the pod asks by label", {}, { [inject]: "true" }, {}, true],
    ["an annotation cannot ask", {}, {}, { [inject]: "true" }, false],
    ["the namespace names a revision", { [revision]: "canary" }, {}, {}, true],
    ["the pod names a revision", {}, { [revision]: "canary" }, {}, true],
    ["the namespace has both labels", { "istio-injection": "enabled", [revision]: "canary" }, {}, {}, true],
    ["forbidding beats a revision", { "istio-injection": "disabled", [revision]: "canary" }, {}, {}, false],
    [
      "the namespace has a revision, the pod opts out",
      { [revision]: "canary" },
      { [inject]: "false" },
      {},
      false,
    ],
    ["a label that says neither", { "istio-injection": "enabled" }, { [inject]: "maybe" }, {}, true],
  ])("gets a sidecar or not: %s", (_, namespace, labels, annotations, expected) => {
    const { inject: injected, because } = wouldInject(namespace, "shop", {
      labels,
      annotations,
      hostNetwork: false,
    });
    expect(injected).toBe(expected);
    expect(because).toMatch(/\S/);
  });

  it("gets none on the host network, nor in a namespace of the system", () => {
    const labels = { "istio-injection": "enabled" };
    const pod = { labels: {}, annotations: {}, hostNetwork: true };
    expect(wouldInject(labels, "shop", pod).inject).toBe(false);
    for (const namespace of ["kube-system", "kube-public", "kube-node-lease", "local-path-storage"])
      expect(wouldInject(labels, namespace, { ...pod, hostNetwork: false }).inject).toBe(false);
  });
});

describe("a pod that exists", () => {
  const pod = (containers: readonly Container[], labels: Texts = {}, annotations: Texts = {}): Pod => ({
    meta: meta("Pod", "shop", "cart-1", labels, annotations),
    serviceAccountName: "cart",
    hostNetwork: false,
    containers,
    ip: "10.0.0.1",
    ips: ["10.0.0.1"],
    phase: "Running",
    owner: null,
    nodeName: null,
    csiDrivers: [],
  });
  const namespaces = new Map<string, Namespace>([
    ["shop", { meta: meta("Namespace", "", "shop", { "istio-injection": "enabled" }) }],
  ]);
  const native = container("istio-proxy", { init: true, restartPolicy: "Always" });
  const once = container("istio-proxy", { init: true });
  const uninjected = container("istio-proxy", { image: "auto" });
  const gatewayName = { "gateway.networking.k8s.io/gateway-name": "gw" };
  const redirected = { "ambient.istio.io/redirection": "enabled" };

  it.each<[string, Pod, string]>([
    ["a container istio-proxy", pod([app, proxy]), "sidecar"],
    ["a native sidecar", pod([app, native]), "sidecar"],
    ["an init container that ends", pod([app, once]), "none"],
    ["an image that the injector never replaced", pod([app, uninjected]), "none"],
    ["no proxy, though its namespace asks for one", pod([app]), "none"],
    ["a proxy alone", pod([proxy]), "gateway"],
    ["the label of a Gateway", pod([app, proxy], gatewayName), "gateway"],
    ["the gateway template", pod([app, proxy], {}, { "inject.istio.io/templates": "gateway" }), "gateway"],
    ["the redirection of ambient", pod([app], {}, redirected), "ambient"],
    ["a sidecar and the redirection of ambient", pod([app, proxy], {}, redirected), "sidecar"],
    ["the label of ambient alone", pod([app], { "istio.io/dataplane-mode": "ambient" }), "none"],
  ])("with %s is %s", (_, given, membership) => {
    expect(membershipOf([podFacts(given, namespaces)])).toBe(membership);
  });

  it("has the tlsMode of its label and no other", () => {
    const mode = (labels: Texts, containers = [app, proxy]) =>
      podFacts(pod(containers, labels), namespaces).tlsMode;
    expect(mode({})).toBe("disabled");
    expect(mode({ "security.istio.io/tlsMode": "istio" })).toBe("istio");
    expect(mode({ "security.istio.io/tlsMode": "istio" }, [app])).toBe("istio");
    expect(mode({ "security.istio.io/tlsMode": "other" })).toBe("other");
  });

  it("is told to restart when it is older than its namespace's label", () => {
    expect(tell(podFacts(pod([app]), namespaces).because, "en")).toMatch(/no container istio-proxy.*restart/);
  });

  it("has an identity only with a proxy or in ambient", () => {
    const mesh = { trustDomain: "example.org" } as MeshConfig;
    const principal = (p: Pod) => principalOf(podFacts(p, namespaces), mesh);
    expect(principal(pod([app, proxy]))).toBe("example.org/ns/shop/sa/cart");
    expect(principal(pod([app], {}, redirected))).toBe("example.org/ns/shop/sa/cart");
    expect(principal(pod([app]))).toBeNull();
    expect(principal({ ...pod([app, proxy]), serviceAccountName: "" })).toBe(
      "example.org/ns/shop/sa/default",
    );
  });

  it("makes a workload mixed when another of its pods differs", () => {
    const facts = [pod([app, proxy]), pod([app])].map((p) => podFacts(p, namespaces));
    expect(membershipOf(facts)).toBe("mixed");
    expect(membershipOf([])).toBe("none");
  });

  it("is predicted when it is only written down", () => {
    const written = { ...pod([app]), ip: null, ips: [], phase: "" };
    expect(podFacts(written, namespaces)).toMatchObject({
      predicted: true,
      hasProxy: true,
      tlsMode: "istio",
    });
  });
});
