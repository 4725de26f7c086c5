import type { ProblemDetails } from "../../server/contract/problem-details.ts";
import { fromHere } from "../address/page-source.ts";
import { pageLanguage } from "../look/page-language.ts";
import { wordsOf } from "../look/words.ts";

/** An answer that is a problem: carries the sentence and the cure that the page shows. */
class ProblemError extends Error {
  readonly problem: ProblemDetails;
  constructor(problem: ProblemDetails) {
    super(problem.detail);
    this.name = "ProblemError";
    this.problem = problem;
  }
}

function offline(status = 0): ProblemDetails {
  const { error } = wordsOf(pageLanguage());
  return { type: "about:blank", title: error.title, status, detail: error.offline, cure: error.offlineCure };
}

function isProblem(body: unknown): body is ProblemDetails {
  return typeof body === "object" && body !== null && "detail" in body && "cure" in body;
}

/**
 * JSON in, or a `ProblemError` with a sentence and a cure.
 * The browser's own cache answers a 304, so an unchanged revision costs no body.
 */
export const fetchJson = <T>(path: string, signal?: AbortSignal): Promise<T> => send<T>(path, {}, signal);

/** Asks with a body: text as it stands, anything else as JSON. Nothing of it is cached. */
export const postJson = <T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> =>
  send<T>(
    path,
    { method: "POST", cache: "no-store", body: typeof body === "string" ? body : JSON.stringify(body) },
    signal,
  );

/**
 * A write: whatever its end, the answer that names it. A lost answer is a `ProblemError`.
 * @param headers what proves that this page asks
 */
export const postOutcome = <T extends object>(
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>>,
): Promise<T> =>
  send<T>(
    path,
    { method: "POST", cache: "no-store", body: JSON.stringify(body), headers },
    undefined,
    (answer): answer is T =>
      typeof answer === "object" && answer !== null && ("outcome" in answer || "steps" in answer),
  );

/** The only `fetch` of the page. `isAnswer` knows an answer that is one in spite of its status. */
async function send<T>(
  path: string,
  init: RequestInit & { readonly headers?: Readonly<Record<string, string>> },
  signal?: AbortSignal,
  isAnswer: (body: unknown) => body is T = (_): _ is T => false,
): Promise<T> {
  let response: Response;
  try {
    response = await fetch(fromHere(path), {
      ...init,
      headers: { accept: "application/json", "accept-language": pageLanguage(), ...init.headers },
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ProblemError(offline());
  }
  const body: unknown = await response.json().catch(() => null);
  if (response.ok && body !== null) return body as T;
  if (isAnswer(body)) return body;
  throw new ProblemError(isProblem(body) ? body : offline(response.status));
}

/** The problem to show for whatever a query threw. */
export const problemOf = (error: Error): ProblemDetails =>
  error instanceof ProblemError ? error.problem : offline();
