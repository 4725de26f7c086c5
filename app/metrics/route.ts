import { exportMetrics } from "../../server/services/export-metrics.ts";
import { telemetryOf } from "../../server/services/own-telemetry.ts";
import { nowSeconds, respondMetrics } from "../api/respond.ts";
import { withSource } from "../api/with-source.ts";

/** GET /metrics: the inventory of certificates as Prometheus reads it. */
export async function GET(request: Request): Promise<Response> {
  return withSource(request, async (source) =>
    respondMetrics(await exportMetrics(nowSeconds(), source, telemetryOf(source))),
  );
}
