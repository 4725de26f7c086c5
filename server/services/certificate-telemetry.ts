import "server-only";
import { type FleetMetrics, fleetMetrics } from "../telemetry/fleet.ts";
import { gaugeHistory } from "../telemetry/gauge-history.ts";
import type { Prometheus } from "../telemetry/prometheus.ts";

/** The metrics of the mesh that this server was started for. */
export interface CertificateTelemetry {
  /** @param atSeconds in seconds since 1970 @throws never */
  readonly fleet: (atSeconds: number) => Promise<FleetMetrics>;
  readonly history: (
    pods: readonly string[],
    window: Parameters<typeof gaugeHistory>[2],
  ) => ReturnType<typeof gaugeHistory>;
}

/** Seconds for which an answer serves: a scrape is seldom more often. */
const FRESH = 15;
/** Times of which the answer is kept. */
const KEPT = 4;
/** Seconds for which figures of a Prometheus that went away still tell something; their age stands beside them. */
const LAST_GOOD = 3600;

/** Asks a Prometheus, but not more often than it learns something new. */
export function certificateTelemetry(prometheus: Prometheus): CertificateTelemetry {
  const kept = new Map<number, Promise<FleetMetrics>>();
  let good: FleetMetrics | null = null;

  const ask = async (at: number): Promise<FleetMetrics> => {
    const fleet = await fleetMetrics(prometheus, at);
    if (fleet.gauges.length > 0 || fleet.replicas.length > 0) {
      if (good === null || fleet.askedAt >= good.askedAt) good = fleet;
      return fleet;
    }
    const isGone = fleet.problems.some(({ kind }) => kind !== "empty");
    const serves = isGone && good !== null && at >= good.askedAt && at - good.askedAt < LAST_GOOD;
    return serves && good !== null ? { ...good, problems: fleet.problems } : fleet;
  };

  return {
    fleet: (atSeconds) => {
      const slot = Math.floor(atSeconds / FRESH) * FRESH;
      const answer = kept.get(slot) ?? ask(atSeconds);
      kept.delete(slot);
      kept.set(slot, answer);
      for (const oldest of kept.keys()) if (kept.size > KEPT) kept.delete(oldest);
      return answer;
    },
    history: (pods, window) => gaugeHistory(prometheus, pods, window),
  };
}
