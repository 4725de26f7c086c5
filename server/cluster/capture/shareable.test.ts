import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { decodeObject } from "../decode/object.ts";
import { shareable } from "./shareable.ts";
import { parseText, splitDocuments } from "./yaml-text.ts";

type Json = Record<string, unknown>;
const parse = (text: string): Json => {
  const parsed = parseText(text);
  if (parsed.kind === "broken") throw new Error(parsed.text);
  return parsed.value as Json;
};
const place = { origin: { file: "", line: 1 }, lineOf: () => null };
const decoded = (raw: unknown) =>
  decodeObject(raw, place, (text) => {
    const parsed = parseText(text);
    return parsed.kind === "broken" ? { error: parsed.text } : { value: parsed.value };
  });
const without = (result: unknown): unknown =>
  JSON.parse(JSON.stringify(result, (key, value) => (key === "annotations" ? null : value)) ?? "null");

const folders = [
  join(import.meta.dirname, "..", "..", "..", "demo", "manifests"),
  join(import.meta.dirname, "..", "..", "engine", "conformance", "corpus"),
];
const objects = folders.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.ya?ml$/.test(name))
    .flatMap((name) => splitDocuments(readFileSync(join(folder, name), "utf8")))
    .flatMap(({ text }) => {
      const parsed = parseText(text);
      return parsed.kind === "broken" ? [] : [parsed.value];
    }),
);

describe("what a capture shows", () => {
  it("of every object of the demo and of the recorded world is read as the whole object is", () => {
    let compared = 0;
    for (const raw of objects) {
      const whole = decoded(raw);
      if (whole.kind === "noObject" || whole.kind === "ignored") continue;
      const shown = shareable(raw as Json);
      // Keys of the recorded cases have no private parts.
      expect(without(decoded(shown))).toEqual(without(whole));
      compared++;
    }
    expect(compared).toBeGreaterThan(250);
  });

  it("of a pod is no environment, command, volume or foreign annotation", () => {
    const pod = parse(`
apiVersion: v1
kind: Pod
metadata:
  name: p
  namespace: a
  labels: {app: p}
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: '{"env": "SECRET-1"}'
    vault.example/token: SECRET-2
    proxy.istio.io/config: "proxyMetadata: {TOKEN: SECRET-3}"
    sidecar.istio.io/inject: "true"
  managedFields: [{manager: SECRET-4}]
spec:
  serviceAccountName: web
  volumes: [{name: v, secret: {secretName: SECRET-5}}]
  containers:
  - name: app
    image: registry/app:1
    command: [run, --password=SECRET-6]
    args: [SECRET-7]
    env: [{name: A, value: SECRET-8}]
    envFrom: [{secretRef: {name: SECRET-9}}]
    ports: [{containerPort: 80, name: http}]
status: {phase: Running, podIP: 10.0.0.1, message: SECRET-10}
`);
    const text = JSON.stringify(shareable(pod));
    expect(text).not.toContain("SECRET");
    expect(JSON.parse(text)).toEqual({
      apiVersion: "v1",
      kind: "Pod",
      metadata: {
        name: "p",
        namespace: "a",
        labels: { app: "p" },
        annotations: { "sidecar.istio.io/inject": "true" },
      },
      spec: {
        serviceAccountName: "web",
        containers: [{ name: "app", image: "registry/app:1", ports: [{ containerPort: 80, name: "http" }] }],
      },
      status: { phase: "Running", podIP: "10.0.0.1" },
    });
  });

  it("of a controller's template is as little", () => {
    const deployment = parse(`
apiVersion: apps/v1
kind: Deployment
metadata: {name: d, namespace: a}
spec:
  template:
    metadata: {labels: {app: d}, annotations: {a.example/b: SECRET-1, istio.io/rev: x}}
    spec: {containers: [{name: app, image: i, env: [{name: A, value: SECRET-2}]}]}
`);
    const shown = shareable(deployment);
    expect(JSON.stringify(shown)).not.toContain("SECRET");
    expect(shown).toMatchObject({
      spec: { template: { metadata: { annotations: { "istio.io/rev": "x" } } } },
    });
  });

  it("of MeshConfig is what verdicts hang on: no token of a tracer, but which kind of authorizer there is", () => {
    const config = parse(`
apiVersion: v1
kind: ConfigMap
metadata: {name: istio, namespace: istio-system}
data:
  other: SECRET-1
  mesh: |
    trustDomain: example.org
    defaultConfig: {tracing: {lightstep: {accessToken: SECRET-2}}, proxyMetadata: {A: SECRET-3}}
    extensionProviders:
    - name: authz
      envoyExtAuthzHttp: {service: s, port: 80, headersToUpstreamOnAllow: [SECRET-4]}
`);
    const shown = shareable(config);
    expect(JSON.stringify(shown)).not.toContain("SECRET");
    expect(decoded(shown)).toMatchObject({
      decoded: {
        object: {
          config: { trustDomain: "example.org", extensionProviders: [{ type: "envoyExtAuthzHttp" }] },
        },
      },
    });
  });

  it("of an inline key is its public part", () => {
    const jwks = {
      keys: [
        { kty: "RSA", kid: "1", n: "abc", e: "AQAB", d: "SECRET-1", p: "SECRET-2" },
        { kty: "oct", k: "SECRET-3" },
      ],
    };
    const shown = shareable({
      apiVersion: "security.istio.io/v1",
      kind: "RequestAuthentication",
      metadata: { name: "r", namespace: "a", annotations: { "x.example/y": "SECRET-4" } },
      spec: {
        jwtRules: [
          { issuer: "i", jwks: JSON.stringify(jwks) },
          { issuer: "j", jwks: "SECRET-5" },
        ],
      },
      status: { conditions: ["SECRET-6"] },
    });
    expect(JSON.stringify(shown)).not.toContain("SECRET");
    expect(JSON.stringify(shown)).toContain('\\"n\\":\\"abc\\"');
  });

  it("is nothing of a Secret, of another ConfigMap, or of a kind that is not read", () => {
    for (const kind of ["Secret", "ConfigMap", "Node"])
      expect(shareable({ apiVersion: "v1", kind, metadata: { name: "x" }, data: { a: "b" } })).toBeNull();
  });
});
