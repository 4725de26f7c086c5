import type { ProblemDetails } from "../../server/contract/problem-details.ts";
import { words } from "../look/words.ts";

/** An answer that is a problem: carries the sentence and the cure that the page shows. */
class ProblemError extends Error {
  readonly problem: ProblemDetails;
  constructor(problem: ProblemDetails) {
    super(problem.detail);
    this.name = "ProblemError";
    this.problem = problem;
  }
}

const offline = {
  type: "about:blank",
  title: words.error.title,
  status: 0,
  detail: words.error.offline,
  cure: words.error.offlineCure,
};

function isProblem(body: unknown): body is ProblemDetails {
  return typeof body === "object" && body !== null && "detail" in body && "cure" in body;
}

/**
 * The only `fetch` of the page: JSON in, or a `ProblemError` with a sentence and a cure.
 * The browser's own cache answers a 304, so an unchanged revision costs no body.
 */
export async function fetchJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, {
      headers: { accept: "application/json" },
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ProblemError(offline);
  }
  const body: unknown = await response.json().catch(() => null);
  if (response.ok && body !== null) return body as T;
  throw new ProblemError(isProblem(body) ? body : { ...offline, status: response.status });
}

/** The problem to show for whatever a query threw. */
export const problemOf = (error: Error): ProblemDetails =>
  error instanceof ProblemError ? error.problem : offline;
