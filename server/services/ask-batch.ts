import "server-only";
import { parseText } from "../cluster/capture/yaml-text.ts";
import type { ClusterSource } from "../cluster/source.ts";
import type { BatchAnswer } from "../contract/ask.ts";
import { answerRequests } from "./answer-requests.ts";
import { parseRequests } from "./parse-requests.ts";
import { failed, ok, type Result } from "./result.ts";

/**
 * Answers a file of requests as `sekisho verdict` does.
 * @param text YAML or JSON with `requests:`
 * @param now seconds since 1970, to judge tokens by
 * @returns invalid with the line, or with the request and the field, when something is not understood
 */
export async function askBatch(
  text: string,
  now: { readonly nowSeconds: number },
  source: ClusterSource,
): Promise<Result<BatchAnswer>> {
  const parsed = parseText(text);
  if (parsed.kind === "broken")
    return failed("invalid", `Line ${parsed.line} is no YAML: ${parsed.text}.`, "Correct it there.");
  const requests = parseRequests(parsed.value);
  if (!requests.ok) return requests;
  const answered = await answerRequests(parsed.value, now, source);
  if (!answered.ok) return answered;
  const { revision, answers } = answered.value;
  return ok({
    revision,
    rows: requests.value.flatMap((request, i) => {
      const answer = answers[i];
      return answer === undefined ? [] : [{ request, answer }];
    }),
  });
}
