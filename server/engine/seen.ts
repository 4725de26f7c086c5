import type { Seen } from "../contract/verdict.ts";
import type { Payload } from "./transport.ts";

const body503 = "upstream connect error or disconnect/reset before headers.";
/** Envoy's own texts, as recorded. */
export const texts = {
  connectionTermination: `${body503} reset reason: connection termination`,
  retriedFailure: `${body503} retried and the latest reset reason: remote connection failure`,
  connectionFailure: `${body503} reset reason: remote connection failure`,
  noHealthyUpstream: "no healthy upstream",
  rbac: "RBAC: access denied",
} as const;

/** What the caller sees of a connection that failed: its own proxy's 503, or the broken connection itself. */
export function failed(http: boolean, body: string): Seen {
  return http ? { kind: "http", status: 503, body } : { kind: "reset" };
}

/** What the caller sees when the application gets the request: we do not know its own codes. */
export function answered(payload: Payload): Seen {
  return payload === "tcp" ? { kind: "echo" } : { kind: "http", status: 200 };
}

/** A refusal by RBAC: a 403 on HTTP; on TCP the connection closes, which a client's HTTP proxy shows as 503. */
export function deniedBy(chain: "HTTP" | "TCP", payload: Payload, clientHttp: boolean): Seen {
  if (chain === "HTTP") return { kind: "http", status: 403, body: texts.rbac };
  if (clientHttp) return { kind: "http", status: 503, body: texts.retriedFailure };
  return payload === "https" ? { kind: "reset" } : { kind: "eof" };
}

/** The answer to HEAD has no body, whoever gives it. */
export function withoutBody(seen: Seen): Seen {
  const { body: _, ...rest } = seen;
  return rest;
}
