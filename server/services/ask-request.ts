import "server-only";
import type { ClusterSource } from "../cluster/source.ts";
import { type AskAnswer, askQuestion } from "../contract/ask.ts";
import { askRequest as ask } from "../engine/index.ts";
import { cures, issueWords } from "./parse-requests.ts";
import { readSource } from "./read-source.ts";
import { failed, ok, type Result } from "./result.ts";

const ownCures: Readonly<Record<string, string>> = {
  account: "Write account as namespace/account.",
  address: "Write address as an IP address, without a port.",
  token: "Write token as {jwt: …} or {claims: {…}}.",
};

/**
 * Answers one request with everything that decides it, and, when asked, the same request by every other caller.
 * Nothing of it is kept, since it may hold a token.
 * @param body not yet checked
 * @param now seconds since 1970, to judge tokens by
 */
export async function askRequest(
  body: unknown,
  now: { readonly nowSeconds: number },
  source: ClusterSource,
): Promise<Result<AskAnswer>> {
  const question = askQuestion.safeParse(body);
  if (!question.success) {
    const { path, field, text } = issueWords(question.error.issues[0]);
    const cure =
      cures[field] ?? ownCures[field] ?? "Give it from or account, to, and one of http, tcp, https.";
    return failed(
      "invalid",
      `The question${path === "" ? "" : `: ${path.replace(/^\./, "")}`}: ${text}.`,
      cure,
    );
  }
  const reading = await readSource(source);
  if (!reading.ok) return reading;
  const { snapshot } = reading.value;
  return ok({ revision: snapshot.revision, ...ask(snapshot, question.data, now) });
}
