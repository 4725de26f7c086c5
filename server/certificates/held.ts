import type { Certificate } from "./certificate.ts";
import type { AgentGauge, CertificateEvidence, ProxyEvidence, WorkloadEvidence } from "./evidence.ts";
import {
  type AdminLeaf,
  type HeldSecret,
  type HeldTrust,
  leavesOfCerts,
  secretsOfProxy,
} from "./held-secret.ts";
import type { PemContent } from "./pem.ts";
import { sdsTarget } from "./sds-name.ts";

/** A certificate that a proxy presents, or waits for. */
export interface Held {
  readonly id: string;
  readonly kind: "workload" | "gateway";
  /** `namespace/pod` of the proxy. */
  readonly pod: string;
  readonly proxy: ProxyEvidence["kind"] | null;
  /** Workloads that it speaks for; empty when none is known. */
  readonly workloads: readonly WorkloadEvidence[];
  readonly resource: string;
  readonly status: HeldSecret["status"];
  readonly because: string | null;
  /** What was sent with it, as it was sent. */
  readonly content: PemContent | null;
  readonly leaf: Certificate | null;
  /** Names and dates where there is no PEM. */
  readonly admin: AdminLeaf | null;
  /** The metric of its pod. It counts where there is no dump, or an older one of a certificate that was renewed since. */
  readonly gauge: AgentGauge | null;
  readonly source: "secretsDump" | "certsDump" | "ztunnelDump" | "agentGauge";
  readonly observedAt: number | null;
  /** Roots that its proxy verifies peers with; empty when they are not known. */
  readonly trust: readonly HeldTrust[];
}

/** Of a metric and a dump that tell of ends farther apart than this, in seconds, one is of another certificate. */
const sameEnd = 90;

/** Every certificate that proxies hold: of dumps, else of metrics. */
export function heldBy(evidence: CertificateEvidence): readonly Held[] {
  const byPod = new Map(evidence.workloads.flatMap((w) => w.pods.map((pod) => [pod, w] as const)));
  const byAccount = Map.groupBy(
    evidence.workloads.filter(({ proxy }) => proxy === "ambient"),
    (w) => `${w.namespace}/${w.serviceAccount}`,
  );
  const gauges = new Map(evidence.agentGauges.map((g) => [g.pod, g]));
  const held = evidence.proxies.flatMap((proxy) =>
    proxy.kind === "ztunnel"
      ? ofZtunnel(proxy, byAccount)
      : ofEnvoy(proxy, byPod.get(proxy.pod) ?? null, gauges.get(proxy.pod) ?? null),
  );
  const told = new Set(held.filter((h) => h.kind === "workload").map((h) => h.pod));
  const onlyMetrics = evidence.agentGauges.filter(({ pod }) => !told.has(pod));
  return unique([...held, ...onlyMetrics.map((g) => ofGauge(g, byPod.get(g.pod) ?? null, null))]);
}

function ofEnvoy(
  proxy: ProxyEvidence,
  workload: WorkloadEvidence | null,
  gauge: AgentGauge | null,
): readonly Held[] {
  const secrets = secretsOfProxy(proxy);
  const roots = secrets.find(({ name }) => name === "ROOTCA")?.trust ?? [];
  const base = {
    pod: proxy.pod,
    proxy: proxy.kind,
    workloads: workload === null ? [] : [workload],
    gauge,
    observedAt: proxy.observedAt,
    trust: roots,
  };
  const found = secrets.flatMap((secret): Held[] => {
    const target = sdsTarget(secret.name);
    // What is only for verifying peers is no certificate that anyone presents.
    if (target.authority || (secret.chain === null && secret.trust.length > 0)) return [];
    const leaf = leafOf(secret.chain);
    const kind = target.kind === "workload" || leaf?.spiffeId ? "workload" : "gateway";
    const { status, because, chain: content, name: resource } = secret;
    return [
      {
        ...base,
        id: idOf(kind, proxy.pod, resource),
        kind,
        resource,
        status,
        because,
        content,
        leaf,
        admin: null,
        source: "secretsDump",
      },
    ];
  });
  const dated = found.length === 0 ? ofCerts(proxy, base) : found;
  const own = dated.find((h) => h.kind === "workload" && h.resource === "default");
  if (gauge === null) return dated;
  // The metric is younger than the dump, and of another certificate: it was renewed since.
  const end = own?.leaf?.notAfter ?? own?.admin?.notAfter ?? null;
  const newer = gauge.observedAt > (proxy.observedAt ?? Number.NEGATIVE_INFINITY);
  const renewed = end === null || Math.abs(gauge.observedAt + gauge.secondsLeft - end) > sameEnd;
  return newer && renewed
    ? [...dated.filter((h) => h !== own), ofGauge(gauge, workload, own ?? null)]
    : dated;
}

type Base = Pick<Held, "pod" | "proxy" | "workloads" | "gauge" | "observedAt" | "trust">;

function ofCerts(proxy: ProxyEvidence, base: Base): readonly Held[] {
  const leaves = leavesOfCerts(proxy.certs);
  const isWorkload = (leaf: AdminLeaf) => leaf.uris.some((uri) => uri.startsWith("spiffe://"));
  // An Envoy that renews holds both for a moment: the youngest is its own.
  const own = leaves.find(isWorkload);
  return leaves
    .filter((leaf) => leaf === own || !isWorkload(leaf))
    .map((admin): Held => {
      const kind = admin === own ? "workload" : "gateway";
      const resource = admin === own ? "default" : (admin.dnsNames[0] ?? admin.serial);
      return {
        ...base,
        id: idOf(kind, proxy.pod, resource),
        kind,
        resource,
        status: "active",
        because: null,
        content: null,
        leaf: null,
        admin,
        source: "certsDump",
      };
    });
}

function ofGauge(gauge: AgentGauge, workload: WorkloadEvidence | null, dump: Held | null): Held {
  return {
    id: idOf("workload", gauge.pod, "default"),
    kind: "workload",
    pod: gauge.pod,
    proxy: dump?.proxy ?? null,
    workloads: workload === null ? [] : [workload],
    resource: "default",
    status: "active",
    because: null,
    content: null,
    leaf: null,
    admin: null,
    gauge,
    source: "agentGauge",
    observedAt: gauge.observedAt,
    trust: dump?.trust ?? [],
  };
}

function ofZtunnel(
  proxy: ProxyEvidence,
  byAccount: ReadonlyMap<string, readonly WorkloadEvidence[]>,
): readonly Held[] {
  return secretsOfProxy(proxy).map((secret): Held => {
    const account = /^spiffe:\/\/[^/]+\/ns\/([^/]+)\/sa\/([^/]+)$/.exec(secret.name);
    const name = account === null ? secret.name : `${account[1]}/${account[2]}`;
    return {
      id: `workload/${name}@${proxy.pod}`,
      kind: "workload",
      pod: proxy.pod,
      proxy: "ztunnel",
      workloads: byAccount.get(name) ?? [],
      resource: secret.name,
      status: secret.status,
      because: secret.because,
      content: secret.chain,
      leaf: leafOf(secret.chain),
      admin: null,
      gauge: null,
      source: "ztunnelDump",
      observedAt: proxy.observedAt,
      trust: secret.trust,
    };
  });
}

/** The certificate that is presented: the first that is no authority. Where junk stands in front, the first block misleads. */
export const leafOf = (content: PemContent | null): Certificate | null =>
  content?.certificates.find((c) => !c.isAuthority) ?? content?.certificates[0] ?? null;

const idOf = (kind: Held["kind"], pod: string, resource: string): string =>
  resource === "default" ? `${kind}/${pod}` : `${kind}/${pod}/${resource}`;

/** A dump that names one thing twice must not make two rows of one address. */
function unique(held: readonly Held[]): readonly Held[] {
  return [...new Map(held.toReversed().map((h) => [h.id, h])).values()].toReversed();
}
