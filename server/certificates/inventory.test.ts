import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { tell } from "../contract/text.ts";
import { decodeText } from "./decode-text.ts";
import { detailOf } from "./details.ts";
import type { CertificateEvidence, ProxyEvidence, WorkloadEvidence } from "./evidence.ts";
import { certificateFacts } from "./facts.ts";
import { inventoryOf } from "./inventory.ts";
import { rotationsOf } from "./rotations.ts";

const noEvidence: CertificateEvidence = {
  mesh: {
    trustDomain: "cluster.local",
    trustDomainAliases: [],
    istiodNamespace: "istio-system",
    rootConfigMap: "istio-ca-root-cert",
  },
  workloads: [],
  proxies: [],
  agentGauges: [],
  istiods: [],
  rootConfigMaps: [],
  namespacesWithoutRoots: [],
  trustBundles: [],
  webhooks: [],
  gateways: [],
  secrets: [],
  certManagerCertificates: [],
  certManagerRequests: [],
  certManagerIssuers: [],
  upstreams: [],
  gaps: [],
  clockSkewSeconds: null,
};
const recorded = (name: string): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, "recorded", name), "utf8"));
const begin = Date.parse("2026-11-24T08:59:18Z") / 1000;
const hour = 3600;

const web: WorkloadEvidence = {
  id: "front/web",
  namespace: "front",
  name: "web",
  serviceAccount: "web",
  proxy: "sidecar",
  controller: "deployment",
  pods: ["front/web-1"],
  identityHints: [],
};
const proxy: ProxyEvidence = {
  pod: "front/web-1",
  kind: "sidecar",
  certs: null,
  configDump: recorded("front-web/config_dump-secrets.json"),
  observedAt: begin,
};
const mesh: CertificateEvidence = { ...noEvidence, workloads: [web], proxies: [proxy] };
const at = (evidence: CertificateEvidence, seconds: number) =>
  inventoryOf(certificateFacts(evidence), seconds);

describe("the inventory of a recorded proxy", () => {
  it("has the leaf and its root, with where they come from and how old that is", () => {
    const { rows, proxies, caMode, counts } = at(mesh, begin + hour);
    expect(rows.map(({ kind, owner, state }) => `${kind} ${owner} ${state}`)).toEqual([
      "workload front/web fine",
      "root cluster.local fine",
    ]);
    expect(rows[0]).toMatchObject({
      id: "workload/front/web-1",
      known: "chain",
      spiffeId: "spiffe://cluster.local/ns/front/sa/web",
      serial: "95f115cfec07e7839b29eb58bd4911e1",
      notAfter: "2026-11-25T08:59:18Z",
      source: "secretsDump",
      ageSeconds: hour,
      nextRotation: "2026-11-24T20:59:18Z",
      rootSha256: rows[1]?.sha256,
    });
    expect([proxies, caMode.mode, counts.fine]).toEqual([{ seen: 1, all: 1 }, "selfSigned", 2]);
    expect(rows[1]?.workloads).toEqual(["front/web"]);
  });

  it.each([
    [0.5, "fine"],
    [13.5, "rotationOverdue"],
    [20, "critical"],
    [25, "expired"],
    [-0.5, "notYetValid"],
  ])("after %s hours is %s", (hours, state) => {
    const [row] = at(mesh, begin + hours * hour).rows;
    expect(row).toMatchObject({ owner: "front/web", state });
    expect(
      tell(row?.issues.length === 0 ? "" : (row?.issues[0]?.consequence ?? ""), "en").includes("front/web"),
    ).toBe(state !== "fine");
  });

  it("tells of a gauge alone only the end, and of a proxy without either that it is not known", () => {
    const gauge = {
      pod: "front/web-1",
      secondsLeft: 10 * hour,
      observedAt: begin,
      requests: 4,
      failedRequests: 3,
    };
    const { rows } = at({ ...mesh, proxies: [], agentGauges: [gauge] }, begin + 60);
    expect(rows).toMatchObject([
      {
        known: "end",
        notBefore: null,
        share: null,
        serial: null,
        notAfter: "2026-11-24T18:59:18Z",
        source: "agentGauge",
      },
    ]);
    expect(rows[0]?.issues.map(({ code }) => code)).toEqual(["requestsFail"]);
    const none = at({ ...mesh, proxies: [] }, begin);
    expect([none.rows, none.proxies]).toEqual([[], { seen: 0, all: 1 }]);
    expect(tell(none.gaps, "en")[0]?.text).toContain("1 of 1");
  });

  it("tells the chain as a tree that leads to rows, and verifies it at its time only", () => {
    const facts = certificateFacts(mesh);
    const { rows } = inventoryOf(facts, begin);
    const [leaf, root] = rows;
    if (leaf === undefined || root === undefined) throw new Error("no rows");
    const detail = detailOf(facts, leaf, rows, begin + hour);
    expect(detail.chain?.element).toMatchObject({ role: "leaf", row: leaf.id });
    expect(detail.chain?.signedBy.map(({ element }) => [element.role, element.row])).toEqual([
      ["root", root.id],
    ]);
    expect([detail.verified, detailOf(facts, leaf, rows, begin + 48 * hour).verified]).toEqual([true, false]);
    expect(detail.pem).toMatch(/^-----BEGIN CERTIFICATE-----/);
  });

  it("finds again what somebody pastes, as PEM, as a dump and as a header; a key is named and not read", () => {
    const facts = certificateFacts(mesh);
    const { rows } = inventoryOf(facts, begin);
    const pem = detailOf(facts, rows[0] ?? (undefined as never), rows, begin).pem ?? "";
    const key = "-----BEGIN PRIVATE KEY-----\nUExBTlRFRA==\n-----END PRIVATE KEY-----\n";
    const pasted = decodeText(`${key}${pem}`, rows, begin);
    expect(pasted).toMatchObject({
      form: "pem",
      matches: [
        { row: "workload/front/web-1", workload: "front/web", how: "certificate" },
        { row: rows[1]?.id, workload: "cluster.local" },
      ],
      problems: [{ block: 0 }],
    });
    expect(JSON.stringify(pasted)).not.toContain("UExBTlRFRA");
    expect(decodeText(JSON.stringify(proxy.configDump), rows, begin).matches[0]?.how).toBe("certificate");
    const header = `By=spiffe://cluster.local/ns/shop/sa/cart;Hash=${rows[0]?.sha256};Subject="CN=a,b;c";URI=spiffe://cluster.local/ns/front/sa/web,By=x;URI=spiffe://other/ns/a/sa/b`;
    const hops = decodeText(header, rows, begin);
    expect([hops.form, hops.hops.length, hops.hops[0]?.subject, hops.matches[0]?.how]).toEqual([
      "xfcc",
      2,
      "CN=a,b;c",
      "certificate",
    ]);
    expect(decodeText("nothing", rows, begin).form).toBe("none");
  });
});

describe("cert-manager and istiod", () => {
  it("tell of a certificate that is overdue and why, and of replicas that disagree", () => {
    const certificate = {
      metadata: { namespace: "ingress", name: "shop" },
      spec: { dnsNames: ["a.example"], issuerRef: { kind: "ClusterIssuer", name: "le" } },
      status: {
        notBefore: "2026-10-01T00:00:00Z",
        notAfter: "2026-12-30T00:00:00Z",
        renewalTime: "2026-11-20T00:00:00Z",
        failedIssuanceAttempts: 3,
        lastFailureTime: "2026-11-24T08:00:00Z",
        conditions: [{ type: "Ready", status: "False", reason: "Expired", message: "refused" }],
      },
    };
    const replica = (pod: string, rootEnds: number) => ({
      pod,
      observedAt: begin,
      rootEnds,
      chainEnds: null,
      signErrors: { TTL_ERROR: 3 },
      authenticationFailures: 0,
    });
    const istiod = {
      namespace: "istio-system",
      name: "istiod",
      env: {},
      replicas: [replica("a", begin + 1e6), replica("b", begin + 2e6)],
      servingChain: null,
      servingObservedAt: null,
    };
    const evidence = { ...noEvidence, certManagerCertificates: [certificate], istiods: [istiod] };
    const { rows, issues } = at(evidence, begin);
    expect(rows).toMatchObject([
      { kind: "certManager", owner: "ingress/shop", state: "rotationOverdue", issuedBy: "ClusterIssuer le" },
    ]);
    const told = tell(rows[0]?.issues ?? [], "en");
    expect(told.map(({ code }) => code)).toEqual(["certManagerOverdue", "certManagerNotReady"]);
    expect(told[1]?.cause).toContain("2026-11-24 12:00 UTC");
    expect(issues.map(({ code }) => code)).toEqual(["lifeTooLong", "replicasDisagree"]);
  });
});

describe("renewals that a gauge tells of", () => {
  const samples = (ends: readonly (readonly [number, number])[]) =>
    ends.map(([at, end]) => ({ at, secondsLeft: end - at }));
  it("are told with their kind, and nothing is said of a gap", () => {
    const day = 24 * hour;
    const points = [
      ...Array.from({ length: 13 }, (_, i) => [i * hour, day] as const),
      ...Array.from({ length: 5 }, (_, i) => [(13 + i) * hour, 13 * hour + day] as const),
      ...Array.from({ length: 22 }, (_, i) => [(18 + i) * hour, 18 * hour + day] as const),
      ...Array.from({ length: 3 }, (_, i) => [(40 + i) * hour, 40 * hour + day] as const),
      ...Array.from({ length: 3 }, (_, i) => [(60 + i) * hour, 60 * hour + day] as const),
    ];
    const history = rotationsOf(samples(points), { from: 0, step: hour, now: 63 * hour });
    expect(history.rotations.map(({ how }) => how)).toEqual(["late", "early", "scheduled"]);
    expect(history.gaps).toEqual([{ from: "1970-01-02T18:00:00Z", to: "1970-01-03T12:00:00Z" }]);
    expect(history.nextExpected).toBe("1970-01-04T00:00:00Z");
    expect(history.rotations[2]).toMatchObject({
      overlapSeconds: 11 * hour,
      endOfOld: "1970-01-02T00:00:00Z",
    });
  });
});
