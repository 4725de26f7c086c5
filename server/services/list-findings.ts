import "server-only";
import type { ClusterSource } from "../cluster/source.ts";
import type { DraftFindings, Finding, FindingCounts, FindingsAnswer } from "../contract/findings.ts";
import { previewQuestion } from "../contract/preview.ts";
import { findingsOf, findingsOfChange } from "../engine/index.ts";
import { putDrafts } from "./drafts.ts";
import { issueWords } from "./parse-requests.ts";
import { readSource } from "./read-source.ts";
import { failed, ok, type Result } from "./result.ts";

function countsOf(findings: readonly Finding[]): FindingCounts {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return counts;
}

/** What is found in the source, the worst first; computed once for each revision. */
export async function listFindings(source: ClusterSource): Promise<Result<FindingsAnswer>> {
  const reading = await readSource(source);
  if (!reading.ok) return reading;
  const { snapshot } = reading.value;
  const findings = findingsOf(snapshot);
  return ok({ revision: snapshot.revision, counts: countsOf(findings), findings });
}

/**
 * What is found of drafts, and because of them. Nothing is written.
 * @param body not yet checked
 */
export async function findInDrafts(body: unknown, source: ClusterSource): Promise<Result<DraftFindings>> {
  const question = previewQuestion.safeParse(body);
  if (!question.success) {
    const { path, text } = issueWords(question.error.issues[0]);
    return failed(
      "invalid",
      `The drafts${path === "" ? "" : `: ${path.replace(/^\./, "")}`}: ${text}.`,
      "Send {drafts: [{kind, namespace, name, and one of yaml, object, delete: true}]}, 1 to 50 of them.",
    );
  }
  const reading = await readSource(source);
  if (!reading.ok) return reading;
  const { snapshot: before } = reading.value;
  const { snapshot, problems } = putDrafts(before, question.data.drafts);
  const readable = problems.every((p) => p.note);
  return ok({
    revision: before.revision,
    problems,
    findings: readable ? findingsOfChange(before, snapshot) : null,
  });
}
