import "server-only";
import { createHash } from "node:crypto";
import type { CertificateEvidence, ProxyEvidence } from "../certificates/evidence.ts";
import type { ClusterSource, SourceReading } from "../cluster/source.ts";
import type { FleetMetrics } from "../telemetry/fleet.ts";
import { type AskedProxy, askedProxies } from "./ask-proxies.ts";
import { type SourceEvidence, sourceEvidence } from "./certificate-evidence.ts";
import type { CertificateTelemetry } from "./certificate-telemetry.ts";
import { readSource } from "./read-source.ts";
import { ok, type Result } from "./result.ts";

/** Everything that is known of certificates at one time. */
export interface Gathered {
  /** The same object as long as nothing is known anew. */
  readonly evidence: CertificateEvidence;
  readonly reading: SourceReading;
  /** Names what is known. */
  readonly revision: string;
  /** The time that it is judged at, in seconds since 1970. */
  readonly atSeconds: number;
}

/** When certificates are judged. */
export interface CertificateTime {
  /** What was asked for, in seconds since 1970; null for now, or for a capture the time that it was taken. */
  readonly at: number | null;
  readonly nowSeconds: number;
}

/** Seconds for which a live answer stays the same, so that whoever asks again gets a 304. */
const STEP = 15;

const bySource = new WeakMap<SourceReading, SourceEvidence>();
const last = new WeakMap<
  ClusterSource,
  { readonly revision: string; readonly evidence: CertificateEvidence }
>();

/** Reads the source, what proxies said when they were asked, and the metrics where there are some. */
export async function gatherEvidence(
  { at, nowSeconds }: CertificateTime,
  source: ClusterSource,
  telemetry: CertificateTelemetry | null,
): Promise<Result<Gathered>> {
  const result = await readSource(source);
  if (!result.ok) return result;
  const reading = result.value;
  const taken = reading.source.takenAt === null ? null : Date.parse(reading.source.takenAt) / 1000;
  const atSeconds = at ?? taken ?? Math.floor(nowSeconds / STEP) * STEP;
  const asked = askedProxies(source);
  const fleet = (await telemetry?.fleet(Math.min(atSeconds, nowSeconds))) ?? null;
  const revision = revisionOf(reading, asked, fleet);
  const known = last.get(source);
  if (known?.revision === revision) return ok({ evidence: known.evidence, reading, revision, atSeconds });
  const base = bySource.get(reading) ?? sourceEvidence(reading);
  bySource.set(reading, base);
  const evidence = withMetrics(withAsked(base, asked), fleet, reading);
  last.set(source, { revision, evidence });
  return ok({ evidence, reading, revision, atSeconds });
}

function revisionOf(
  { snapshot }: SourceReading,
  asked: ReadonlyMap<string, AskedProxy>,
  fleet: FleetMetrics | null,
): string {
  const hash = createHash("sha256").update(snapshot.revision);
  for (const [pod, { observedAt }] of asked) hash.update(`${pod} ${observedAt}\n`);
  if (fleet !== null) hash.update(JSON.stringify([fleet.askedAt, fleet.problems]));
  return hash.digest("hex").slice(0, 16);
}

/** What a proxy said just now counts before what a capture has of it. */
function withAsked(base: SourceEvidence, asked: ReadonlyMap<string, AskedProxy>): SourceEvidence {
  if (asked.size === 0) return base;
  const kinds = new Map(
    base.workloads.flatMap(({ proxy, pods }) =>
      pods.map((pod) => [pod, proxy === "gateway" ? "gateway" : "sidecar"] as const),
    ),
  );
  // A pod that went away since has no certificate any more; a ztunnel is of no workload of the mesh.
  const proxies = [...asked].flatMap(([pod, { dump, observedAt }]): readonly ProxyEvidence[] => {
    const kind = base.ztunnels.has(pod) ? "ztunnel" : kinds.get(pod);
    return kind === undefined ? [] : [{ pod, kind, certs: null, configDump: dump, observedAt }];
  });
  return { ...base, proxies: [...base.proxies.filter(({ pod }) => !asked.has(pod)), ...proxies] };
}

/** The gauges of pods that are there: Prometheus remembers those that went away for a while. */
function withMetrics(
  base: SourceEvidence,
  fleet: FleetMetrics | null,
  { snapshot }: SourceReading,
): CertificateEvidence {
  const { ztunnels: _, ...evidence } = base;
  if (fleet === null) return { ...evidence, agentGauges: [] };
  const there = new Set(snapshot.pods.map(({ meta }) => `${meta.namespace}/${meta.name}`));
  const istiods = evidence.istiods.map((istiod) => {
    const own = evidence.workloads.find(({ id }) => id === `${istiod.namespace}/${istiod.name}`)?.pods ?? [];
    return { ...istiod, replicas: fleet.replicas.filter(({ pod }) => own.includes(pod)) };
  });
  return {
    ...evidence,
    istiods,
    agentGauges: fleet.gauges.filter(({ pod }) => there.has(pod)),
    gaps: [...evidence.gaps, ...fleet.problems.map(({ text, cure }) => ({ text, cure }))],
  };
}
