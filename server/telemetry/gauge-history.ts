import "server-only";
import { podOf } from "./fleet.ts";
import type { Prometheus, TelemetryProblem } from "./prometheus.ts";

/** The gauge of one pod over time: seconds since 1970, and seconds left then. */
export interface GaugeHistory {
  /** `namespace/pod` */
  readonly pod: string;
  /** Seconds between two points. */
  readonly step: number;
  readonly samples: readonly { readonly at: number; readonly secondsLeft: number }[];
}

/** Points that Prometheus gives of one series at most. */
const MOST_POINTS = 11_000;

/**
 * Seconds left of certificates over time; what they tell of renewals is told elsewhere.
 * @param pods `namespace/pod`; at most some hundreds
 * @param stepSeconds wanted; longer when the window has too many points
 * @throws never
 */
export async function gaugeHistory(
  prometheus: Prometheus,
  pods: readonly string[],
  { from, to, stepSeconds }: { readonly from: number; readonly to: number; readonly stepSeconds: number },
): Promise<{ readonly histories: readonly GaugeHistory[]; readonly problem: TelemetryProblem | null }> {
  const step = Math.max(stepSeconds, Math.ceil((to - from) / (MOST_POINTS - 1)));
  const names = [...new Set(pods.map((pod) => pod.split("/")[1] ?? ""))].map(quoted);
  // Either name of the label: a series has one of them.
  const metric = (label: string) =>
    `istio_agent_cert_expiry_seconds{resource_name="default",${label}=~"${names.join("|")}"}`;
  const result = await prometheus.range(
    `${metric("pod")} or ${metric("kubernetes_pod_name")}`,
    from,
    to,
    step,
  );
  if (!result.ok) return { histories: [], problem: result.problem };
  const wanted = new Set(pods);
  const histories = result.series.flatMap((series): readonly GaugeHistory[] => {
    const pod = podOf(series);
    if (pod === null || !wanted.has(pod)) return [];
    const samples = series.samples.map(([at, secondsLeft]) => ({ at, secondsLeft }));
    return [{ pod, step, samples }];
  });
  return { histories, problem: null };
}

/** A name inside of a regular expression inside of PromQL's quotes. */
const quoted = (name: string) =>
  name.replaceAll(/[^A-Za-z0-9_-]/g, (sign) => `\\\\${sign}`).replaceAll("\n", "");
