import type { Path } from "./answer.ts";
import { type Caller, callerSteps } from "./caller.ts";
import { deadEnd, gateOf, noEndpoint } from "./dead-end.ts";
import { reduce } from "./expression.ts";
import type { Facts } from "./facts.ts";
import type { StageGate } from "./gate.ts";
import { gatewayPaths } from "./gateway-path.ts";
import { evaluateWay, type HopOptions } from "./hop.ts";
import type { PodFacts } from "./membership.ts";
import type { Mesh } from "./mesh.ts";
import { type Dial, rewrittenRequest, type Way, waysOut } from "./outbound.ts";
import { factsOf, type RequestShape } from "./request-facts.ts";
import type { Payload } from "./transport.ts";
import { waySteps } from "./way-steps.ts";

/** Ways that lead to no endpoint. */
const ends: ReadonlySet<Way["kind"]> = new Set(["blackHole", "protocolError", "noPort", "answered"]);

/**
 * Every path that one caller's connection may take to a target, each with its gates.
 * @param request attributes that are known; undefined ones stay residuals
 * @throws never
 */
export function pathsOf(
  mesh: Mesh,
  caller: Caller,
  dial: Dial,
  host: string,
  payload: Payload,
  request: RequestShape,
  options: HopOptions & { readonly only?: readonly PodFacts[] },
): readonly Path[] {
  const quiet = options.quiet === true;
  const begin = quiet ? [] : callerSteps(mesh, caller);
  const facts: Facts = factsOf(
    {
      principal: undefined,
      sourceIp: caller.ip,
      remoteIp: undefined,
      destinationIp: undefined,
      destinationPort: dial.port,
      sni: undefined,
    },
    request,
    mesh.snapshot.meshConfig,
    options.assumed,
  );
  return waysOut(mesh, caller.pod, dial, payload, facts).flatMap((way): readonly Path[] => {
    const steps = quiet ? begin : [...begin, ...waySteps(way, caller, host)];
    if (ends.has(way.kind)) return [deadEnd(way, caller, payload, host, steps)];
    if (way.endpoints.length === 0) return [noEndpoint(way, caller, host, steps)];
    const conditional: readonly StageGate[] =
      way.condition.op === "yes" ? [] : [gateOf(reduce(way.condition, facts), null, "route")];
    const onward = rewrittenRequest(request, way);
    const { only } = options;
    const kept = (e: Way["endpoints"][number]) =>
      only === undefined || (e.pod !== null && only.includes(e.pod));
    const gateways = way.endpoints.some((e) => e.pod?.gateway)
      ? way.endpoints.filter((e) => e.pod?.gateway && kept(e))
      : [];
    if (gateways.length > 0)
      return gateways.flatMap((e) =>
        gatewayPaths(mesh, caller, way, e, payload, onward, steps, conditional, options),
      );
    const hops = evaluateWay(mesh, caller, way, payload, onward, "server", options);
    // Asked about certain endpoints, each is told; else a retry at a good endpoint hides a bad one.
    const retries =
      only === undefined && caller.pod?.hasProxy === true && way.http && hops.some((h) => !h.retried);
    return hops
      .filter((h) => kept(h.endpoint) && !(retries && h.retried))
      .map((h) => ({
        pod: h.pod,
        gates: conditional.length === 0 ? h.gates : [...conditional, ...h.gates],
        steps: quiet ? [] : [...steps, ...h.steps],
        hop: h,
        seen: h.seen,
      }));
  });
}
