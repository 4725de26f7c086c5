import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { temporaryFolders } from "../cluster/capture/temporary-folder.ts";
import type { MeshAnswer } from "../contract/mesh.ts";
import { getMesh } from "./get-mesh.ts";
import { openFolders } from "./open-folders.ts";

const temporaryFolder = temporaryFolders(onTestFinished);
const world = join(import.meta.dirname, "..", "engine", "conformance", "corpus", "world");

async function meshOf(yaml: string): Promise<MeshAnswer> {
  const result = await getMesh(
    { nowSeconds: 0 },
    openFolders([world, temporaryFolder({ "more.yaml": yaml })]),
  );
  if (!result.ok) throw new Error(result.problem.detail);
  return result.value;
}

const istiod = (name: string, image: string, more = "", revision = "") => `
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  namespace: istio-system
  labels: {app: istiod${revision}}
${more}
spec:
  replicas: 2
  template:
    metadata: {labels: {app: istiod${revision}}}
    spec: {containers: [{name: discovery, image: "${image}"}]}
`;
const running = (name: string, revision: string) => `
---
apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: istio-system, labels: {app: istiod, istio.io/rev: ${revision}}}
spec: {containers: [{name: discovery, image: x}]}
status: {phase: Running, podIP: 10.9.9.9}
`;
const webhook = (name: string, revision: string, tag: string) => `
---
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: {name: ${name}, labels: {istio.io/rev: ${revision}${tag === "" ? "" : `, istio.io/tag: ${tag}`}}}
webhooks: [{name: rev.namespace.sidecar-injector.istio.io}]
`;
const pod = (name: string, namespace: string, proxy: boolean) => `
---
apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: ${namespace}}
spec: {containers: [{name: app, image: x}${proxy ? ", {name: istio-proxy, image: proxyv2}" : ""}]}
status: {phase: Running, podIP: 10.9.9.8}
`;

describe("control planes", () => {
  it("have a version, a revision, tags, pods that run, and who installed them", async () => {
    const { controlPlanes, danglingWebhooks } = await meshOf(
      istiod(
        "istiod",
        "docker.io/istio/pilot:1.31.2-distroless",
        "  annotations: {meta.helm.sh/release-name: base}",
      ) +
        istiod("istiod-canary", "r:5000/pilot:1.32.0@sha256:ab", "", ", istio.io/rev: canary") +
        running("istiod-canary-1", "canary") +
        webhook("tag-prod", "canary", "prod") +
        webhook("gone", "1-30-0", "") +
        webhook("other", "1-30-0", "").replace("sidecar-injector.istio.io", "example.com"),
    );
    expect(controlPlanes).toMatchObject([
      {
        name: "istiod",
        revision: "default",
        version: "1.31.2",
        running: 0,
        replicas: 2,
        installedBy: { how: "helm", name: "base" },
        tags: [],
      },
      { name: "istiod-canary", revision: "canary", version: "1.32.0", running: 1, tags: ["prod"] },
    ]);
    expect(danglingWebhooks).toEqual([{ name: "gone", revision: "1-30-0", tag: null }]);
  });

  it("installed by istioctl name their IstioOperator, and an image without a tag has no version", async () => {
    const { controlPlanes } = await meshOf(
      istiod("istiod", "pilot@sha256:ab", "", ", install.operator.istio.io/owning-resource: installed-state"),
    );
    expect(controlPlanes).toMatchObject([
      { version: null, installedBy: { how: "operator", name: "installed-state" } },
    ]);
  });
});

describe("membership", () => {
  it("says what a restart would change", async () => {
    const namespace = (name: string, labels: string) =>
      `---\napiVersion: v1\nkind: Namespace\nmetadata: {name: ${name}, labels: {${labels}}}\n`;
    const { members } = await meshOf(
      namespace("in", "istio-injection: enabled") +
        namespace("out", "a: b") +
        pod("old", "in", false) +
        pod("member", "in", true) +
        pod("orphan", "out", true) +
        pod("never", "out", false),
    );
    const of = (id: string) => members.find((member) => member.id === id);
    expect(of("in/old")).toMatchObject({ membership: "none", onRestart: "joins" });
    expect(of("in/member")).toMatchObject({ membership: "sidecar", onRestart: "same" });
    expect(of("out/orphan")).toMatchObject({ membership: "sidecar", onRestart: "leaves" });
    expect(of("out/never")).toMatchObject({ membership: "none", onRestart: "same" });
    expect(of("out/orphan")?.because).toContain("out");
  });
});

describe("MeshConfig", () => {
  it("shows what differs from Istio's defaults, and where it was read", async () => {
    const { settings, settingsFrom } = await meshOf(`
apiVersion: v1
kind: ConfigMap
metadata: {name: istio, namespace: istio-system}
data:
  mesh: |
    trustDomain: example.org
    outboundTrafficPolicy: {mode: REGISTRY_ONLY}
`);
    expect(settingsFrom).toMatchObject({
      namespace: "istio-system",
      name: "istio",
      origin: { file: expect.stringContaining("more.yaml") },
    });
    expect(settings.filter(({ differs }) => differs)).toMatchObject([
      { field: "trustDomain", value: "example.org", standard: "cluster.local" },
      { field: "outboundTrafficPolicy.mode", value: "REGISTRY_ONLY", standard: "ALLOW_ANY" },
    ]);
  });
});

describe("what was read", () => {
  it("counts every kind, and those that could not be decoded", async () => {
    const { kinds } = await meshOf(`
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: {name: bad, namespace: shop}
spec: {mtls: {mode: [1]}}
`);
    expect(kinds.find(({ kind }) => kind === "PeerAuthentication")).toMatchObject({
      undecodable: 1,
      state: "undecodable",
    });
    expect(kinds.find(({ kind }) => kind === "Pod")).toMatchObject({ state: "readable", undecodable: 0 });
  });
});
