import type { VerdictRequest } from "../contract/request.ts";
import type { Answer, Seen, Step } from "../contract/verdict.ts";
import { combine, type Path } from "./answer.ts";
import { type Expression, no, reduce } from "./expression.ts";
import type { Facts } from "./facts.ts";
import type { StageGate } from "./gate.ts";
import { gatewayWorkloadPort } from "./gateway.ts";
import { evaluateGateway } from "./gateway-hop.ts";
import { type Caller, evaluateWay, type HopOptions } from "./hop.ts";
import type { PodFacts } from "./membership.ts";
import { type Mesh, meshOf, type Workload } from "./mesh.ts";
import { type Dial, type Way, waysOut } from "./outbound.ts";
import type { HostEntry } from "./registry.ts";
import { factsOf, type RequestShape } from "./request-facts.ts";
import { failed, texts } from "./seen.ts";
import type { MeshSnapshot } from "./snapshot.ts";
import { step } from "./step.ts";
import type { Payload } from "./transport.ts";
import { rewritten } from "./virtual-service.ts";

export interface EvaluateOptions {
  /** Unix time in seconds; the engine reads no clock. */
  readonly nowSeconds: number;
  /** Facts that no manifest holds, by the names of assumption.ts. */
  readonly assumed?: Readonly<Record<string, boolean>>;
  /** Address of a caller from outside, where it is known. */
  readonly outsideAddress?: string;
}

/** A workload by `namespace/name` or a pod by its name. */
export function findPods(mesh: Mesh, id: string): readonly PodFacts[] {
  const workload: Workload | undefined = mesh.workloads.get(id);
  if (workload !== undefined) return workload.pods;
  const of = mesh.workloadOfPod.get(id);
  return of?.pods.filter((p) => `${p.namespace}/${p.name}` === id) ?? [];
}

/** A host name as the caller's resolver completes it: as written, then with the search domains of its namespace. */
export function findHost(mesh: Mesh, host: string, namespace: string | null): HostEntry | null {
  const domain = mesh.snapshot.meshConfig.clusterDomain;
  const name = host.toLowerCase();
  const tries = [name, `${name}.svc.${domain}`, `${name}.${domain}`];
  if (namespace !== null) tries.splice(1, 0, `${name}.${namespace}.svc.${domain}`);
  for (const t of tries) {
    const found = mesh.registry.byHost.get(t)?.[0];
    if (found !== undefined) return found;
  }
  return (
    mesh.registry.hosts.find(
      (h) => h.host.startsWith("*.") && name.endsWith(h.host.slice(1).toLowerCase()),
    ) ??
    mesh.registry.byAddress.get(name)?.[0] ??
    null
  );
}

function payloadOf(r: VerdictRequest): Payload {
  if (r.tcp !== undefined) return "tcp";
  return r.https !== undefined ? "https" : "http";
}

const lowerKeys = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(headers).map(([k, v]) => [k.toLowerCase(), v]));

/** Request attributes as curl would send them. */
function shapeOf(r: VerdictRequest, payload: Payload, dialled: string, port: number): RequestShape {
  if (payload === "tcp") return { method: "", path: "", authority: "", headers: {} };
  const body = r.http ?? r.https ?? {};
  const usual = payload === "https" ? 443 : 80;
  const headers = lowerKeys(body.headers ?? {});
  const authority = body.host ?? headers["host"] ?? (port === usual ? dialled : `${dialled}:${port}`);
  return { method: body.method ?? "GET", path: body.path ?? "/", authority, headers };
}

interface Target {
  readonly dial: Dial;
  readonly gateway: PodFacts | null;
  readonly name: string;
  readonly port: number;
}

function targetOf(mesh: Mesh, r: VerdictRequest, caller: Caller): Target | null {
  const { to } = r;
  if ("host" in to) {
    const entry = findHost(mesh, to.host, caller.pod?.namespace ?? null);
    if (entry === null && to.address === undefined && caller.pod?.hasProxy !== true) return null;
    return {
      dial: { kind: "host", entry, host: to.host, port: to.port, address: to.address ?? null },
      gateway: null,
      name: to.host,
      port: to.port,
    };
  }
  const pods = findPods(mesh, "pod" in to ? to.pod : to.gateway);
  const first = pods[0];
  if (first === undefined) return null;
  const port = "pod" in to ? to.port : gatewayWorkloadPort(mesh, first, to.port);
  return { dial: { kind: "pod", pods, port }, gateway: null, name: first.ip ?? first.name, port };
}

export function callersOf(mesh: Mesh, from: string, options: EvaluateOptions): readonly Caller[] | null {
  if (from === "outside") return [{ pod: null, name: "outside", ip: options.outsideAddress }];
  const pods = findPods(mesh, from);
  if (pods.length === 0) return null;
  // Pods of one workload that differ in proxy or account are different callers.
  const kinds = new Map(pods.toReversed().map((p) => [`${p.hasProxy}/${p.ambient}/${p.serviceAccount}`, p]));
  const name = from.slice(from.indexOf("/") + 1);
  return [...kinds.values()].map((pod) => ({
    pod,
    name,
    ip: pods.length === 1 || kinds.size === pods.length ? pod.ip : sameIp(pods),
  }));
}

const sameIp = (pods: readonly PodFacts[]) =>
  pods.every((p) => p.ip === pods[0]?.ip) ? pods[0]?.ip : undefined;

/** First lines of every explanation: who the caller is. */
export function callerSteps(mesh: Mesh, caller: Caller): readonly Step[] {
  const values = {
    client: caller.name,
    principal:
      caller.pod === null
        ? ""
        : `${mesh.snapshot.meshConfig.trustDomain}/ns/${caller.pod.namespace}/sa/${caller.pod.serviceAccount}`,
  };
  if (caller.pod === null) return [step("clientOutside", values)];
  if (!caller.pod.hasProxy) return [step("clientNoProxy", { ...values, because: caller.pod.because })];
  return [step(caller.pod.gateway ? "clientGateway" : "clientSidecar", values)];
}

function waySteps(way: Way, caller: Caller, host: string): readonly Step[] {
  const out: Step[] = [];
  const values = {
    client: caller.name,
    host: way.entry?.host ?? host,
    port: String(way.port?.port ?? ""),
    subset: way.subset ?? "",
  };
  if (way.excluded !== null) out.push(step("clientPortExcluded", { ...values, annotation: way.excluded }));
  if (way.by !== null)
    out.push(
      step(way.subset === null ? "routeTo" : "routeSubset", values, {
        object: way.by.object,
        path: way.by.path,
      }),
    );
  if (way.kind === "passthrough") out.push(step("clientPassthrough", values));
  return out;
}

const gateOf = (expression: Expression, seen: Seen | null, name: StageGate["gate"]): StageGate => ({
  gate: name,
  expression,
  failure: { outcome: "refused", seen },
  decidedBy: [],
  hangsOn: [],
  at: "server",
});

/** A way that ends before any endpoint: no port, black hole, protocol error, a direct answer. */
function deadEnd(way: Way, caller: Caller, payload: Payload, host: string, begin: readonly Step[]): Path {
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

function rewrittenFor(request: RequestShape, way: Way): RequestShape {
  if (way.leg === null) return request;
  return {
    ...request,
    path: request.path === undefined ? undefined : rewritten(request.path, way.leg.rewriteUri),
    authority: way.leg.rewriteAuthority ?? request.authority,
  };
}

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
  const begin = callerSteps(mesh, caller);
  const facts: Facts = {
    ...factsOf(
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
    ),
    token: undefined,
  };
  return waysOut(mesh, caller.pod, dial, payload, facts).flatMap((way): readonly Path[] => {
    const steps = [...begin, ...waySteps(way, caller, host)];
    if (["blackHole", "protocolError", "noPort", "answered"].includes(way.kind))
      return [deadEnd(way, caller, payload, host, steps)];
    if (way.endpoints.length === 0) {
      const seen: Seen = way.http
        ? failed(true, texts.noHealthyUpstream)
        : caller.pod?.hasProxy
          ? { kind: "reset" }
          : { kind: "connectError" };
      return [
        {
          pod: host,
          gates: [gateOf(no, seen, "route")],
          steps: [
            ...steps,
            step("refusedNoEndpoint", { host: way.entry?.host ?? host }, { state: "decides" }),
          ],
          hop: null,
          seen,
        },
      ];
    }
    const conditional: readonly StageGate[] =
      way.condition.op === "yes" ? [] : [gateOf(reduce(way.condition, facts), null, "route")];
    const onward = rewrittenFor(request, way);
    const { only } = options;
    const kept = (e: Way["endpoints"][number]) =>
      only === undefined || (e.pod !== null && only.includes(e.pod));
    const gateways = way.endpoints.filter((e) => e.pod?.gateway && kept(e));
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
        gates: [...conditional, ...h.gates],
        steps: [...steps, ...h.steps],
        hop: h,
        seen: h.seen,
      }));
  });
}

function gatewayPaths(
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
  const outer =
    caller.pod?.hasProxy && way.kind === "cluster"
      ? (evaluateWay(mesh, caller, own, payload, request, "gateway", options)[0]?.clientTls ?? "DISABLE")
      : "DISABLE";
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
    { outer: emitted, payload, viaHttpProxy, known: way.kind === "cluster" },
    request,
    options,
  );
  const steps = [...begin, ...g.steps];
  const name = `${e.pod.namespace}/${e.pod.name}`;
  // An edge ends at the gateway: whether a host is routed there is no matter of who may call.
  const gates = [...conditional, ...(edge ? g.gates.filter((x) => x.gate !== "route") : g.gates)];
  if (edge)
    return [
      { pod: name, gates, steps, hop: null, seen: { kind: "http", status: 200 }, arrives: g.transport },
    ];
  if (g.ways.length === 0 || g.ways.every((w) => w.hops.length === 0)) {
    return [{ pod: name, gates, steps, hop: null, seen: g.own ?? { kind: "http", status: 200 } }];
  }
  const gatewayCaller: Caller = { pod: e.pod, name: name.slice(name.indexOf("/") + 1), ip: e.pod.ip };
  return g.ways.flatMap((w) =>
    w.hops.map((h): Path => {
      const onWay: readonly StageGate[] =
        w.way.condition.op === "yes" ? [] : [{ ...gateOf(w.way.condition, null, "route"), at: "gateway" }];
      return {
        pod: h.pod,
        gates: [...gates, ...onWay, ...h.gates],
        steps: [...steps, ...waySteps(w.way, gatewayCaller, ""), ...h.steps],
        hop: h,
        seen: h.seen,
      };
    }),
  );
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
  return combine(
    request.id,
    paths.flatMap((p) => p ?? []),
  );
}
