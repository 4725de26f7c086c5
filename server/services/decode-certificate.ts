import "server-only";
import { decodeText } from "../certificates/decode-text.ts";
import type { ClusterSource } from "../cluster/source.ts";
import { type DecodeAnswer, decodeQuestion } from "../contract/certificates.ts";
import type { CertificateTelemetry } from "./certificate-telemetry.ts";
import { judgeCertificates } from "./get-certificates.ts";
import { issueWords } from "./parse-requests.ts";
import { failed, ok, type Result } from "./result.ts";

/**
 * What a pasted text holds, and who in the mesh has it. Nothing of it is kept, logged or told again.
 * @param body not yet checked
 */
export async function decodeCertificate(
  body: unknown,
  nowSeconds: number,
  source: ClusterSource,
  telemetry: CertificateTelemetry | null,
): Promise<Result<DecodeAnswer>> {
  const question = decodeQuestion.safeParse(body);
  if (!question.success) {
    const { path, text } = issueWords(question.error.issues[0]);
    return failed(
      "invalid",
      `The question${path === "" ? "" : `: ${path.replace(/^\./, "")}`}: ${text}.`,
      "Send {text: PEM, an X-Forwarded-Client-Cert header, or an answer of a proxy's /config_dump}, at most 256 kB.",
    );
  }
  const { text, at } = question.data;
  const time = { at: at === undefined ? null : Date.parse(at) / 1000, nowSeconds };
  const judged = await judgeCertificates(time, source, telemetry);
  // A source that cannot be read says nothing about the text itself.
  const rows = judged.ok ? judged.value.answer.rows : [];
  const judgedAt = judged.ok ? judged.value.atSeconds : (time.at ?? nowSeconds);
  return ok(decodeText(text, rows, judgedAt));
}
