import "server-only";
import { detailOf } from "../certificates/details.ts";
import { rotationsOf } from "../certificates/rotations.ts";
import type { ClusterSource } from "../cluster/source.ts";
import type { CertificateDetails, CertificateEdge, RotationHistory } from "../contract/certificates.ts";
import type { CertificateTelemetry } from "./certificate-telemetry.ts";
import type { CertificateTime } from "./gather-evidence.ts";
import { judgeCertificates } from "./get-certificates.ts";
import { getGraph } from "./get-graph.ts";
import { failed, ok, type Result } from "./result.ts";

const DAY = 86_400;
/** How far back renewals are looked for, and how finely. */
const HISTORY = { days: 14, step: 900 };

/** One certificate with its chain, the edges that it is presented on, and its renewals where metrics tell of them. */
export async function getCertificate(
  id: string,
  time: CertificateTime,
  source: ClusterSource,
  telemetry: CertificateTelemetry | null,
): Promise<Result<CertificateDetails>> {
  const judged = await judgeCertificates(time, source, telemetry);
  if (!judged.ok) return judged;
  const { answer, facts, atSeconds } = judged.value;
  const row = answer.rows.find((one) => one.id === id);
  if (row === undefined)
    return failed(
      "notFound",
      `There is no certificate ${id}.`,
      "Choose one of GET /api/certificates; a proxy that went away has none any more.",
    );
  const isHeld = row.kind === "workload" || row.kind === "gateway";
  const [edges, history] = await Promise.all([
    isHeld ? edgesOf(row.workloads, atSeconds, source) : [],
    row.kind === "workload" && row.pod !== null ? historyOf(row.pod, atSeconds, telemetry) : null,
  ]);
  const { revision, at } = answer;
  const detail = detailOf(facts, row, answer.rows, atSeconds);
  return ok({ revision, at, row, ...detail, edges, history });
}

async function edgesOf(
  workloads: readonly string[],
  nowSeconds: number,
  source: ClusterSource,
): Promise<readonly CertificateEdge[]> {
  const graph = await getGraph({ asked: [], nowSeconds }, source);
  if (!graph.ok) return [];
  return graph.value.edges.flatMap(({ id, client, server, transport }) => {
    const as = workloads.includes(server) ? "server" : workloads.includes(client) ? "client" : null;
    if (as === null) return [];
    // Plain TLS shows the server's certificate alone; plaintext none.
    const presented =
      transport === "mtls" || transport === "hbone" || (transport === "tls" && as === "server");
    return [{ id, client, server, as, transport, presented } as const];
  });
}

async function historyOf(
  pod: string,
  now: number,
  telemetry: CertificateTelemetry | null,
): Promise<RotationHistory | null> {
  if (telemetry === null) return null;
  const from = now - HISTORY.days * DAY;
  const { histories } = await telemetry.history([pod], { from, to: now, stepSeconds: HISTORY.step });
  const [found] = histories;
  return found === undefined ? null : rotationsOf(found.samples, { from, step: found.step, now });
}
