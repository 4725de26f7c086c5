import "server-only";
import { type VerdictRequest, verdictRequest } from "../contract/request.ts";
import { failed, ok, type Result } from "./result.ts";

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly errors?: readonly (readonly Issue[])[];
}

/** How to write each field of a request. */
export const cures: Readonly<Record<string, string>> = {
  id: "Give each request an id, a text of its own.",
  from: "Write from as namespace/workload, or outside.",
  to: "Write to as {host, port}, {pod: namespace/workload, port} or {gateway: namespace/workload, port}; a port is a number from 1 to 65535.",
  http: "Write http as {method, path, host, headers}; each is a text, headers has texts as values.",
  tcp: "Write tcp as {}.",
  https: "Write https as {}.",
};

/**
 * Checks requests of unknown origin.
 * @param body `{requests: [...]}`, the bare list, or one request
 * @returns invalid with the request, the path of the field and the cure
 */
export function parseRequests(body: unknown): Result<readonly VerdictRequest[]> {
  const list = listOf(body);
  if (list === null) {
    const cure = "Write requests: with a list; each has id, from, to, and http, tcp or https.";
    return failed("invalid", "There is no list of requests.", cure);
  }
  const requests: VerdictRequest[] = [];
  for (const [index, entry] of list.entries()) {
    const parsed = verdictRequest.safeParse(entry);
    if (!parsed.success) return invalidRequest(entry, index, parsed.error.issues[0]);
    requests.push(parsed.data);
  }
  return ok(requests);
}

function listOf(body: unknown): readonly unknown[] | null {
  if (Array.isArray(body)) return body;
  if (typeof body !== "object" || body === null) return null;
  if ("requests" in body) return Array.isArray(body.requests) ? body.requests : null;
  return "from" in body || "to" in body ? [body] : null;
}

function invalidRequest(entry: unknown, index: number, first: Issue | undefined): Result<never> {
  const { path, text, field } = issueWords(first);
  const id = typeof entry === "object" && entry !== null && "id" in entry ? ` (id ${String(entry.id)})` : "";
  const cure = cures[field] ?? "Give it id, from, to, and one of http, tcp, https.";
  return failed("invalid", `Request ${index + 1}${id}: requests[${index}]${path}: ${text}.`, cure);
}

/** What a schema found, in words: the path of the field, its first part, and what is wrong there. */
export function issueWords(first: Issue | undefined): {
  readonly path: string;
  readonly field: string;
  readonly text: string;
} {
  const issue = first === undefined ? { path: [], message: "it is not understood" } : nearest(first);
  return {
    path: issue.path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join(""),
    field: String(issue.path[0] ?? ""),
    text: issue.message.replace(/^Invalid input: /, "").replace(/\.$/, ""),
  };
}

/** Of alternatives, the issue of the one that the data came nearest to. */
function nearest(issue: Issue): Issue {
  const alternatives = issue.errors?.toSorted((a, b) => a.length - b.length) ?? [];
  const [best, next] = alternatives;
  // Two alternatives equally near: what was meant is not known, so the sentence speaks of the whole field.
  if (best === undefined || best.length === next?.length) {
    return alternatives.length === 0
      ? issue
      : {
          path: issue.path,
          message: issue.path.join() === "to" ? "it names no target" : "it is not understood",
        };
  }
  const [inner] = best;
  return inner === undefined ? issue : nearest({ ...inner, path: [...issue.path, ...inner.path] });
}
