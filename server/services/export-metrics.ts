import "server-only";
import { trustOf } from "../certificates/trust.ts";
import type { ClusterSource } from "../cluster/source.ts";
import { certificateMetrics } from "./certificate-metrics.ts";
import type { CertificateTelemetry } from "./certificate-telemetry.ts";
import { judgeCertificates } from "./get-certificates.ts";

let last: { readonly answer: object; readonly text: string } | null = null;

/**
 * Everything as Prometheus reads it. A source that cannot be read is `sekisho_source_up 0` and nothing else: no figure is better than an old one.
 * @param nowSeconds the clock; a capture is told as it was when it was taken
 */
export async function exportMetrics(
  nowSeconds: number,
  source: ClusterSource,
  telemetry: CertificateTelemetry | null,
): Promise<string> {
  const judged = await judgeCertificates({ at: null, nowSeconds }, source, telemetry);
  const up = `# HELP sekisho_source_up 1 when the source could be read.\n# TYPE sekisho_source_up gauge\nsekisho_source_up ${judged.ok ? 1 : 0}\n`;
  if (!judged.ok) return up;
  const { answer, facts, atSeconds } = judged.value;
  if (last?.answer !== answer)
    last = { answer, text: await certificateMetrics(answer, trustOf(facts, atSeconds)) };
  return up + last.text;
}
