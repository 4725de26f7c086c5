import { z } from "zod";
import { askQuestion } from "../../../server/contract/ask.ts";
import { certificateActionQuestion } from "../../../server/contract/certificate-actions.ts";
import { decodeQuestion } from "../../../server/contract/certificates.ts";
import { draftGraphQuestion } from "../../../server/contract/draft-graph.ts";
import { matrixFormat } from "../../../server/contract/matrix-format.ts";
import { previewQuestion } from "../../../server/contract/preview.ts";
import { dumpsQuestion } from "../../../server/contract/proxy-dumps.ts";
import { verdictRequest, verdictRequests } from "../../../server/contract/request.ts";
import { storyQuestion } from "../../../server/contract/story.ts";
import { batchQuestion, writableKinds, writeQuestion } from "../../../server/contract/write.ts";

const problem = {
  description: "Problem details (RFC 9457) with the cure",
  content: { "application/problem+json": {} },
};
const json = (description: string) => ({ description, content: { "application/json": {} } });
const inPath = (name: string, description: string) => ({
  name,
  in: "path",
  required: true,
  description,
  schema: { type: "string" },
});
const source = {
  name: "source",
  in: "query",
  description: "An id of /api/sources; without it the start source",
  schema: { type: "string" },
};
const read = (summary: string, parameters: readonly object[]) => ({
  get: {
    summary,
    parameters: [...parameters, source],
    responses: {
      200: json(summary),
      304: { description: "Unchanged since If-None-Match" },
      400: problem,
      404: problem,
      503: problem,
    },
  },
});

/** The time that certificates are judged at. */
const at = {
  name: "at",
  in: "query",
  description: "RFC 3339; without it now, or when the capture was taken",
  schema: { type: "string", format: "date-time" },
};
const written = (summary: string, question: z.ZodType) => ({
  post: {
    summary,
    description: "Carries the cookie and, in the header x-sekisho-token, the token of GET /api/session.",
    parameters: [{ name: "x-sekisho-token", in: "header", required: true, schema: { type: "string" } }],
    requestBody: {
      required: true,
      content: { "application/json": { schema: z.toJSONSchema(question, { io: "input" }) } },
    },
    responses: {
      200: json("How it ended: written, or accepted with dryRun"),
      400: problem,
      403: problem,
      409: problem,
      422: problem,
      503: problem,
      504: problem,
    },
  },
});

/** GET /api/openapi.json: the API, with the schemas that its routes parse with. */
export function GET(): Response {
  const body = z.toJSONSchema(
    z.union([verdictRequests.extend({ requests: z.array(verdictRequest) }), verdictRequest]),
    { io: "input" },
  );
  return Response.json({
    openapi: "3.1.0",
    info: { title: "Sekisho", version: "0.1.0" },
    paths: {
      "/api/graph": {
        ...read("Nodes, and the edges that are observed, named or asked for", [
          {
            name: "asked",
            in: "query",
            description: "namespace/name; all possible peers of it",
            schema: { type: "array", items: { type: "string" }, maxItems: 50 },
            explode: true,
          },
          {
            name: "form",
            in: "query",
            description: "packed: the edges as columns, each different value once",
            schema: { type: "string", enum: ["packed"] },
          },
        ]),
        post: {
          parameters: [source],
          summary: "The packed graph as it would be with drafts put in; nothing is written",
          requestBody: {
            required: true,
            content: { "application/json": { schema: z.toJSONSchema(draftGraphQuestion, { io: "input" }) } },
          },
          responses: {
            200: json("The graph, or what cannot be read of the drafts"),
            400: problem,
            503: problem,
          },
        },
      },
      "/api/findings": {
        ...read("What is found in the source, the worst first", [
          {
            name: "counts",
            in: "query",
            description: "1: how many of each severity, and no more",
            schema: { type: "string", enum: ["1"] },
          },
        ]),
        post: {
          summary: "What is found of drafts, and because of them; nothing is written",
          requestBody: {
            required: true,
            content: { "application/json": { schema: z.toJSONSchema(previewQuestion, { io: "input" }) } },
          },
          responses: {
            200: json("Findings of the drafts, caused by them, and solved"),
            400: problem,
            503: problem,
          },
        },
      },
      "/api/matrix": read(
        "How every workload, and callers outside, may call every port; a letter for each pair",
        [
          {
            name: "format",
            in: "query",
            description: "csv: one line for each pair instead",
            schema: z.toJSONSchema(matrixFormat),
          },
        ],
      ),
      "/api/edges/{id}": read("Why one edge ends as it does", [inPath("id", "client>server:port")]),
      "/api/workloads/{id}": read("One workload", [inPath("id", "namespace/name")]),
      "/api/workloads/{id}/focus": read("Who may call it and whom it may call, over all pairs, and why", [
        inPath("id", "namespace/name, outside, or external/host"),
      ]),
      "/api/mesh": read(
        "Control planes, MeshConfig in force, membership of every workload, what could be read",
        [],
      ),
      "/api/policies": read("Every object of the kinds that are read, what it touches and never decides", []),
      "/api/policies/{kind}/{namespace}/{name}": read("The YAML of one object", [
        inPath("kind", "Kind, as Kubernetes spells it"),
        inPath("namespace", "_ for an object without one"),
        inPath("name", "Name"),
      ]),
      "/api/policies/preview": {
        post: {
          parameters: [source],
          summary: "Which edges flip when drafts are put in; nothing is written",
          requestBody: {
            required: true,
            content: { "application/json": { schema: z.toJSONSchema(previewQuestion, { io: "input" }) } },
          },
          responses: {
            200: json("Flips with an example each, and what stays open"),
            400: problem,
            503: problem,
          },
        },
      },
      "/api/policies/{kind}/{namespace}/{name}/history": read(
        "What the object was, who made it so and why, newest first",
        [inPath("kind", "Kind"), inPath("namespace", "Namespace"), inPath("name", "Name")],
      ),
      "/api/policies/write": written(
        "Writes one policy; every outcome but written changes nothing",
        writeQuestion,
      ),
      "/api/policies/batch": written("Writes several policies in a safe order, or none", batchQuestion),
      "/api/story": {
        post: {
          summary: "Begins the guided replay on a copy of the demo; the answer names it as a source",
          parameters: [{ name: "x-sekisho-token", in: "header", required: true, schema: { type: "string" } }],
          requestBody: {
            required: true,
            content: { "application/json": { schema: z.toJSONSchema(storyQuestion, { io: "input" }) } },
          },
          responses: { 200: json("Id of the source"), 400: problem, 403: problem, 503: problem },
        },
      },
      "/api/rights": read("What may be written, and which RBAC rule is missing for the rest", [
        { name: "kind", in: "query", required: true, schema: { type: "string", enum: writableKinds } },
        { name: "namespace", in: "query", required: true, schema: { type: "string" } },
      ]),
      "/api/session": {
        get: {
          summary: "Who is asking, and the token that writes carry; sets the cookie that belongs to it",
          responses: { 200: json("Session"), 403: problem },
        },
      },
      "/api/verdict": {
        post: {
          parameters: [source],
          summary: "Verdicts for requests",
          requestBody: { required: true, content: { "application/json": { schema: body } } },
          responses: { 200: json("Answers in the order of the requests"), 400: problem, 503: problem },
        },
      },
      "/api/ask": {
        post: {
          parameters: [source],
          summary: "One request with everything that decides it, and who else could; never kept",
          requestBody: {
            required: true,
            content: { "application/json": { schema: z.toJSONSchema(askQuestion, { io: "input" }) } },
          },
          responses: { 200: json("The answer with gates, policies and callers"), 400: problem, 503: problem },
        },
      },
      "/api/ask/batch": {
        post: {
          parameters: [source],
          summary: "Verdicts for a requests file, YAML or JSON",
          requestBody: {
            required: true,
            content: { "text/plain": {}, "application/json": { schema: body } },
          },
          responses: { 200: json("Requests and answers in their order"), 400: problem, 503: problem },
        },
      },
      "/api/ask/choices": read("Callers and targets that a question can name", []),
      "/api/certificates": read("Every certificate with its state, the worst first; who issues them", [at]),
      "/api/certificates/{id}": read("One certificate: its chain, its edges, its renewals", [
        inPath("id", "id of a row"),
        at,
      ]),
      "/api/certificates/trust": read("Who trusts whom, and where a change of the root stands", [at]),
      "/api/certificates/calendar.ics": read("The ends of certificates as a calendar", [at]),
      "/api/certificates/alerts.yaml": read("Prometheus' alert rules for /metrics", []),
      "/api/certificates/decode": {
        post: {
          parameters: [source],
          summary: "What PEM, an X-Forwarded-Client-Cert header or a proxy's dump holds; never kept",
          requestBody: {
            required: true,
            content: { "application/json": { schema: z.toJSONSchema(decodeQuestion, { io: "input" }) } },
          },
          responses: { 200: json("Certificates, and who in the mesh has them"), 400: problem, 503: problem },
        },
      },
      "/metrics": {
        get: {
          summary: "The inventory of certificates as Prometheus reads it",
          responses: { 200: { description: "Metrics", content: { "text/plain": {} } }, 503: problem },
        },
      },
      "/api/certificates/actions": {
        ...read("What may be done about certificates, its effect and risks, and which right is missing", [
          ...["workload", "certificate", "secret"].map((name) => ({
            name,
            in: "query",
            description: "namespace/name; may be given more than once",
            schema: { type: "array", items: { type: "string" } },
            explode: true,
          })),
        ]),
        ...written("Restarts a workload or renews a Certificate", certificateActionQuestion),
      },
      "/api/certificates/dumps": written(
        "Asks proxies of pods for the certificates that they hold; answers a line of JSON for each",
        dumpsQuestion,
      ),
      "/api/events": {
        get: {
          summary: "Revisions as they come: event revision with id, revision and at",
          parameters: [
            { name: "Last-Event-ID", in: "header", description: "Last id known", schema: { type: "string" } },
            source,
          ],
          responses: { 200: { description: "Stream", content: { "text/event-stream": {} } }, 503: problem },
        },
      },
      "/api/sources": {
        get: {
          summary: "What can be chosen as source, and how well each is known",
          responses: { 200: json("Sources") },
        },
      },
      "/api/reading": {
        get: {
          summary: "How each collection of the source is read at this moment",
          parameters: [source],
          responses: { 200: json("States"), 404: problem },
        },
      },
      "/api/healthz": { get: { summary: "The process answers", responses: { 200: json("Alive") } } },
      "/api/readyz": {
        get: {
          summary: "The start source was read and can be read now",
          responses: { 200: json("Ready"), 503: problem },
        },
      },
    },
  });
}
