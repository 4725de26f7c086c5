import { describe, expect, it } from "vitest";
import { decodeYaml } from "./decode-yaml.ts";

function decode(apiVersion: string, kind: string, rest: string) {
  const result = decodeYaml(`{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: a}, ${rest}}`);
  if (result.kind !== "decoded") throw new Error(JSON.stringify(result));
  return result.decoded.object;
}

describe("a field that is not given", () => {
  it.each([
    [
      "security.istio.io/v1",
      "PeerAuthentication",
      "spec: {}",
      { mode: "UNSET", selector: null, portLevelMtls: {} },
    ],
    ["security.istio.io/v1", "PeerAuthentication", "spec: {mtls: {}}", { mode: "UNSET" }],
    [
      "security.istio.io/v1",
      "PeerAuthentication",
      "spec: {mtls: null, selector: {}}",
      { mode: "UNSET", selector: {} },
    ],
    [
      "security.istio.io/v1beta1",
      "PeerAuthentication",
      "spec: {selector: {matchLabels: {app: a}}, portLevelMtls: {8080: {mode: DISABLE}, 9090: {}}}",
      { portLevelMtls: { "8080": "DISABLE", "9090": "UNSET" } },
    ],
    [
      "security.istio.io/v1",
      "AuthorizationPolicy",
      "spec: {}",
      { action: "ALLOW", rules: [], selector: null, targetRefs: [], provider: null },
    ],
    ["security.istio.io/v1", "AuthorizationPolicy", "metadata2: {}", { action: "ALLOW", rules: [] }],
    [
      "networking.istio.io/v1",
      "DestinationRule",
      "spec: {host: a}",
      { exportTo: [], trafficPolicy: null, subsets: [] },
    ],
    [
      "networking.istio.io/v1alpha3",
      "DestinationRule",
      "spec: {host: a, trafficPolicy: {tls: {}}}",
      { trafficPolicy: { tls: { mode: "DISABLE", sni: null } } },
    ],
    [
      "networking.istio.io/v1",
      "DestinationRule",
      "spec: {host: a, workloadSelector: {matchLabels: {app: a}}}",
      { workloadSelector: { app: "a" } },
    ],
    [
      "networking.istio.io/v1",
      "VirtualService",
      "spec: {hosts: [a]}",
      { gateways: [], http: [], tls: [], tcp: [] },
    ],
    [
      "networking.istio.io/v1",
      "VirtualService",
      "spec: {http: [{route: [{destination: {host: a}}]}]}",
      { http: [{ route: [{ host: "a", port: null, subset: null, weight: 100 }] }] },
    ],
    [
      "networking.istio.io/v1",
      "ServiceEntry",
      "spec: {hosts: [a]}",
      { location: "MESH_EXTERNAL", resolution: "NONE" },
    ],
    ["networking.istio.io/v1", "Sidecar", "spec: {}", { workloadSelector: null, egressHosts: null }],
    [
      "networking.istio.io/v1",
      "Sidecar",
      "spec: {workloadSelector: {}, egress: []}",
      { workloadSelector: {}, egressHosts: null },
    ],
    [
      "networking.istio.io/v1",
      "Sidecar",
      "spec: {outboundTrafficPolicy: {}, egress: [{hosts: ['./*']}, {hosts: [b/c]}]}",
      { outboundTrafficPolicy: "REGISTRY_ONLY", egressHosts: ["./*", "b/c"] },
    ],
    [
      "networking.istio.io/v1",
      "Gateway",
      "spec: {servers: [{port: {number: 443, name: tls, protocol: TLS}, hosts: ['*'], tls: {}}]}",
      { servers: [{ port: 443, tlsMode: "PASSTHROUGH", httpsRedirect: false }] },
    ],
    [
      "v1",
      "Service",
      "spec: {ports: [{port: 80}]}",
      { type: "ClusterIP", ports: [{ targetPort: 80, protocol: "TCP" }] },
    ],
    ["v1", "Service", "spec: {ports: [{port: 80, targetPort: web}]}", { ports: [{ targetPort: "web" }] }],
    ["v1", "Pod", "spec: {}", { serviceAccountName: "default", phase: "", ip: null, ips: [], owner: null }],
    ["apps/v1", "Deployment", "spec: {}", { template: null, replicas: null }],
  ])("counts as Istio's default: %s %s %s", (apiVersion, kind, rest, expected) => {
    expect(decode(apiVersion, kind, rest)).toMatchObject(expected);
  });

  it("puts a namespaced object into namespace default, and a Namespace into none", () => {
    expect(decode("v1", "Service", "spec: {}").meta.namespace).toBe("default");
    expect(decode("v1", "Namespace", "spec: {}").meta.namespace).toBe("");
  });

  it("counts an init container as one, with the user of its pod", () => {
    const pod = decode(
      "v1",
      "Pod",
      "spec: {securityContext: {runAsUser: 7}, initContainers: [{name: istio-proxy, restartPolicy: Always}], containers: [{name: app, securityContext: {runAsUser: 8}}]}",
    );
    expect(pod).toMatchObject({
      containers: [
        { name: "istio-proxy", init: true, restartPolicy: "Always", runAsUser: 7 },
        { name: "app", init: false, restartPolicy: null, runAsUser: 8 },
      ],
    });
  });

  it("fills the namespace of references of the Gateway API", () => {
    expect(
      decode(
        "gateway.networking.k8s.io/v1",
        "HTTPRoute",
        "spec: {parentRefs: [{name: gw}], rules: [{backendRefs: [{name: a, port: 80}, {name: b, namespace: c}]}]}",
      ),
    ).toMatchObject({
      parentRefs: [{ namespace: "default", name: "gw", kind: "Gateway" }],
      backends: [
        { namespace: "default", name: "a", port: 80 },
        { namespace: "c", name: "b", port: null },
      ],
    });
  });
});

describe("a kind", () => {
  it("is told by group and name together", () => {
    const gateway = "spec: {gatewayClassName: istio, listeners: [{name: a, port: 80, protocol: HTTP}]}";
    expect(decode("gateway.networking.k8s.io/v1", "Gateway", gateway)).toMatchObject({
      gatewayClassName: "istio",
    });
    expect(decodeYaml("{apiVersion: serving.knative.dev/v1, kind: Service, metadata: {name: a}}").kind).toBe(
      "ignored",
    );
  });

  it("that is not read is ignored, and what has no kind is no object", () => {
    expect(decodeYaml("{apiVersion: v1, kind: Secret, metadata: {name: a}}").kind).toBe("ignored");
    expect(decodeYaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: istio}, data: {}}").kind).toBe(
      "ignored",
    );
    for (const text of ["{kind: Pod}", "{apiVersion: v1}", "[]", "5", "null", "{kind: 5, apiVersion: v1}"])
      expect(decodeYaml(text).kind).toBe("noObject");
  });
});

describe("a field that Istio does not know", () => {
  it("is dropped with a word about it, and the name that was meant", () => {
    const result = decodeYaml(
      "{apiVersion: security.istio.io/v1, kind: AuthorizationPolicy, metadata: {name: a}, spec: {rules: [{from: [{source: {principal: [x], foo: 1}}]}]}}",
    );
    expect(result).toMatchObject({
      kind: "decoded",
      decoded: { object: { rules: [{ from: [{ principals: [] }] }] } },
      notes: [
        { path: "spec.rules[0].from[0].source.principal", cure: "Did you mean principals?" },
        { path: "spec.rules[0].from[0].source.foo", cure: "Remove it." },
      ],
    });
  });
});
