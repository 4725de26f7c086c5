import { beforeAll, describe, expect, it } from "vitest";
import type { CertificateIssueCode } from "../contract/certificate-issues.ts";
import { tell } from "../contract/text.ts";
import type { CertificateEvidence, WorkloadEvidence } from "./evidence.ts";
import { certificateFacts } from "./facts.ts";
import { inventoryOf } from "./inventory.ts";
import { type Made, make } from "./made.test-data.ts";
import { trustOf } from "./trust.ts";

const hour = 3600;
const day = 24 * hour;
const year = 365 * day;
const now = Date.parse("2026-11-24T09:00:00Z") / 1000;

const base64 = (pem: string) => Buffer.from(pem).toString("base64");
const workload = (name: string): WorkloadEvidence => ({
  id: `shop/${name}`,
  namespace: "shop",
  name,
  serviceAccount: name,
  proxy: "sidecar",
  controller: "deployment",
  pods: [`shop/${name}-1`],
  identityHints: [],
});

/** What the proxy of a workload holds: a chain and the roots that it trusts. */
interface Holding {
  readonly name: string;
  readonly chain: string;
  readonly roots: string;
  readonly status?: "uninitialized";
}
const proxyOf = ({ name, chain, roots, status }: Holding) => ({
  pod: `shop/${name}-1`,
  kind: "sidecar" as const,
  certs: null,
  configDump: {
    dynamic_active_secrets: [
      {
        name: "default",
        version_info: status ?? "1",
        secret: { name: "default", tls_certificate: { certificate_chain: { inline_bytes: base64(chain) } } },
      },
      {
        name: "ROOTCA",
        version_info: "1",
        secret: { name: "ROOTCA", validation_context: { trusted_ca: { inline_bytes: base64(roots) } } },
      },
    ],
  },
  observedAt: now,
});

const evidence = (
  holdings: readonly Holding[],
  more: Partial<CertificateEvidence> = {},
): CertificateEvidence => ({
  mesh: {
    trustDomain: "cluster.local",
    trustDomainAliases: ["old.local"],
    istiodNamespace: "istio-system",
    rootConfigMap: "istio-ca-root-cert",
  },
  workloads: holdings.map(({ name }) => workload(name)),
  proxies: holdings.map(proxyOf),
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
  ...more,
});

/** Codes of everything that is wrong, of certificates and of the mesh. */
function codesOf(of: CertificateEvidence, at = now): readonly CertificateIssueCode[] {
  const { rows, issues } = inventoryOf(certificateFacts(of), at);
  const all = [...rows.flatMap((row) => row.issues), ...issues];
  // Each is told in words, with what to do.
  for (const issue of tell(all, "en")) {
    expect(issue.text).toMatch(/\S/);
    expect(issue.cure).toMatch(/\S/);
  }
  return [...new Set(all.map(({ code }) => code))];
}

const spiffe = (name: string, domain = "cluster.local") => `spiffe://${domain}/ns/shop/sa/${name}`;
const life = { from: now - 2 * hour, to: now + 22 * hour };
const long = { from: now - year, to: now + 9 * year };

let rootA: Made;
let rootB: Made;
let middle: Made;
let cart: Made;
beforeAll(async () => {
  rootA = await make({ name: "Root A", ...long, authority: true });
  rootB = await make({ name: "Root B", ...long, from: now - 30 * day, authority: true });
  middle = await make({ name: "istiod", signer: rootA, ...long, authority: true, pathLength: 0 });
  cart = await make({ signer: middle, ...life, spiffeId: spiffe("cart") });
});
const holding = (chain: readonly Made[], roots: readonly Made[], name = "cart"): Holding => ({
  name,
  chain: chain.map(({ pem }) => pem).join(""),
  roots: roots.map(({ pem }) => pem).join(""),
});
const healthy = () => evidence([holding([cart, middle], [rootA])]);
const leaf = (part: Partial<Parameters<typeof make>[0]>) =>
  make({ signer: middle, ...life, spiffeId: spiffe("cart"), ...part });
const withLeaf = async (part: Partial<Parameters<typeof make>[0]>) =>
  evidence([holding([await leaf(part), middle], [rootA])]);

it("a healthy hierarchy has nothing wrong", () => {
  expect(codesOf(healthy())).toEqual([]);
  const [row] = inventoryOf(certificateFacts(healthy()), now).rows;
  expect(row).toMatchObject({ owner: "shop/cart", state: "fine", spiffeId: spiffe("cart") });
});

/** Each failure is the healthy hierarchy with one thing turned. */
const failures: readonly (readonly [CertificateIssueCode, string, () => Promise<CertificateEvidence>])[] = [
  ["expired", "an hour ago", () => withLeaf({ to: now - hour })],
  ["notYetValid", "begins in two hours", () => withLeaf({ from: now + 2 * hour, to: now + day })],
  ["clockSkew", "begins in three minutes", () => withLeaf({ from: now + 180, to: now + day })],
  [
    "rotationOverdue",
    "14 of 24 hours have passed",
    () => withLeaf({ from: now - 14 * hour, to: now + 10 * hour }),
  ],
  [
    "rotationStuck",
    "22 of 24 hours have passed",
    () => withLeaf({ from: now - 22 * hour, to: now + 2 * hour }),
  ],
  [
    "authorityEndsSoon",
    "a root of ten years that ends next month",
    async () => {
      const old = await make({ name: "Root A", authority: true, from: now - 9.9 * year, to: now + 20 * day });
      const own = await make({ signer: old, ...life, spiffeId: spiffe("cart") });
      return evidence([holding([own], [old])]);
    },
  ],
  [
    "outlivesIssuer",
    "the intermediate ends first",
    async () => {
      const short = await make({
        name: "istiod",
        signer: rootA,
        authority: true,
        from: now - day,
        to: now + 10 * hour,
      });
      return evidence([
        holding([await make({ signer: short, ...life, spiffeId: spiffe("cart") }), short], [rootA]),
      ]);
    },
  ],
  [
    "chainEndsFirst",
    "the root ends first",
    async () => {
      const old = await make({ name: "Root A", authority: true, from: now - day, to: now + 10 * hour });
      const between = await make({ name: "istiod", signer: old, authority: true, ...long });
      return evidence([
        holding([await make({ signer: between, ...life, spiffeId: spiffe("cart") }), between], [old]),
      ]);
    },
  ],
  [
    "brokenSignature",
    "signed by another key of the same name",
    async () => {
      const impostor = await make({ name: "istiod", signer: rootA, ...long, authority: true });
      return evidence([
        holding([await make({ signer: impostor, ...life, spiffeId: spiffe("cart") }), middle], [rootA]),
      ]);
    },
  ],
  [
    "notAuthority",
    "the intermediate may not sign",
    async () => {
      const plain = await make({ name: "istiod", signer: rootA, ...long });
      return evidence([
        holding([await make({ signer: plain, ...life, spiffeId: spiffe("cart") }), plain], [rootA]),
      ]);
    },
  ],
  [
    "pathTooLong",
    "an authority below one that allows none",
    async () => {
      const below = await make({ name: "below", signer: middle, ...long, authority: true });
      return evidence([
        holding([await make({ signer: below, ...life, spiffeId: spiffe("cart") }), below, middle], [rootA]),
      ]);
    },
  ],
  ["chainIncomplete", "the intermediate is missing", async () => evidence([holding([cart], [rootA])])],
  ["wrongOrder", "the intermediate first", async () => evidence([holding([middle, cart], [rootA])])],
  [
    "unreadableBlock",
    "a block of the chain is broken",
    async () => {
      const own = holding([cart, middle], [rootA]);
      const broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
      return evidence([{ ...own, chain: `${own.chain}${broken}` }]);
    },
  ],
  ["weakKey", "RSA of 1024 bits", () => withLeaf({ rsaBits: 1024 })],
  [
    "weakSignature",
    "SHA-1",
    async () => {
      const old = await make({
        name: "istiod",
        signer: rootA,
        ...long,
        authority: true,
        rsaBits: 2048,
        hash: "SHA-1",
      });
      const own = await make({ signer: old, ...life, spiffeId: spiffe("cart"), hash: "SHA-1" });
      return evidence([holding([own, old], [rootA])]);
    },
  ],
  ["serverAuthMissing", "for clients only", () => withLeaf({ clientOnly: true })],
  ["wrongIdentity", "another account's", () => withLeaf({ spiffeId: spiffe("orders") })],
  [
    "foreignIdentity",
    "a SPIFFE ID that is none of Istio's",
    () => withLeaf({ spiffeId: "spiffe://cluster.local/x" }),
  ],
  ["trustDomain", "another mesh's", () => withLeaf({ spiffeId: spiffe("cart", "other.local") })],
  [
    "neverArrived",
    "the proxy waits for it",
    async () => evidence([{ ...holding([], [rootA]), status: "uninitialized" }]),
  ],
  [
    "doesNotTrustPeers",
    "one proxy has only the old root",
    async () => {
      const own = await make({ signer: rootB, ...life, spiffeId: spiffe("orders") });
      return evidence([holding([cart, middle], [rootA]), holding([own], [rootA, rootB], "orders")]);
    },
  ],
  [
    "notTrustedByPeers",
    "signed by a root that a peer lacks",
    async () => {
      const own = await make({ signer: rootB, ...life, spiffeId: spiffe("orders") });
      return evidence([holding([cart, middle], [rootA]), holding([own], [rootA, rootB], "orders")]);
    },
  ],
  [
    "rootBundleStale",
    "a namespace has another root",
    async () => ({
      ...healthy(),
      rootConfigMaps: [
        { namespace: "istio-system", name: "istio-ca-root-cert", bundle: rootA.pem, crl: null },
        { namespace: "shop", name: "istio-ca-root-cert", bundle: rootB.pem, crl: null },
      ],
    }),
  ],
  [
    "replicasDisagree",
    "two replicas tell two ends",
    async () => ({
      ...healthy(),
      istiods: [
        {
          namespace: "istio-system",
          name: "istiod",
          env: {},
          servingChain: null,
          servingObservedAt: null,
          replicas: [now + year, now + 2 * year].map((rootEnds, i) => ({
            pod: `istiod-${i}`,
            observedAt: now,
            rootEnds,
            chainEnds: null,
            signErrors: {},
            authenticationFailures: null,
          })),
        },
      ],
    }),
  ],
];

describe("a failure of the hierarchy", () => {
  it.each(failures)("is %s: %s", async (code, _, made) => {
    expect(codesOf(await made())).toContain(code);
  });

  it("is none where the trust domain is an alias", async () => {
    expect(codesOf(await withLeaf({ spiffeId: spiffe("cart", "old.local") }))).toEqual([]);
  });

  it("is none where a root was renewed with its key", async () => {
    const renewed = await make({
      name: "Root A",
      keys: rootA.keys,
      authority: true,
      from: now,
      to: now + 20 * year,
    });
    expect(codesOf(evidence([holding([cart, middle], [renewed])]))).toEqual([]);
  });
});

describe("a change of the root", () => {
  const stageOf = (of: CertificateEvidence) => trustOf(certificateFacts(of), now).stage;
  const byB = (name: string) => make({ signer: rootB, ...life, spiffeId: spiffe(name) });
  const byA = (name: string) => make({ signer: rootA, ...life, spiffeId: spiffe(name) });

  it("is steady with one root, and distributes a second one until everyone trusts it", async () => {
    const [a, b] = [await byA("a"), await byA("b")];
    expect(stageOf(evidence([holding([a], [rootA], "a"), holding([b], [rootA], "b")])).stage).toBe("steady");
    const distributing = stageOf(evidence([holding([a], [rootA, rootB], "a"), holding([b], [rootA], "b")]));
    expect(distributing).toMatchObject({ stage: "distributing", number: 1 });
    // The sign stops the step that would cut off the proxy that was not reached.
    expect(distributing.stop).toMatchObject({ workloads: ["shop/b"] });
    const everywhere = evidence([holding([a], [rootA, rootB], "a"), holding([b], [rootA, rootB], "b")]);
    expect(stageOf(everywhere)).toMatchObject({ stage: "trustedEverywhere", number: 2 });
  });

  it("is switched once everyone's leaf is by the new root, and the old one may go last", async () => {
    const both = [rootA, rootB];
    const switching = evidence([holding([await byB("a")], both, "a"), holding([await byA("b")], both, "b")]);
    expect(stageOf(switching).stage).toBe("switching");
    const switched = evidence([holding([await byB("a")], both, "a"), holding([await byB("b")], both, "b")]);
    expect(stageOf(switched).stage).toBe("switched");
  });

  it("breaks pairs when it goes too fast, and names who refuses", async () => {
    const broken = evidence([
      holding([await byB("a")], [rootB], "a"),
      holding([await byA("b")], [rootA], "b"),
    ]);
    const trust = trustOf(certificateFacts(broken), now);
    expect(trust.stage.stage).toBe("broken");
    // Two workloads are one pair, whoever calls.
    expect(trust.brokenCount).toBe(1);
    expect(trust.broken).toContainEqual({ client: "shop/a", server: "shop/b", refuses: "both" });
  });
});
