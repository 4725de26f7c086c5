import { describe, expect, it } from "vitest";
import { decodeValue } from "./decode-yaml.ts";
import { defaultMeshConfig } from "./mesh-config.ts";

function meshOf(mesh: string, name = "istio") {
  return decodeValue({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name, namespace: "istio-system" },
    data: { mesh },
  });
}

describe("MeshConfig", () => {
  it("has Istio's defaults for what it leaves out", () => {
    expect(meshOf("")).toMatchObject({ kind: "decoded", decoded: { object: { config: defaultMeshConfig } } });
    expect(meshOf("{}", "istio-canary")).toMatchObject({
      decoded: { object: { config: defaultMeshConfig } },
    });
  });

  it("is read from the text of the ConfigMap", () => {
    const mesh = `
      rootNamespace: ops
      trustDomain: new.example
      trustDomainAliases: [cluster.local]
      enableAutoMtls: false
      defaultDestinationRuleExportTo: ["."]
      outboundTrafficPolicy: {mode: REGISTRY_ONLY}
      pathNormalization: {normalization: MERGE_SLASHES}
      extensionProviders:
      - {name: http, envoyExtAuthzHttp: {service: a, port: 1}}
      - {name: grpc, envoyExtAuthzGrpc: {service: a, port: 1}}
      - {name: logs, envoyFileAccessLog: {path: /dev/stdout}}
      defaultConfig: {gatewayTopology: {numTrustedProxies: 2}}`;
    expect(meshOf(mesh)).toMatchObject({
      decoded: {
        object: {
          config: {
            rootNamespace: "ops",
            trustDomain: "new.example",
            trustDomainAliases: ["cluster.local"],
            enableAutoMtls: false,
            defaultDestinationRuleExportTo: ["."],
            defaultServiceExportTo: ["*"],
            outboundTrafficPolicy: "REGISTRY_ONLY",
            pathNormalization: "MERGE_SLASHES",
            extensionProviders: [
              { name: "http", type: "envoyExtAuthzHttp" },
              { name: "grpc", type: "envoyExtAuthzGrpc" },
              { name: "logs", type: "other" },
            ],
            numTrustedProxies: 2,
          },
        },
      },
    });
  });

  it.each([
    ["a: [", "data.mesh", "does not parse as YAML: line 1: broken"],
    [
      "enableAutoMtls: 'false'",
      "data.mesh.enableAutoMtls",
      'is the text "false", and true or false is expected',
    ],
    [
      "pathNormalization: {normalization: ALL}",
      "data.mesh.pathNormalization.normalization",
      'is the text "ALL", which',
    ],
    ["just words", "data.mesh", 'is the text "just words", and an object is expected'],
  ])("cannot be decoded from %s", (mesh, path, found) => {
    expect(meshOf(mesh)).toMatchObject({
      kind: "undecodable",
      ref: { kind: "MeshConfig", namespace: "istio-system", name: "istio" },
      path,
      found: expect.stringContaining(found),
    });
  });
});
