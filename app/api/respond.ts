import "server-only";
import { createHash, randomUUID } from "node:crypto";
import type {
  CertificateActionAnswer,
  CertificateActionOutcome,
} from "../../server/contract/certificate-actions.ts";
import { type Language, languageOf } from "../../server/contract/language.ts";
import type { ProblemDetails } from "../../server/contract/problem-details.ts";
import { tell } from "../../server/contract/text.ts";
import type { BatchAnswer, SessionAnswer, WriteAnswer, WriteOutcome } from "../../server/contract/write.ts";
import type { Result, ServiceProblem } from "../../server/services/result.ts";
import { keptAnswer } from "./kept-answers.ts";

// Next loads each route as a module graph of its own; a tag must name the process, not the module.
const key = Symbol.for("sekisho.startId");
const shared = globalThis as { [key]?: string };
shared[key] ??= randomUUID().slice(0, 8);
const startId = shared[key];

/** Every problem's HTTP status and title; the only place where a status is written. */
const statusOf = {
  invalid: { status: 400, title: "The question is not understood" },
  notReadable: { status: 403, title: "Not readable" },
  notFound: { status: 404, title: "Not found" },
  unreachable: { status: 503, title: "The source cannot be read" },
  refused: { status: 403, title: "Refused" },
} satisfies Record<ServiceProblem["kind"], { status: number; title: string }>;

const privately = { "cache-control": "private, no-cache", vary: "accept-language" };

/** Sentences are told in the language that the request accepts; codes are the same in every language. */
const languageIn = (request: Request): Language =>
  languageOf(undefined, request.headers.get("accept-language"));

/** A problem as RFC 9457 says it. */
export function respondProblem({ kind, detail, cure }: ServiceProblem): Response {
  const body: ProblemDetails = { type: "about:blank", ...statusOf[kind], detail, cure };
  return Response.json(body, {
    status: body.status,
    headers: { "content-type": "application/problem+json", "cache-control": "no-store" },
  });
}

/** How each end of a write is told in HTTP. */
const outcomes = {
  written: { status: 200, title: "Written" },
  accepted: { status: 200, title: "It would be written" },
  conflict: { status: 409, title: "Changed by somebody else" },
  invalid: { status: 422, title: "The text is refused" },
  refusedByAdmission: { status: 422, title: "A rule of the cluster refuses it" },
  forbidden: { status: 403, title: "Not allowed" },
  readOnly: { status: 403, title: "Nothing is written here" },
  unreachable: { status: 503, title: "Not written" },
  outcomeUnknown: { status: 504, title: "Not known whether it was written" },
} satisfies Record<WriteOutcome["kind"], { status: number; title: string }>;

/** How a write ended: `{outcome}`, and problem details around it when it is not written. */
export function respondOutcome(request: Request, result: Result<WriteAnswer>): Response {
  if (!result.ok) return respondProblem(tell(result.problem, languageIn(request)));
  const answer = tell(result.value, languageIn(request));
  const { status, title } = outcomes[answer.outcome.kind];
  if (!("text" in answer.outcome)) return sentOnce(answer, status);
  const { text: detail, cure } = answer.outcome;
  return problemAround(answer, { title, status, detail, cure });
}

const once = { "cache-control": "no-store", vary: "accept-language" };

const sentOnce = (answer: object, status: number): Response =>
  Response.json(answer, { status, headers: once });

/** An answer that tells of no success: whole, with problem details around it. */
const problemAround = (
  answer: object,
  problem: Pick<ProblemDetails, "title" | "status" | "detail" | "cure">,
): Response =>
  Response.json(
    { type: "about:blank", ...problem, ...answer },
    { status: problem.status, headers: { ...once, "content-type": "application/problem+json" } },
  );

/** How each end of an action about a certificate is told in HTTP. */
const actionOutcomes = {
  done: { status: 200, title: "Done" },
  accepted: { status: 200, title: "It would be done" },
  forbidden: { status: 403, title: "Not allowed" },
  readOnly: { status: 403, title: "Nothing is written here" },
  notOffered: { status: 422, title: "Not done here" },
  notConfirmed: { status: 422, title: "Not confirmed" },
  notFound: { status: 404, title: "Not found" },
  refused: { status: 422, title: "Refused by the cluster" },
  unreachable: { status: 503, title: "Not done" },
  outcomeUnknown: { status: 504, title: "Not known whether it was done" },
} satisfies Record<CertificateActionOutcome["kind"], { status: number; title: string }>;

/** How an action ended: `{outcome}`, and problem details around it when it was not done. */
export function respondAction(request: Request, result: Result<CertificateActionAnswer>): Response {
  if (!result.ok) return respondRefusal(request, result.problem);
  const answer = tell(result.value, languageIn(request));
  const { status, title } = actionOutcomes[answer.outcome.kind];
  if (status === 200) return sentOnce(answer, status);
  const { text: detail, cure } = answer.outcome;
  return problemAround(answer, { title, status, detail, cure });
}

/** How a set of changes ended; problem details around it when it was stopped. */
export function respondBatch(request: Request, result: Result<BatchAnswer>): Response {
  if (!result.ok) return respondRefusal(request, result.problem);
  if (result.value.kind !== "stopped") return respondOnce(request, result);
  const answer = tell(result.value, languageIn(request));
  const refused = answer.steps.find(({ outcome }) => outcome !== null && "cure" in outcome)?.outcome;
  const cure = refused !== undefined && refused !== null && "cure" in refused ? refused.cure : "";
  return problemAround(answer, { title: "Stopped", status: 409, detail: answer.text, cure });
}

/** As `respondProblem`, with its sentences told. */
export const respondRefusal = (request: Request, problem: ServiceProblem): Response =>
  respondProblem(tell(problem, languageIn(request)));

/** Answers whom a browser is taken for, with the cookie that its writes need. */
export function respondSession(
  request: Request,
  result: Result<{ readonly answer: SessionAnswer; readonly setCookie: string | null }>,
): Response {
  if (!result.ok) return respondRefusal(request, result.problem);
  const { answer, setCookie } = result.value;
  return Response.json(tell(answer, languageIn(request)), {
    headers: {
      "cache-control": "no-store",
      vary: "accept-language, cookie",
      ...(setCookie === null ? {} : { "set-cookie": setCookie }),
    },
  });
}

/** A body that is not JSON, or too large to be a question. */
export const respondUnreadableBody = (detail: string, cure: string): Response =>
  respondProblem({ kind: "invalid", detail, cure });

/**
 * Answers a read. The tag is made of process, source, revision, language and question, so that an unchanged answer costs a 304.
 * @param question what was asked, in any stable spelling
 * @param form what is sent of the value; asked only when something is sent
 */
export function respond<Value extends { readonly revision: string }>(
  request: Request,
  question: string,
  result: Result<Value>,
  form: (value: Value) => unknown = (value) => value,
): Response {
  return respondAs(request, question, result, (value, headers, language) =>
    keptAnswer(headers.etag, headers, () => tell(form(value), language)),
  );
}

/**
 * As `respond`, with a file to be saved.
 * @param file its name, of letters, digits, dots and hyphens
 */
export function respondFile<Value extends { readonly revision: string }>(
  request: Request,
  question: string,
  result: Result<Value>,
  {
    file,
    type,
    text,
  }: { file: (value: Value) => string; type: string; text: (value: Value, language: Language) => string },
): Response {
  return respondAs(
    request,
    question,
    result,
    (value, headers, language) =>
      new Response(text(value, language), {
        headers: {
          ...headers,
          "content-type": type,
          "content-disposition": `attachment; filename="${file(value)}"`,
        },
      }),
  );
}

function respondAs<Value extends { readonly revision: string }>(
  request: Request,
  question: string,
  result: Result<Value>,
  send: (value: Value, headers: typeof privately & { readonly etag: string }, language: Language) => Response,
): Response {
  if (!result.ok) return respondProblem(result.problem);
  const language = languageIn(request);
  // Two sources may hold the same, and then they have the same revision.
  const source = new URL(request.url).searchParams.get("source") ?? "";
  const digest = createHash("sha256")
    .update(`${startId}\n${source}\n${result.value.revision}\n${language}\n${question}`)
    .digest("base64url")
    .slice(0, 22);
  const headers = { ...privately, etag: `W/"${digest}"` };
  const known =
    request.headers
      .get("if-none-match")
      ?.split(",")
      .map((tag) => tag.trim()) ?? [];
  if (known.includes(headers.etag)) return new Response(null, { status: 304, headers });
  return send(result.value, headers, language);
}

/** Answers a question that came in a body: never kept. */
export function respondOnce<Value>(request: Request, result: Result<Value>): Response {
  return result.ok
    ? Response.json(tell(result.value, languageIn(request)), {
        headers: { "cache-control": "no-store", vary: "accept-language" },
      })
    : respondProblem(result.problem);
}

/**
 * Answers with lines of JSON as they come.
 * @param ended is told once, when all is sent or nobody reads on
 */
export function respondLines(request: Request, lines: AsyncGenerator<unknown>, ended: () => void): Response {
  const language = languageIn(request);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const next = await lines.next();
      if (next.done) {
        controller.close();
        ended();
      } else controller.enqueue(encoder.encode(`${JSON.stringify(tell(next.value, language))}\n`));
    },
    cancel: ended,
  });
  return new Response(body, {
    headers: {
      "content-type": "application/x-ndjson; charset=utf-8",
      "cache-control": "no-store, no-transform",
      vary: "accept-language",
      "x-accel-buffering": "no",
    },
  });
}

/** Answers in Prometheus' text format. */
export const respondMetrics = (text: string): Response =>
  new Response(text, {
    headers: { "content-type": "text/plain; version=0.0.4; charset=utf-8", "cache-control": "no-store" },
  });

/** Answers with events that come by and by. No part of the way may gather, pack or keep them. */
export function respondStream(events: ReadableStream<Uint8Array>): Response {
  return new Response(events, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-cache, no-transform",
      "x-accel-buffering": "no",
      // A connection that is kept after its stream ended would hold up a server that stops.
      connection: "close",
    },
  });
}

/** The last `count` parts of the address, decoded once; a part that is not decodable stays as it is. */
export function pathParts(request: Request, count: number): string[] {
  const parts = new URL(request.url).pathname.split("/").slice(-count);
  return parts.map((part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return part;
    }
  });
}

/** The clock of the HTTP edge; everything below takes the time as an argument. */
export const nowSeconds = (): number => Math.floor(Date.now() / 1000);
