import "server-only";
import type { ClusterSource } from "../cluster/source.ts";
import type { Problem } from "../contract/graph.ts";
import type { Answer } from "../contract/verdict.ts";
import { evaluateRequest } from "../engine/index.ts";
import { parseRequests } from "./parse-requests.ts";
import { readSource } from "./read-source.ts";
import { ok, type Result } from "./result.ts";

/** Answers in the order of the requests, with what was wrong in the source. */
export interface RequestAnswers {
  readonly revision: string;
  readonly answers: readonly Answer[];
  readonly problems: readonly Problem[];
}

/**
 * Answers requests: the verb behind `sekisho verdict` and `POST /api/verdict`.
 * @param body `{requests: [...]}`, the bare list, or one request, not yet checked
 * @param now seconds since 1970, to judge tokens by
 * @returns invalid with the request and the field when one is not understood: then none is answered
 */
export async function answerRequests(
  body: unknown,
  now: { readonly nowSeconds: number },
  source: ClusterSource,
): Promise<Result<RequestAnswers>> {
  const requests = parseRequests(body);
  if (!requests.ok) return requests;
  const reading = await readSource(source);
  if (!reading.ok) return reading;
  const { snapshot } = reading.value;
  return ok({
    revision: snapshot.revision,
    answers: requests.value.map((request) => evaluateRequest(snapshot, request, now)),
    problems: snapshot.problems,
  });
}
