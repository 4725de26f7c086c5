import "server-only";
import type { AgentGauge, IstiodReplica } from "../certificates/evidence.ts";
import {
  type Prometheus,
  type QueryResult,
  type Series,
  type TelemetryProblem,
  telemetryProblem,
} from "./prometheus.ts";

/** What Prometheus knows of certificates at one time. */
export interface FleetMetrics {
  readonly address: string;
  /** When it was asked, in seconds since 1970. */
  readonly askedAt: number;
  readonly gauges: readonly AgentGauge[];
  readonly replicas: readonly IstiodReplica[];
  /** Certificates of cert-manager: seconds since 1970 by `namespace/name`. */
  readonly certManagerEnds: ReadonlyMap<string, number>;
  readonly problems: readonly TelemetryProblem[];
}

/** Samples of a gauge are looked for so far back: a pod that was just scraped has several. */
const LOOK_BACK = "15m";
/** Seconds after which a sample is old: Prometheus itself shows none that is older. */
const OLD = 300;
/** Seconds by which two figures for the same pod, or two clocks, may differ. */
const TOLERANCE = 120;

const agent = 'istio_agent_cert_expiry_seconds{resource_name="default"}';
const per15 = (metric: string) =>
  `sum by (namespace, pod, kubernetes_namespace, kubernetes_pod_name) (increase(${metric}{request_type="csr"}[15m]))`;

/**
 * Asks for the whole fleet: a handful of questions, however many workloads there are.
 * @source certificates of istio-agent, istiod (citadel) and cert-manager as they name their metrics
 * @throws never
 */
export async function fleetMetrics(prometheus: Prometheus, atSeconds: number): Promise<FleetMetrics> {
  const ask = (promql: string) => prometheus.query(promql, atSeconds);
  const [ends, requests, failed, roots, chains, signErrors, refusals, managed] = await Promise.all([
    ask(`${agent}[${LOOK_BACK}]`),
    ask(per15("istio_agent_num_outgoing_requests")),
    ask(per15("istio_agent_num_failed_outgoing_requests")),
    ask(`citadel_server_root_cert_expiry_timestamp[${LOOK_BACK}]`),
    ask(`citadel_server_cert_chain_expiry_timestamp[${LOOK_BACK}]`),
    ask("increase(citadel_server_csr_sign_err_count[1h])"),
    ask("increase(citadel_server_authentication_failure_count[1h])"),
    ask(
      "certmanager_certificate_not_after_timestamp_seconds or certmanager_certificate_expiration_timestamp_seconds",
    ),
  ]);
  const { address } = prometheus;
  const gauges = gaugesOf(ends, requests, failed);
  const problems = [
    ...failuresOf([ends, requests, failed, roots, chains, signErrors, refusals, managed]),
    ...(ends.ok ? doubtsOf(ends.series, atSeconds, address) : []),
    ...warningsOf(ends, address),
  ];
  return {
    address,
    askedAt: atSeconds,
    gauges,
    replicas: replicasOf(roots, chains, signErrors, refusals),
    certManagerEnds: new Map(
      seriesOf(managed).flatMap((series): readonly (readonly [string, number])[] => {
        const { exported_namespace, namespace = "", name = "" } = series.labels;
        const value = series.samples.at(-1)?.[1] ?? 0;
        return value > 0 ? [[`${exported_namespace ?? namespace}/${name}`, value]] : [];
      }),
    ),
    problems,
  };
}

const seriesOf = (result: QueryResult): readonly Series[] => (result.ok ? result.series : []);

/** Names that installations give to the label of a pod and of its namespace; the first one that is there counts. */
const podLabels = ["pod", "kubernetes_pod_name", "pod_name", "exported_pod"];
const namespaceLabels = ["namespace", "kubernetes_namespace", "exported_namespace"];

/** `namespace/pod` of a series; null when its labels name none. */
export function podOf({ labels }: Series): string | null {
  const first = (names: readonly string[]) => names.map((name) => labels[name]).find((value) => value);
  const [namespace, pod] = [first(namespaceLabels), first(podLabels)];
  return namespace === undefined || pod === undefined ? null : `${namespace}/${pod}`;
}

/** The newest sample of each pod; of two that are equally new the one that ends first, since a wrong alarm costs less than a missed one. */
function gaugesOf(ends: QueryResult, requests: QueryResult, failed: QueryResult): readonly AgentGauge[] {
  const [asked, refused] = [sumsOf(requests), sumsOf(failed)];
  const found = new Map<string, AgentGauge>();
  for (const series of seriesOf(ends)) {
    const pod = podOf(series);
    const last = series.samples.at(-1);
    if (pod === null || last === undefined) continue;
    const [observedAt, secondsLeft] = last;
    const known = found.get(pod);
    if (known !== undefined) {
      const sooner = observedAt + secondsLeft < known.observedAt + known.secondsLeft;
      const younger = observedAt - known.observedAt;
      if (younger < -OLD || (younger <= OLD && !sooner)) continue;
    }
    const [count, failures] = [asked.get(pod), refused.get(pod)];
    found.set(pod, {
      pod,
      secondsLeft,
      observedAt,
      requests: count ?? null,
      failedRequests: failures ?? null,
    });
  }
  return [...found.values()].toSorted((a, b) => (a.pod < b.pod ? -1 : 1));
}

function sumsOf(result: QueryResult): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const series of seriesOf(result)) {
    const pod = podOf(series);
    if (pod !== null) sums.set(pod, (sums.get(pod) ?? 0) + (series.samples.at(-1)?.[1] ?? 0));
  }
  return sums;
}

function replicasOf(
  roots: QueryResult,
  chains: QueryResult,
  signErrors: QueryResult,
  refusals: QueryResult,
): readonly IstiodReplica[] {
  const last = (result: QueryResult) =>
    new Map(
      seriesOf(result).flatMap((series) => {
        const pod = podOf(series);
        const sample = series.samples.at(-1);
        return pod === null || sample === undefined ? [] : [[pod, sample] as const];
      }),
    );
  const [rootEnds, chainEnds, refused] = [last(roots), last(chains), sumsOf(refusals)];
  const errors = new Map<string, Record<string, number>>();
  for (const series of seriesOf(signErrors)) {
    const pod = podOf(series);
    const value = series.samples.at(-1)?.[1] ?? 0;
    if (pod === null || value <= 0) continue;
    errors.set(pod, { ...errors.get(pod), [series.labels.error ?? "UNKNOWN"]: value });
  }
  return [...new Set([...rootEnds.keys(), ...chainEnds.keys()])].toSorted().map((pod) => ({
    pod,
    observedAt: (rootEnds.get(pod) ?? chainEnds.get(pod))?.[0] ?? 0,
    rootEnds: rootEnds.get(pod)?.[1] ?? null,
    chainEnds: chainEnds.get(pod)?.[1] ?? null,
    signErrors: errors.get(pod) ?? {},
    authenticationFailures: refused.get(pod) ?? null,
  }));
}

/** Each kind of failure once, however many questions met it. */
function failuresOf(results: readonly QueryResult[]): readonly TelemetryProblem[] {
  const problems = results.flatMap((result) => (result.ok ? [] : [result.problem]));
  return [...new Map(problems.map((problem) => [problem.kind, problem])).values()];
}

/** What makes the figures doubtful, though they came. */
function doubtsOf(series: readonly Series[], at: number, address: string): readonly TelemetryProblem[] {
  if (series.length === 0) return [telemetryProblem("empty", { address })];
  const problems: TelemetryProblem[] = [];
  const ends = new Map<string, number[]>();
  let [old, ahead, newest] = [0, 0, Number.NEGATIVE_INFINITY];
  for (const one of series) {
    const [time = 0, left = 0] = one.samples.at(-1) ?? [];
    newest = Math.max(newest, time);
    if (at - time > OLD) {
      old += 1;
      continue;
    }
    if (time - at > TOLERANCE) ahead += 1;
    const pod = podOf(one);
    if (pod !== null) ends.set(pod, [...(ends.get(pod) ?? []), time + left]);
  }
  const torn = [...ends].filter(([, all]) => Math.max(...all) - Math.min(...all) > TOLERANCE);
  if (old > 0) {
    const since = `${new Date(newest * 1000).toISOString().slice(0, 16)}Z`;
    problems.push(
      telemetryProblem("stale", { address, count: String(old), all: String(series.length), since }),
    );
  }
  if (ahead > 0) problems.push(telemetryProblem("ahead", { address, count: String(ahead) }));
  const [first] = torn;
  if (first !== undefined)
    problems.push(telemetryProblem("twice", { address, count: String(torn.length), pod: first[0] }));
  return problems;
}

function warningsOf(result: QueryResult, address: string): readonly TelemetryProblem[] {
  const warning = result.ok ? result.warnings[0] : undefined;
  return warning === undefined
    ? []
    : [telemetryProblem("partial", { address, message: warning.slice(0, 300) })];
}
