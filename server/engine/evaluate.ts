import type { VerdictRequest } from "../contract/request.ts";
import type { Answer } from "../contract/verdict.ts";
import { combine } from "./answer.ts";
import { callersOf } from "./caller.ts";
import type { HopOptions } from "./hop.ts";
import { meshOf } from "./mesh.ts";
import { pathsOf } from "./paths.ts";
import { withoutBody } from "./seen.ts";
import type { MeshSnapshot } from "./snapshot.ts";
import { step } from "./step.ts";
import { payloadOf, shapeOf, targetOf } from "./target.ts";

export interface EvaluateOptions {
  /** Unix time in seconds; the engine reads no clock. */
  readonly nowSeconds: number;
  /** Facts that no manifest holds, by the names of assumption.ts. */
  readonly assumed?: Readonly<Record<string, boolean>>;
  /** Address of a caller from outside, where it is known. */
  readonly outsideAddress?: string;
}

function unknownAnswer(id: string, because: string): Answer {
  return {
    id,
    outcome: "unknown",
    seen: null,
    transport: null,
    principal: null,
    serverMode: null,
    clientTls: null,
    decidedBy: [],
    endpoints: [],
    steps: [step("unknownTarget", { target: because }, { state: "decides" })],
    condition: null,
    because: `${because} is not in this source.`,
  };
}

/**
 * What happens to one request, and why.
 * @param snapshot the mesh as it was read
 * @param request the form of `sekisho verdict`
 * @returns the answer; `unknown` when caller or target are not in the source
 * @throws never
 * @source Istio; recorded outcomes of a real mesh
 */
export function evaluateRequest(
  snapshot: MeshSnapshot,
  request: VerdictRequest,
  options: EvaluateOptions,
): Answer {
  const mesh = meshOf(snapshot);
  const hop: HopOptions = { nowSeconds: options.nowSeconds, assumed: options.assumed ?? {} };
  const callers = callersOf(mesh, request.from, options);
  if (callers === null) return unknownAnswer(request.id, request.from);
  const payload = payloadOf(request);
  const paths = callers.map((caller) => {
    const target = targetOf(mesh, request, caller);
    if (target === null) return null;
    const shape = shapeOf(request, payload, target.name, target.port);
    return pathsOf(mesh, caller, target.dial, target.name, payload, shape, hop);
  });
  if (paths.some((p) => p === null)) {
    const { to } = request;
    return unknownAnswer(request.id, "host" in to ? to.host : "pod" in to ? to.pod : to.gateway);
  }
  const answer = combine(
    request.id,
    paths.flatMap((p) => p ?? []),
  );
  return (request.http ?? request.https)?.method === "HEAD" ? bodiless(answer) : answer;
}

function bodiless(answer: Answer): Answer {
  const strip = <A extends Pick<Answer, "seen">>(a: A): A => ({
    ...a,
    seen: a.seen === null ? null : withoutBody(a.seen),
  });
  return { ...strip(answer), endpoints: answer.endpoints.map(strip) };
}
