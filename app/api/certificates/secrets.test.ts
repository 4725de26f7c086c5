import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { captureSource } from "../../../server/cluster/capture/capture-source.ts";
import { temporaryFolders } from "../../../server/cluster/capture/temporary-folder.ts";
import { captureFiles } from "../../../server/cluster/capture/write-capture.ts";
import { readLiveObject } from "../../../server/cluster/kubernetes/live-object.ts";
import { showOnly } from "../../../server/services/only-source.ts";
import { GET as metrics } from "../../metrics/route.ts";
import { GET as graph } from "../graph/route.ts";
import { GET as mesh } from "../mesh/route.ts";
import { GET as policies } from "../policies/route.ts";
import { GET as one } from "./[id]/route.ts";
import { GET as actions } from "./actions/route.ts";
import { GET as calendar } from "./calendar.ics/route.ts";
import { POST as decode } from "./decode/route.ts";
import { GET as list } from "./route.ts";
import { GET as trust } from "./trust/route.ts";

/** In whichever form it could come out again. */
const secret = "PLANTEDKEYMATERIAL";
const key = `-----BEGIN PRIVATE KEY-----\n${Buffer.from(secret.repeat(4)).toString("base64")}\n-----END PRIVATE KEY-----\n`;
const traces = [
  secret,
  Buffer.from(secret.repeat(4)).toString("base64").slice(0, 24),
  Buffer.from(key).toString("base64").slice(40, 80),
  "BEGIN PRIVATE KEY",
  "BEGIN EC PRIVATE",
];
const clean = (what: string, text: string) =>
  expect(
    traces.filter((trace) => text.includes(trace)),
    what,
  ).toEqual([]);

const demo = join(import.meta.dirname, "..", "..", "..", "demo");
const proxies = join(demo, "proxies", "front");
const dump = readFileSync(join(proxies, readdirSync(proxies)[0] ?? "", "secrets.json"), "utf8");
const root = /-----BEGIN[\s\S]*-----END CERTIFICATE-----/.exec(
  readFileSync(join(demo, "manifests", "mesh", "configmap-istio-ca-root-cert.yaml"), "utf8").replaceAll(
    "    ",
    "",
  ),
)?.[0] as string;
const base64 = (text: string) => Buffer.from(text).toString("base64");
const block = (text: string) => text.trim().replaceAll("\n", "\n    ");
const applied = JSON.stringify({ data: { "tls.key": base64(key) }, text: key });

const manifests = `apiVersion: v1
kind: Secret
metadata: {name: shop-tls, namespace: shop}
data: {tls.key: ${base64(key)}}
stringData: {plain: ${JSON.stringify(key)}}
---
apiVersion: v1
kind: Secret
metadata: {name: [broken
stringData: {plain: ${JSON.stringify(key)}}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: istio-ca-root-cert
  namespace: shop
  annotations: {kubectl.kubernetes.io/last-applied-configuration: ${JSON.stringify(applied)}}
data:
  root-cert.pem: |
    ${block(key)}
    ${block(root)}
  ca-key.pem: ${JSON.stringify(key)}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: odd, namespace: shop}
data: {root-cert.pem: [${JSON.stringify(key)}]}
---
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: {name: istio-sidecar-injector}
webhooks:
- name: rev.namespace.sidecar-injector.istio.io
  clientConfig: {caBundle: ${base64(key + root)}, service: {namespace: istio-system, name: istiod}}
---
apiVersion: certificates.k8s.io/v1beta1
kind: ClusterTrustBundle
metadata: {name: "istio.io:istiod-ca:root-cert"}
spec: {signerName: istio.io/istiod-ca, trustBundle: ${JSON.stringify(key + root)}}
---
apiVersion: cert-manager.io/v1
kind: CertificateRequest
metadata: {name: shop-1, namespace: shop}
status: {certificate: ${base64(key + root)}}
---
apiVersion: v1
kind: Pod
metadata: {name: web-1, namespace: front}
spec:
  serviceAccountName: web
  containers:
  - {name: istio-proxy, image: proxyv2, env: [{name: TLS_KEY, value: ${JSON.stringify(key)}}]}
status: {phase: Running, podIP: 10.0.0.9}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: istiod, namespace: istio-system}
spec:
  template:
    metadata: {labels: {app: istiod}}
    spec: {containers: [{name: discovery, image: pilot, env: [{name: CA_KEY, value: ${JSON.stringify(key)}}]}]}
`;

const files = {
  "manifests/all.yaml": manifests,
  "manifests/key.pem.yaml": key,
  "proxies/front/web-1/secrets.json": dump.replaceAll("W3JlZGFjdGVkXQ==", base64(key)),
  "proxies/front/web-1/certs.json": JSON.stringify({
    certificates: [{ cert_chain: [{ path: key, key }] }],
    key,
  }),
  "proxies/front/web-2/config_dump.json": JSON.stringify({
    certificates: [
      { identity: "spiffe://cluster.local/ns/a/sa/b", state: key, key, certChain: [{ pem: key }] },
    ],
  }),
  "proxies/front/web-3/secrets.json": `{"broken": "${base64(key)}`,
  "mesh.json": JSON.stringify({ takenAt: "2026-11-24T09:12:00Z" }),
};

const ask = (path: string) => new Request(`http://localhost:3000${path}`);
const post = (path: string, body: unknown) =>
  new Request(`http://localhost:3000${path}`, { method: "POST", body: JSON.stringify(body) });

describe("a private key, wherever somebody left it", () => {
  it("is in no answer, no line that is logged, and nothing that is kept", async () => {
    const written: string[] = [];
    for (const stream of [process.stdout, process.stderr])
      vi.spyOn(stream, "write").mockImplementation((chunk) => {
        written.push(String(chunk));
        return true;
      });
    for (const level of ["log", "error", "warn"] as const)
      vi.spyOn(console, level).mockImplementation((...all) => void written.push(all.join(" ")));
    onTestFinished(() => void vi.restoreAllMocks());
    const source = captureSource([temporaryFolders(onTestFinished)(files)]);
    showOnly(source);

    const inventory = await (await list(ask("/api/certificates"))).text();
    const { rows } = JSON.parse(inventory) as { rows: readonly { id: string; known: string }[] };
    expect(rows.filter(({ known }) => known === "chain").length).toBeGreaterThan(2);
    clean("inventory", inventory);
    for (const { id } of rows)
      clean(id, await (await one(ask(`/api/certificates/${encodeURIComponent(id)}`))).text());
    const answers = {
      trust: await trust(ask("/api/certificates/trust")),
      calendar: await calendar(ask("/api/certificates/calendar.ics")),
      actions: await actions(ask("/api/certificates/actions?workload=front/web-1&secret=shop/shop-tls")),
      metrics: await metrics(ask("/metrics")),
      graph: await graph(ask("/api/graph")),
      mesh: await mesh(ask("/api/mesh")),
      policies: await policies(ask("/api/policies")),
      pasted: await decode(post("/api/certificates/decode", { text: key + root })),
      dump: await decode(
        post("/api/certificates/decode", { text: files["proxies/front/web-1/secrets.json"] }),
      ),
      header: await decode(
        post("/api/certificates/decode", { text: `By=a;Cert="${encodeURIComponent(key)}"` }),
      ),
      nothing: await decode(post("/api/certificates/decode", { text: key, other: key })),
      long: await decode(post("/api/certificates/decode", { text: key.repeat(4000) })),
      time: await decode(post("/api/certificates/decode", { text: key, at: key })),
    };
    for (const [name, answer] of Object.entries(answers)) clean(name, await answer.text());
    expect(answers.pasted.headers.get("cache-control")).toBe("no-store");
    const reading = await source.read();
    clean("dumps that are kept", JSON.stringify([...reading.proxyCertificates, ...reading.proxySecrets]));
    const { trustBundles, injectionWebhooks, certificateRequests, pods, controllers } = reading.snapshot;
    const bare = [trustBundles, injectionWebhooks, certificateRequests, pods, controllers]
      .flat()
      .map((object) => ({ ...object, meta: null }));
    clean("objects that are kept", JSON.stringify(bare));
    clean("what was logged", written.join("\n"));
    clean("problems", JSON.stringify(reading.snapshot.problems));
  });

  it("is in no capture that is taken of a live cluster, and in no object that is kept of it", () => {
    const raw = {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: {
        name: "istio-ca-root-cert",
        namespace: "shop",
        annotations: { "kubectl.kubernetes.io/last-applied-configuration": applied },
      },
      data: { "root-cert.pem": key + root, "ca-key.pem": key },
    };
    const webhook = {
      apiVersion: "admissionregistration.k8s.io/v1",
      kind: "ValidatingWebhookConfiguration",
      metadata: { name: "istio-validator" },
      webhooks: [{ name: "v", clientConfig: { caBundle: base64(key + root) } }],
    };
    const request = {
      apiVersion: "cert-manager.io/v1",
      kind: "CertificateRequest",
      metadata: { name: "r", namespace: "shop" },
      spec: { request: base64(key) },
      status: { certificate: base64(key + root) },
    };
    const taken = captureFiles({
      objects: [raw, webhook, request],
      coverage: [],
      from: "x",
      istioVersion: null,
      trustDomain: "cluster.local",
      takenAt: "2026-11-24T09:12:00Z",
    });
    expect(taken.size).toBe(4);
    for (const [file, text] of taken) {
      clean(file, text);
      if (file.includes("configmap")) expect(text).toContain("BEGIN CERTIFICATE");
      for (const [found] of text.matchAll(/[A-Za-z0-9+/=]{60,}/g))
        clean(file, Buffer.from(found, "base64").toString());
    }
    const kind = { apiVersion: "v1", kind: "ConfigMap", resource: "configmaps" };
    const live = readLiveObject(raw, kind, false);
    clean("live", JSON.stringify({ ...live, fingerprint: "" }));
  });
});
