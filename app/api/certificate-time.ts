import { certificatesQuestion } from "../../server/contract/certificates.ts";
import type { CertificateTime } from "../../server/services/gather-evidence.ts";
import { nowSeconds, respondProblem } from "./respond.ts";

/** The time that an address asks about, or the answer to one that is no time. */
export function certificateTime(
  request: Request,
): { readonly time: CertificateTime; readonly named: string } | { readonly refusal: Response } {
  const at = new URL(request.url).searchParams.get("at") ?? undefined;
  const question = certificatesQuestion.safeParse(at === undefined ? {} : { at });
  if (!question.success)
    return {
      refusal: respondProblem({
        kind: "invalid",
        detail: "at is no time.",
        cure: "Write it as 2026-11-24T09:00:00Z, or leave it out for now.",
      }),
    };
  const seconds = question.data.at === undefined ? null : Math.floor(Date.parse(question.data.at) / 1000);
  return { time: { at: seconds, nowSeconds: nowSeconds() }, named: String(seconds ?? "") };
}
