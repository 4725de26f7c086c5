import { afterAll, describe, expect, it, onTestFinished } from "vitest";
import { captureSource } from "../cluster/capture/capture-source.ts";
import { temporaryFolders } from "../cluster/capture/temporary-folder.ts";
import type { TelemetryProblem } from "../telemetry/prometheus.ts";
import type { CertificateTelemetry } from "./certificate-telemetry.ts";
import { gatherEvidence } from "./gather-evidence.ts";
import { getCertificates } from "./get-certificates.ts";

const certificate = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
const indented = (text: string) => text.trim().replaceAll("\n", "\n    ");
const base64 = (text: string) => Buffer.from(text).toString("base64");

const mesh = `apiVersion: apps/v1
kind: Deployment
metadata: {name: istiod, namespace: istio-system}
spec:
  template:
    metadata: {labels: {app: istiod}}
    spec:
      containers:
      - name: discovery
        image: pilot:1.32
        env:
        - {name: EXTERNAL_CA, value: ISTIOD_RA_KUBERNETES_API}
        - {name: DATABASE_PASSWORD, value: PLANTED}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: istio-ca-root-cert, namespace: shop}
data:
  root-cert.pem: |
    ${indented(certificate)}
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: istio-validator-istio-system}
webhooks:
- name: rev.validation.istio.io
  clientConfig: {caBundle: ${base64(certificate)}, service: {namespace: istio-system, name: istiod}}
- name: other
  clientConfig: {caBundle: ${base64(certificate)}, service: {namespace: x, name: other}}
---
apiVersion: certificates.k8s.io/v1beta1
kind: ClusterTrustBundle
metadata: {name: "istio.io:istiod-ca:root-cert"}
spec:
  signerName: istio.io/istiod-ca
  trustBundle: |
    ${indented(certificate)}
---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: edge, namespace: ingress}
spec:
  selector: {istio: edge}
  servers:
  - port: {number: 443, name: https, protocol: HTTPS}
    hosts: ["shop/a.example"]
    tls: {mode: MUTUAL, credentialName: shop-tls}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: api, namespace: ingress}
spec:
  gatewayClassName: istio
  listeners:
  - {name: https, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: api-tls}]}}
---
apiVersion: v1
kind: Pod
metadata: {name: edge-1, namespace: ingress, labels: {istio: edge}}
spec:
  serviceAccountName: edge
  containers:
  - {name: istio-proxy, image: proxyv2, env: [{name: CA_ADDR, value: "cert-manager-istio-csr.cert-manager.svc:443"}]}
  volumes: [{name: workload-socket, csi: {driver: csi.spiffe.io}}]
status: {phase: Running, podIP: 10.0.0.1}
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: {name: out, namespace: shop}
spec:
  host: out.example
  trafficPolicy: {tls: {mode: SIMPLE, insecureSkipVerify: true}}
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: shop-tls, namespace: ingress}
spec: {secretName: shop-tls, dnsNames: [a.example], issuerRef: {kind: ClusterIssuer, name: le}}
status:
  notBefore: "2026-11-01T00:00:00Z"
  notAfter: "2027-01-30T00:00:00Z"
  failedIssuanceAttempts: 2
  conditions: [{type: Ready, status: "False", reason: Expired, message: gone, lastTransitionTime: "2026-11-02T00:00:00Z"}]
---
apiVersion: v1
kind: Secret
metadata: {name: shop-tls, namespace: ingress}
stringData: {tls.key: PLANTED}
`;

async function gather(files: Readonly<Record<string, string>>) {
  const source = captureSource([temporaryFolders(onTestFinished)({ "manifests/mesh.yaml": mesh, ...files })]);
  const result = await gatherEvidence({ at: null, nowSeconds: 1_795_000_000 }, source, null);
  if (!result.ok) throw new Error(result.problem.detail);
  return result.value;
}

describe("what a folder tells of certificates", () => {
  it("is all that certificates are judged by, each from its own kind", async () => {
    const { evidence } = await gather({});
    expect(evidence.istiods).toMatchObject([
      { name: "istiod", env: { EXTERNAL_CA: "ISTIOD_RA_KUBERNETES_API" } },
    ]);
    expect(evidence.rootConfigMaps).toEqual([
      { namespace: "shop", name: "istio-ca-root-cert", bundle: certificate, crl: null },
    ]);
    expect(evidence.trustBundles).toMatchObject([
      { signerName: "istio.io/istiod-ca", trustBundle: certificate },
    ]);
    expect(evidence.webhooks.map(({ webhook, istiodNamespace }) => [webhook, istiodNamespace])).toEqual([
      ["rev.validation.istio.io", "istio-system"],
    ]);
    expect(evidence.gateways).toMatchObject([
      {
        api: "istio",
        workloads: ["ingress/edge-1"],
        servers: [{ mode: "MUTUAL", credentialNames: ["shop-tls"] }],
      },
      { api: "gatewayApi", servers: [{ certificateRefs: [{ namespace: "ingress", name: "api-tls" }] }] },
    ]);
    const edge = evidence.workloads.find(({ id }) => id === "ingress/edge-1");
    expect(edge?.identityHints).toEqual([
      { kind: "csi", value: "csi.spiffe.io" },
      { kind: "caAddress", value: "cert-manager-istio-csr.cert-manager.svc:443" },
    ]);
    expect(evidence.upstreams).toMatchObject([{ mode: "SIMPLE", insecureSkipVerify: true }]);
    expect(evidence.certManagerCertificates).toMatchObject([
      { status: { failedIssuanceAttempts: 2, conditions: [{ type: "Ready", reason: "Expired" }] } },
    ]);
    expect(evidence.secrets).toEqual([]);
    expect(JSON.stringify(evidence)).not.toContain("PLANTED");
  });

  it("is judged at the time that a capture was taken, and a dump is as old as that", async () => {
    const files = {
      "mesh.json": JSON.stringify({
        takenAt: "2026-11-24T09:12:00Z",
        unreadable: [{ kind: "Gateway", namespace: "shop", status: 403 }],
      }),
      "proxies/ingress/edge-1/certs.json": '{"certificates": []}',
      "proxies/ingress/edge-1/secrets.json": '{"configs": [], "bootstrap": {"key": "PLANTED"}}',
    };
    const { evidence, atSeconds } = await gather(files);
    const taken = Date.parse("2026-11-24T09:12:00Z") / 1000;
    expect(atSeconds).toBe(taken);
    expect(evidence.proxies).toEqual([
      {
        pod: "ingress/edge-1",
        kind: "gateway",
        certs: { certificates: [] },
        configDump: { configs: [] },
        observedAt: taken,
      },
    ]);
    expect(evidence.gaps).toHaveLength(1);
  });
});

describe("what metrics add", () => {
  const fleet = (problems: readonly TelemetryProblem[]): CertificateTelemetry => ({
    fleet: async (at) => ({
      address: "http://p",
      askedAt: at,
      gauges: ["ingress/edge-1", "ingress/gone"].map((pod) => ({
        pod,
        secondsLeft: 3600,
        observedAt: at - 20,
        requests: null,
        failedRequests: null,
      })),
      replicas: [],
      certManagerEnds: new Map(),
      problems,
    }),
    history: async () => ({ histories: [], problem: null }),
  });
  const inventory = async (telemetry: CertificateTelemetry | null, nowSeconds: number) => {
    const result = await getCertificates({ at: null, nowSeconds }, live, telemetry);
    if (!result.ok) throw new Error(result.problem.detail);
    return result.value;
  };
  const live = captureSource([temporaryFolders(afterAll)({ "mesh.yaml": mesh })]);

  it("is the end of each proxy that is there, dated; what Prometheus lacks is a gap with its cure", async () => {
    const now = 1_795_000_000;
    const bare = await inventory(null, now);
    const trouble = { kind: "slow", text: "slow", cure: "wait" } as const;
    const answer = await inventory(fleet([trouble]), now);
    expect(bare.rows.some(({ source }) => source === "agentGauge")).toBe(false);
    const gauges = answer.rows.filter(({ source }) => source === "agentGauge");
    expect(gauges).toMatchObject([{ pod: "ingress/edge-1", known: "end", ageSeconds: 20, serial: null }]);
    expect(answer.gaps).toContainEqual({ text: "slow", cure: "wait" });
    expect(answer.revision).not.toBe(bare.revision);
  });

  it("is the same answer for a quarter of a minute, so that whoever asks again gets a 304", async () => {
    const quiet = fleet([]);
    const [first, second, third] = [1_795_000_005, 1_795_000_019, 1_795_000_020];
    const revisions = [];
    for (const now of [first, second, third]) revisions.push((await inventory(quiet, now)).revision);
    expect(revisions[0]).toBe(revisions[1]);
    expect(revisions[2]).not.toBe(revisions[1]);
  });
});
