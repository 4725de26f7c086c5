import "server-only";
import type { CertificateEvidence } from "../certificates/evidence.ts";
import { type CertificateFacts, certificateFacts } from "../certificates/facts.ts";
import { inventoryOf } from "../certificates/inventory.ts";
import { trustOf } from "../certificates/trust.ts";
import type { ClusterSource, SourceReading } from "../cluster/source.ts";
import type { CertificatesAnswer, TrustAnswer } from "../contract/certificates.ts";
import type { CertificateTelemetry } from "./certificate-telemetry.ts";
import { type CertificateTime, gatherEvidence } from "./gather-evidence.ts";
import { ok, type Result } from "./result.ts";

const factsOf = new WeakMap<CertificateEvidence, CertificateFacts>();

/** What is known, read and judged. */
export interface JudgedCertificates {
  readonly answer: CertificatesAnswer;
  readonly facts: CertificateFacts;
  readonly reading: SourceReading;
  readonly atSeconds: number;
}

/** Answers of the last times that were asked for, for one set of facts: a page asks for several at once. */
const inventories = new WeakMap<CertificateFacts, Map<number, CertificatesAnswer>>();
const KEPT = 4;

/** Reads and judges every certificate; what did not change is not judged again. */
export async function judgeCertificates(
  time: CertificateTime,
  source: ClusterSource,
  telemetry: CertificateTelemetry | null,
): Promise<Result<JudgedCertificates>> {
  const gathered = await gatherEvidence(time, source, telemetry);
  if (!gathered.ok) return gathered;
  const { evidence, reading, revision, atSeconds } = gathered.value;
  const facts = factsOf.get(evidence) ?? certificateFacts(evidence);
  factsOf.set(evidence, facts);
  const known = inventories.get(facts) ?? new Map<number, CertificatesAnswer>();
  inventories.set(facts, known);
  const answer = known.get(atSeconds) ?? {
    revision: `${revision}-${atSeconds}`,
    takenAt: reading.source.takenAt,
    ...inventoryOf(facts, atSeconds),
  };
  known.set(atSeconds, answer);
  for (const oldest of known.keys()) if (known.size > KEPT) known.delete(oldest);
  return ok({ answer, facts, reading, atSeconds });
}

/** Every certificate of the mesh with its state, the worst first. */
export async function getCertificates(
  time: CertificateTime,
  source: ClusterSource,
  telemetry: CertificateTelemetry | null,
): Promise<Result<CertificatesAnswer>> {
  const judged = await judgeCertificates(time, source, telemetry);
  return judged.ok ? ok(judged.value.answer) : judged;
}

/** Who trusts whom, and where a change of the root stands. */
export async function getCertificateTrust(
  time: CertificateTime,
  source: ClusterSource,
  telemetry: CertificateTelemetry | null,
): Promise<Result<TrustAnswer>> {
  const judged = await judgeCertificates(time, source, telemetry);
  if (!judged.ok) return judged;
  const { answer, facts, atSeconds } = judged.value;
  const { revision, at, caMode } = answer;
  return ok({ revision, at, caMode, ...trustOf(facts, atSeconds) });
}
