import { z } from "zod";

const port = z.number().int().min(1).max(65535);
const target = z.union([
  z.strictObject({ host: z.string().min(1), port, address: z.string().optional() }),
  z.strictObject({ pod: z.string().regex(/^[^/]+\/[^/]+$/, "write namespace/workload"), port }),
  z.strictObject({ gateway: z.string().regex(/^[^/]+\/[^/]+$/, "write namespace/workload"), port }),
]);
const http = z.looseObject({
  method: z.string().optional(),
  path: z.string().optional(),
  host: z.string().optional(),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String)).optional(),
});

/** Fields of a request; `verdictRequest` adds what they must fulfil together. */
export const requestFields = {
  id: z.string().min(1),
  /** `namespace/workload`, or `outside`: a caller that is no pod of this mesh. */
  from: z.string().regex(/^(outside|[^/]+\/[^/]+)$/, "write namespace/workload, or outside"),
  to: target,
  http: http.nullable().optional(),
  tcp: z.looseObject({}).nullable().optional(),
  https: http.nullable().optional(),
};

/** True when a request speaks one protocol only. */
export const speaksOne = (r: { http?: unknown; tcp?: unknown; https?: unknown }): boolean =>
  [r.http, r.tcp, r.https].filter((x) => x !== undefined).length <= 1;

/** One question put to `sekisho verdict` and `POST /api/verdict`. */
export const verdictRequest = z
  .looseObject(requestFields)
  .refine(speaksOne, { error: "give one of http, tcp, https" });
export type VerdictRequest = z.infer<typeof verdictRequest>;

/** The file form: `requests:` with a list. */
export const verdictRequests = z.looseObject({ requests: z.array(verdictRequest) });
