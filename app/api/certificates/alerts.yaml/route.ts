import { alertRules } from "../../../../server/services/alert-rules.ts";
import { respondFile } from "../../respond.ts";

/** GET /api/certificates/alerts.yaml: Prometheus' alert rules for the metrics of this server. */
export async function GET(request: Request): Promise<Response> {
  return respondFile(request, "alerts", await alertRules(), {
    file: () => "sekisho-rules.yaml",
    type: "application/yaml; charset=utf-8",
    text: ({ text }) => text,
  });
}
