import type { Step } from "../contract/verdict.ts";
import type { Path } from "./answer.ts";
import type { Caller } from "./caller.ts";
import { deadEnd, gateOf, noEndpoint } from "./dead-end.ts";
import type { StageGate } from "./gate.ts";
import { evaluateGateway } from "./gateway-hop.ts";
import { evaluateWay, type HopOptions } from "./hop.ts";
import type { PodFacts } from "./membership.ts";
import type { Mesh } from "./mesh.ts";
import type { Way } from "./outbound.ts";
import type { RequestShape } from "./request-facts.ts";
import type { Payload } from "./transport.ts";
import { waySteps } from "./way-steps.ts";

/** The paths of one request through one gateway pod: each ends at a workload behind it, or at the gateway itself. */
export function gatewayPaths(
  mesh: Mesh,
  caller: Caller,
  way: Way,
  e: Way["endpoints"][number],
  payload: Payload,
  request: RequestShape,
  begin: readonly Step[],
  conditional: readonly StageGate[],
  options: HopOptions & { readonly only?: readonly PodFacts[] },
): readonly Path[] {
  if (e.pod === null) return [];
  const own: Way = { ...way, endpoints: [e] };
  const sent =
    caller.pod?.hasProxy && way.kind === "cluster"
      ? evaluateWay(mesh, caller, own, payload, request, "gateway", options)[0]
      : undefined;
  const outer = sent?.clientTls ?? "DISABLE";
  const emitted =
    outer === "ISTIO_MUTUAL"
      ? "istio"
      : outer === "SIMPLE"
        ? "simple"
        : outer === "MUTUAL"
          ? "mutual"
          : "none";
  const viaHttpProxy = way.http && caller.pod?.hasProxy === true;
  const edge = options.only !== undefined;
  const g = evaluateGateway(
    mesh,
    caller,
    e.pod,
    e.port,
    { outer: emitted, payload, viaHttpProxy, known: way.kind === "cluster", sni: sent?.sni, ends: edge },
    request,
    options,
  );
  const gateway = { pod: e.pod, port: e.port, proxy: g.proxy };
  const steps = [...begin, ...g.steps];
  const name = `${e.pod.namespace}/${e.pod.name}`;
  // An edge ends at the gateway: whether a host is routed there is no matter of who may call.
  const gates = [...conditional, ...(edge ? g.gates.filter((x) => x.gate !== "route") : g.gates)];
  if (edge)
    return [
      {
        pod: name,
        gates,
        steps,
        hop: null,
        seen: { kind: "http", status: 200 },
        arrives: g.transport,
        gateway,
      },
    ];
  if (g.ways.length === 0)
    return [{ pod: name, gates, steps, hop: null, seen: g.own ?? { kind: "http", status: 200 }, gateway }];
  const gatewayCaller: Caller = {
    pod: e.pod,
    name: name.slice(name.indexOf("/") + 1),
    ip: e.pod.ip ?? undefined,
  };
  return g.ways.flatMap((w): readonly Path[] => {
    const onWay: readonly StageGate[] =
      w.way.condition.op === "yes" ? [] : [{ ...gateOf(w.way.condition, null, "route"), at: "gateway" }];
    const told = [...steps, ...waySteps(w.way, gatewayCaller, "")];
    if (w.hops.length > 0)
      return w.hops.map((h) => ({
        pod: h.pod,
        gates: [...gates, ...onWay, ...h.gates],
        steps: [...told, ...h.steps],
        hop: h,
        seen: h.seen,
        gateway,
      }));
    // The route ends at the gateway: an answer of its own, a cluster that it does not have, or one without endpoints.
    const end =
      w.way.kind === "cluster"
        ? noEndpoint(w.way, gatewayCaller, "", told)
        : deadEnd(w.way, gatewayCaller, payload, "", told);
    const own = end.gates.map((x): StageGate => ({ ...x, at: "gateway" }));
    return [{ ...end, pod: name, gates: [...gates, ...onWay, ...own], gateway }];
  });
}
