import type { Seen, Step, Transport } from "../contract/verdict.ts";
import { refOf } from "./authorization.ts";
import { type Expression, no, yes } from "./expression.ts";
import type { Facts } from "./facts.ts";
import type { StageGate } from "./gate.ts";
import { type Listener, listenersOn, serverTakes, terminatesTls } from "./gateway.ts";
import { type Caller, evaluateWay, type HopOptions, type HopResult } from "./hop.ts";
import { type PodFacts, principalOf } from "./membership.ts";
import { type Mesh, workloadOf } from "./mesh.ts";
import { httpWays, type Way } from "./outbound.ts";
import { evaluateProxy } from "./proxy.ts";
import { factsOf, type RequestShape, remoteAddress } from "./request-facts.ts";
import { deniedBy, failed, texts } from "./seen.ts";
import { step } from "./step.ts";
import type { Outer, Payload } from "./transport.ts";
import { rewritten } from "./virtual-service.ts";

/** A request at a gateway: its own gates, then each way behind it. */
export interface GatewayResult {
  readonly gates: readonly StageGate[];
  readonly steps: readonly Step[];
  readonly ways: readonly { readonly way: Way; readonly hops: readonly HopResult[] }[];
  /** What the caller sees when the gateway answers by itself (no route, redirect). */
  readonly own: Seen | null;
  /** How the connection arrives at the gateway. */
  readonly transport: Transport | null;
}

const gatewayName = (mesh: Mesh, pod: PodFacts) => workloadOf(mesh, pod)?.name ?? pod.name;

/** A host known for certain not to be served, or an open question when no host is known. */
function hostGate(listeners: readonly Listener[], request: RequestShape): Expression {
  if (request.authority === undefined) {
    const wanted = [
      ...new Set(listeners.flatMap((l) => l.server.hosts.map((h) => h.slice(h.indexOf("/") + 1)))),
    ];
    if (wanted.includes("*")) return yes;
    const takes = (authority: string) =>
      listeners.some((l) => serverTakes(l.server, authority.replace(/:\d+$/, "")));
    return {
      op: "test",
      test: {
        field: "hosts",
        wanted,
        path: "spec.servers",
        ask: (f) => (f.authority === undefined ? undefined : takes(f.authority)),
        was: (f) => f.authority ?? "not known",
      },
    };
  }
  const host = request.authority.replace(/:\d+$/, "");
  return listeners.some((l) => serverTakes(l.server, host)) ? yes : no;
}

/**
 * One request that arrives at a gateway pod: listener, policies of the gateway, route, and the last hop behind it.
 * @param workloadPort container port that is listened on
 * @param viaHttpProxy the caller's own proxy reads HTTP, so a failure is its 503
 * @throws never
 * @source Istio Gateway and VirtualService; recorded outcomes (gateway)
 */
export function evaluateGateway(
  mesh: Mesh,
  caller: Caller,
  pod: PodFacts,
  workloadPort: number,
  arrives: {
    readonly outer: Outer;
    readonly payload: Payload;
    readonly viaHttpProxy: boolean;
    readonly known: boolean;
  },
  request: RequestShape,
  options: HopOptions,
): GatewayResult {
  const gateway = gatewayName(mesh, pod);
  const all = listenersOn(mesh, pod, workloadPort);
  const stop = (
    expression: Expression,
    seen: Seen | null,
    by: Listener | null,
    steps: readonly Step[],
  ): GatewayResult => ({
    gates: [
      {
        gate: "transport",
        expression,
        failure: { outcome: "refused", seen },
        decidedBy: by === null ? [] : [refOf(by.gateway)],
        hangsOn: [],
        at: "gateway",
      },
    ],
    steps,
    ways: [],
    own: null,
    transport: null,
  });
  if (pod.gatewayName !== null && all.length === 0) {
    const because = `${gateway} is a gateway of the Gateway API, whose routes are not evaluated yet.`;
    return stop({ op: "unknown", because }, null, null, [
      step("unknownCoverage", { because }, { state: "decides" }),
    ]);
  }
  if (all.length === 0) {
    const body = arrives.known ? texts.retriedFailure : texts.connectionFailure;
    const seen: Seen = arrives.viaHttpProxy ? failed(true, body) : { kind: "connectError" };
    return stop(no, seen, null, [
      step("gatewayNoServer", { gateway, port: String(workloadPort) }, { state: "decides" }),
    ]);
  }
  const first = all[0] as Listener;
  const values = {
    gateway,
    port: String(workloadPort),
    protocol: first.server.protocol,
    mode: first.server.tlsMode ?? "",
  };
  const steps: Step[] = [
    step("gatewayServer", values, { object: first.gateway, path: `spec.servers[${first.index}]` }),
  ];
  const tls = arrives.outer !== "none" || arrives.payload === "https";
  const wantsTls = terminatesTls(first.server);
  if (tls !== wantsTls) {
    const seen: Seen = arrives.viaHttpProxy ? failed(true, texts.retriedFailure) : { kind: "reset" };
    const code = wantsTls ? "gatewayTls" : "gatewayPlaintext";
    return stop(no, seen, first, [
      ...steps,
      step(code, values, { object: first.gateway, path: `spec.servers[${first.index}]`, state: "decides" }),
    ]);
  }
  if (
    wantsTls &&
    first.server.tlsMode !== "SIMPLE" &&
    first.server.tlsMode !== "OPTIONAL_MUTUAL" &&
    arrives.outer !== "istio"
  ) {
    const because = `${gateway} asks for a client certificate (${first.server.tlsMode ?? "TLS"}), and the caller's is not known here.`;
    return stop({ op: "unknown", because }, null, first, [
      ...steps,
      step("unknownCoverage", { because }, { state: "decides" }),
    ]);
  }
  const transport: Transport = arrives.outer === "istio" ? "mtls" : tls ? "tls" : "plaintext";
  const { meshConfig } = mesh.snapshot;
  const principal =
    arrives.outer === "istio" && caller.pod !== null ? principalOf(caller.pod, meshConfig) : null;
  const facts = factsOf(
    {
      principal,
      sourceIp: caller.ip,
      remoteIp: remoteAddress(caller.ip, request, meshConfig.numTrustedProxies),
      destinationIp: pod.ip,
      destinationPort: workloadPort,
      sni: tls ? request.authority : "",
    },
    request,
    meshConfig,
    options.assumed,
  );
  const http = ["HTTP", "HTTPS", "HTTP2", "GRPC", "GRPC-WEB"].includes(first.server.protocol.toUpperCase());
  const chain = http ? "HTTP" : "TCP";
  const proxy = evaluateProxy(mesh, pod, chain, facts, request, {
    nowSeconds: options.nowSeconds,
    at: "gateway",
    denied: deniedBy(chain, arrives.payload, false, request.method),
    server: gateway,
  });
  steps.push(...proxy.steps);
  const hosts = hostGate(all, request);
  const noRoute: Seen = { kind: "http", status: 404, body: "" };
  const notServed = step(
    "routeNone",
    { gateway, host: request.authority ?? "", path: facts.path ?? "" },
    { state: "decides" },
  );
  const gates: StageGate[] = [...proxy.gates];
  const route = (expression: Expression): StageGate => ({
    gate: "route",
    expression,
    failure: { outcome: "refused", seen: noRoute },
    decidedBy: [],
    hangsOn: all.map((l) => refOf(l.gateway)),
    at: "gateway",
  });
  if (hosts.op === "no")
    return {
      gates: [...unasked(gates), route(no)],
      steps: [...steps, notServed],
      ways: [],
      own: null,
      transport,
    };
  if (first.server.httpsRedirect)
    return { gates, steps, ways: [], own: { kind: "http", status: 301 }, transport };
  const ways = behind(mesh, pod, all, request, proxy.facts);
  const open = ways.filter((w) => w.kind === "cluster" || w.kind === "answered");
  if (open.length === 0)
    return {
      gates: [...unasked(gates), route(no)],
      steps: [...steps, notServed],
      ways: [],
      own: null,
      transport,
    };
  gates.push(route(hosts));
  const onward: RequestShape = {
    ...request,
    headers: proxy.headers === undefined ? undefined : forwardedBy(proxy.headers, caller.ip),
    unsureHeaders: typeof caller.ip === "string" ? (request.unsureHeaders ?? []) : ["x-forwarded-for"],
  };
  const sender: Caller = { pod, name: gateway, ip: pod.ip };
  const results = open.map((way) => ({
    way,
    hops:
      way.kind === "answered"
        ? []
        : evaluateWay(mesh, sender, way, "http", rewrittenRequest(onward, way), "server", options),
  }));
  const own =
    open[0]?.kind === "answered" ? ({ kind: "http", status: open[0].status ?? 301 } as const) : null;
  return { gates, steps, ways: results, own, transport };
}

/** Recorded: without a route the external authorizer is not asked; RBAC still is. */
function unasked(gates: readonly StageGate[]): readonly StageGate[] {
  return gates.map((g) => (g.gate === "custom" && g.asksAuthorizer ? { ...g, expression: yes } : g));
}

/** The gateway adds the caller's address to X-Forwarded-For. */
function forwardedBy(
  headers: Readonly<Record<string, string>>,
  ip: Caller["ip"],
): Readonly<Record<string, string>> {
  if (typeof ip !== "string") return headers;
  const before = headers["x-forwarded-for"];
  return { ...headers, "x-forwarded-for": before === undefined ? ip : `${before},${ip}` };
}

function rewrittenRequest(request: RequestShape, way: Way): RequestShape {
  if (way.leg === null) return request;
  return {
    ...request,
    path: request.path === undefined ? undefined : rewritten(request.path, way.leg.rewriteUri),
    authority: way.leg.rewriteAuthority ?? request.authority,
  };
}

function behind(
  mesh: Mesh,
  pod: PodFacts,
  listeners: readonly Listener[],
  request: RequestShape,
  facts: Facts,
): readonly Way[] {
  const host = request.authority?.replace(/:\d+$/, "");
  const out: Way[] = [];
  for (const l of listeners) {
    const name = `${l.gateway.meta.namespace}/${l.gateway.meta.name}`;
    const hosts =
      host === undefined
        ? l.server.hosts.map((h) => h.slice(h.indexOf("/") + 1))
        : serverTakes(l.server, host)
          ? [host]
          : [];
    const served = host === undefined ? boundHosts(mesh, name, hosts) : hosts;
    for (const h of served) {
      const ways = httpWays(mesh, pod, name, h, l.server.port, facts, () => ({ ...missing }));
      out.push(...ways.filter((w) => w.kind !== "noPort"));
    }
    if (host !== undefined && out.length > 0) return out;
  }
  return out;
}

/** Without a host in the question: every host that a VirtualService binds to this Gateway. */
function boundHosts(mesh: Mesh, gateway: string, hosts: readonly string[]): readonly string[] {
  const bound = mesh.snapshot.virtualServices
    .filter((v) => v.gateways.some((g) => (g.includes("/") ? g : `${v.meta.namespace}/${g}`) === gateway))
    .flatMap((v) => v.hosts);
  return [...new Set([...bound, ...hosts.filter((h) => h !== "*")])];
}

const missing: Way = {
  kind: "noPort",
  entry: null,
  port: null,
  subset: null,
  endpoints: [],
  http: true,
  condition: yes,
  by: null,
  leg: null,
  excluded: null,
  status: 404,
};
