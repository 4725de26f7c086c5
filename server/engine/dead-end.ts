import type { Seen, Step } from "../contract/verdict.ts";
import type { Path } from "./answer.ts";
import type { Caller } from "./caller.ts";
import { type Expression, no } from "./expression.ts";
import type { StageGate } from "./gate.ts";
import type { Way } from "./outbound.ts";
import { failed, texts } from "./seen.ts";
import { step } from "./step.ts";
import type { Payload } from "./transport.ts";

/** A gate of the way itself: where it leads, or that it leads nowhere. */
export const gateOf = (expression: Expression, seen: Seen | null, name: StageGate["gate"]): StageGate => ({
  gate: name,
  expression,
  failure: { outcome: "refused", seen },
  decidedBy: [],
  hangsOn: [],
  at: "server",
});

/** A way that ends before any endpoint: no port, black hole, protocol error, a direct answer. */
export function deadEnd(
  way: Way,
  caller: Caller,
  payload: Payload,
  host: string,
  begin: readonly Step[],
): Path {
  const values = {
    client: caller.name,
    host: way.entry?.host ?? host,
    port: String(way.port?.port ?? ""),
    server: host,
  };
  if (way.kind === "answered")
    return {
      pod: host,
      gates: [gateOf(way.condition, null, "route")],
      steps: begin,
      hop: null,
      seen: { kind: "http", status: way.status ?? 200 },
    };
  const seen: Seen =
    way.status !== null
      ? { kind: "http", status: way.status, body: "" }
      : caller.pod?.hasProxy
        ? { kind: payload === "tcp" ? "eof" : "reset" }
        : { kind: "connectError" };
  const code =
    way.kind === "blackHole"
      ? "clientBlackHole"
      : way.kind === "protocolError"
        ? "refusedProtocol"
        : "refusedNoSuchPort";
  return {
    pod: host,
    gates: [gateOf(no, seen, "route")],
    steps: [...begin, step(code, values, { state: "decides" })],
    hop: null,
    seen,
  };
}

/** A way to a service that has nobody to answer. */
export function noEndpoint(way: Way, caller: Caller, host: string, begin: readonly Step[]): Path {
  const seen: Seen = way.http
    ? failed(true, texts.noHealthyUpstream)
    : caller.pod?.hasProxy
      ? { kind: "reset" }
      : { kind: "connectError" };
  return {
    pod: host,
    gates: [gateOf(no, seen, "route")],
    steps: [...begin, step("refusedNoEndpoint", { host: way.entry?.host ?? host }, { state: "decides" })],
    hop: null,
    seen,
  };
}
