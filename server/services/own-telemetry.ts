import "server-only";
import type { ClusterSource } from "../cluster/source.ts";
import { prometheusAt } from "../telemetry/prometheus.ts";
import { type CertificateTelemetry, certificateTelemetry } from "./certificate-telemetry.ts";
import { currentSources } from "./current-sources.ts";

const symbol = Symbol.for("sekisho.certificateTelemetry");

/** The Prometheus that the environment names; null without one. Next loads each route as a module graph of its own, so it lives on globalThis. */
function ownTelemetry(): CertificateTelemetry | null {
  const shared = globalThis as { [symbol]?: CertificateTelemetry | null };
  if (shared[symbol] === undefined) {
    const url = URL.parse(process.env.SEKISHO_PROMETHEUS ?? "");
    shared[symbol] = url === null ? null : openTelemetry(url);
  }
  return shared[symbol] ?? null;
}

/** @param url may hold user and password; a token is taken from SEKISHO_PROMETHEUS_TOKEN */
export const openTelemetry = (url: URL): CertificateTelemetry =>
  certificateTelemetry(prometheusAt(url, process.env.SEKISHO_PROMETHEUS_TOKEN || null));

/** The metrics that belong to a source: those of the one that is opened first. Another cluster's would be about other pods of the same names. */
export function telemetryOf(source: ClusterSource): CertificateTelemetry | null {
  const telemetry = ownTelemetry();
  if (telemetry === null) return null;
  const start = currentSources().lease(null);
  if (!start.ok) return null;
  start.value.release();
  return start.value.source === source ? telemetry : null;
}
