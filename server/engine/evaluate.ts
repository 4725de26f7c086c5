import type { VerdictRequest } from "../contract/request.ts";
import { say } from "../contract/text.ts";
import type { Answer } from "../contract/verdict.ts";
import { combine, type Path } from "./answer.ts";
import { type Caller, callersOf } from "./caller.ts";
import type { HopOptions } from "./hop.ts";
import { type Mesh, meshOf } from "./mesh.ts";
import { pathsOf } from "./paths.ts";
import type { RequestShape } from "./request-facts.ts";
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

/** Caller or target are not in the source. */
export function unknownAnswer(id: string, target: string): Answer {
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
    steps: [step("unknownTarget", { target }, { state: "decides" })],
    condition: null,
    because: say("unknownTarget", { target }),
  };
}

/** An answer with the paths that it was made of; none when caller or target are not in the source. */
export interface Evaluation {
  readonly answer: Answer;
  readonly paths: readonly Path[];
}

/** One request by callers that are known already. */
export function evaluateCallers(
  mesh: Mesh,
  request: VerdictRequest,
  callers: readonly Caller[],
  options: EvaluateOptions & {
    readonly claims?: RequestShape["claims"];
    /** Without the explanation. */
    readonly quiet?: boolean;
  },
): Evaluation {
  const hop: HopOptions = {
    nowSeconds: options.nowSeconds,
    assumed: options.assumed ?? {},
    quiet: options.quiet === true,
  };
  const payload = payloadOf(request);
  const paths: Path[] = [];
  for (const caller of callers) {
    const target = targetOf(mesh, request, caller);
    if (target === null) {
      const { to } = request;
      const name = "host" in to ? to.host : "pod" in to ? to.pod : to.gateway;
      return { answer: unknownAnswer(request.id, name), paths: [] };
    }
    const shape = { ...shapeOf(request, payload, target.name, target.port), claims: options.claims };
    paths.push(...pathsOf(mesh, caller, target.dial, target.name, payload, shape, hop));
  }
  const answer = combine(request.id, paths);
  const head = (request.http ?? request.https)?.method === "HEAD";
  return { answer: head ? bodiless(answer) : answer, paths };
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
  const callers = callersOf(mesh, request.from, options);
  if (callers === null) return unknownAnswer(request.id, request.from);
  return evaluateCallers(mesh, request, callers, options).answer;
}

function bodiless(answer: Answer): Answer {
  const strip = <A extends Pick<Answer, "seen">>(a: A): A => ({
    ...a,
    seen: a.seen === null ? null : withoutBody(a.seen),
  });
  return { ...strip(answer), endpoints: answer.endpoints.map(strip) };
}
