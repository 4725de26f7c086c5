import "server-only";
import type { ClusterSource, SourceFailure, SourceReading } from "../cluster/source.ts";
import { failed, ok, type Result, type ServiceProblem } from "./result.ts";

const kinds = {
  missing: "notFound",
  notAFolder: "invalid",
  notReadable: "notReadable",
  empty: "notFound",
  unreachable: "unreachable",
} as const satisfies Record<SourceFailure["kind"], ServiceProblem["kind"]>;

/** The source's reading, or the reason why there is nothing to look at. */
export async function readSource(source: ClusterSource): Promise<Result<SourceReading>> {
  const reading = await source.read();
  if (reading.failure === null) return ok(reading);
  const { kind, problem } = reading.failure;
  return failed(kinds[kind], problem.text, problem.cure);
}
