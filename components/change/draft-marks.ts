import type { ChangedFindings } from "../../server/contract/findings.ts";
import { placeOfPath } from "./finding-place.ts";
import type { Ended } from "./use-write.ts";
import type { Mark } from "./YamlEditor.tsx";

/** What is found of the draft, each at the field that it is about. */
export const findingMarks = (text: string, found: ChangedFindings | null): readonly Mark[] =>
  (found?.own ?? []).map((finding) => ({
    ...placeOfPath(text, finding.path),
    text: `${finding.text} ${finding.cure} (${finding.known})`,
    severity: finding.severity,
  }));

/** Why a write was refused, at the field that the refusal names. */
export function refusalMarks(text: string, ended: Ended | null): readonly Mark[] {
  if (ended?.kind === "invalid")
    return ended.problems.map((problem) => ({
      ...placeOfPath(text, problem.path),
      text: `${problem.text} ${problem.cure}`,
      severity: "error",
    }));
  if (ended?.kind === "refusedByAdmission" && ended.field !== null)
    return [{ ...placeOfPath(text, ended.field), text: ended.text, severity: "error" }];
  return [];
}
