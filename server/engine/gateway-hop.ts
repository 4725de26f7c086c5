import { say } from "../contract/text.ts";
import type { Seen, Step, Transport } from "../contract/verdict.ts";
import { refOf } from "./authorization.ts";
import type { Caller } from "./caller.ts";
import { type Expression, no, yes } from "./expression.ts";
import type { StageGate } from "./gate.ts";
import { isPassthrough, type Listener, listenersOn, serverTakes, terminatesTls } from "./gateway.ts";
import { behind, streamWays } from "./gateway-routes.ts";
import { evaluateWay, type HopOptions, type HopResult } from "./hop.ts";
import { type PodFacts, principalOf } from "./membership.ts";
import { type Mesh, workloadOf } from "./mesh.ts";
import { rewrittenRequest, type Way } from "./outbound.ts";
import { evaluateProxy, type ProxyResult } from "./proxy.ts";
import { factsOf, type RequestShape, remoteAddress, withCertificateHeader } from "./request-facts.ts";
import { deniedBy, failed, texts } from "./seen.ts";
import { step } from "./step.ts";
import type { Outer, Payload } from "./transport.ts";

/** A request at a gateway: its own gates, then each way behind it. */
export interface GatewayResult {
  readonly gates: readonly StageGate[];
  readonly steps: readonly Step[];
  readonly ways: readonly { readonly way: Way; readonly hops: readonly HopResult[] }[];
  /** What the caller sees when the gateway answers everybody by itself (redirect to https). */
  readonly own: Seen | null;
  /** How the connection arrives at the gateway. */
  readonly transport: Transport | null;
  /** What the gateway's own policies made of it; null when they were not asked. */
  readonly proxy: ProxyResult | null;
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
        was: (f) => f.authority ?? say("notKnown"),
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
    /** Server name of a handshake that the caller's proxy starts. */
    readonly sni: string | undefined;
    /** Only whether the gateway lets it in is asked, not where it goes from there. */
    readonly ends: boolean;
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
    proxy: null,
  });
  if (pod.gatewayName !== null && all.length === 0) {
    const because = say("gatewayApiUnread", { gateway });
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
  const tls = arrives.outer !== "none" || arrives.payload === "https";
  const sni = tls ? serverName(arrives, request) : "";
  // HTTP servers of one port share their routes; TLS servers are chosen by the name in the handshake.
  const first =
    (tls && sni !== undefined ? all.find((l) => serverTakes(l.server, sni)) : undefined) ??
    (all[0] as Listener);
  const listeners = tls ? [first] : all.filter((l) => l.server.tlsMode === null);
  const values = {
    gateway,
    port: String(workloadPort),
    protocol: first.server.protocol,
    mode: first.server.tlsMode ?? "",
  };
  const steps: Step[] = [
    step("gatewayServer", values, { object: first.gateway, path: `spec.servers[${first.index}]` }),
  ];
  const wantsTls = terminatesTls(first.server) || isPassthrough(first.server);
  const unnamed = tls && sni !== undefined && !serverTakes(first.server, sni);
  if (tls !== wantsTls || unnamed) {
    const seen: Seen = arrives.viaHttpProxy ? failed(true, texts.retriedFailure) : { kind: "reset" };
    const code = wantsTls ? "gatewayTls" : "gatewayPlaintext";
    return stop(no, seen, first, [
      ...steps,
      step(code, values, { object: first.gateway, path: `spec.servers[${first.index}]`, state: "decides" }),
    ]);
  }
  if (
    terminatesTls(first.server) &&
    first.server.tlsMode !== "SIMPLE" &&
    first.server.tlsMode !== "OPTIONAL_MUTUAL" &&
    arrives.outer !== "istio"
  ) {
    const because = say("gatewayAsksCertificate", { gateway, mode: first.server.tlsMode ?? "TLS" });
    return stop({ op: "unknown", because }, null, first, [
      ...steps,
      step("unknownCoverage", { because }, { state: "decides" }),
    ]);
  }
  const transport: Transport = arrives.outer === "istio" ? "mtls" : tls ? "tls" : "plaintext";
  const { meshConfig } = mesh.snapshot;
  const principal =
    arrives.outer === "istio" && caller.pod !== null ? principalOf(caller.pod, meshConfig) : null;
  const received = withCertificateHeader(request, principalOf(pod, meshConfig), principal, undefined);
  const facts = factsOf(
    {
      principal,
      sourceIp: caller.ip,
      remoteIp: remoteAddress(caller.ip, request, meshConfig.numTrustedProxies),
      destinationIp: pod.ip ?? undefined,
      destinationPort: workloadPort,
      sni,
    },
    received,
    meshConfig,
    options.assumed,
  );
  const http = !isPassthrough(first.server) && readsHttp(first.server.protocol);
  if (http && arrives.payload === "tcp")
    return stop(no, { kind: "eof" }, first, [
      ...steps,
      step("refusedProtocol", { server: gateway, port: String(workloadPort) }, { state: "decides" }),
    ]);
  const chain = http ? "HTTP" : "TCP";
  const proxy = evaluateProxy(mesh, pod, chain, facts, received, {
    nowSeconds: options.nowSeconds,
    at: "gateway",
    denied: deniedBy(chain, arrives.payload, arrives.viaHttpProxy),
    server: gateway,
    quiet: options.quiet === true,
  });
  steps.push(...proxy.steps);
  const hosts = http ? hostGate(listeners, request) : yes;
  const notServed = step(
    "routeNone",
    { gateway, host: request.authority ?? "", path: facts.path ?? "" },
    { state: "decides" },
  );
  const gates: StageGate[] = [...proxy.gates];
  // Without an external authorizer a missing route changes nothing about who is let in.
  const { custom, customBad } = proxy.policies.by;
  if (arrives.ends && options.quiet === true && custom.length === 0 && customBad.length === 0)
    return { gates, steps, ways: [], own: null, transport, proxy };
  const route = (expression: Expression): StageGate => ({
    gate: "route",
    expression,
    failure: {
      outcome: "refused",
      seen: http ? { kind: "http", status: 404, body: "" } : { kind: "reset" },
    },
    decidedBy: [],
    hangsOn: listeners.map((l) => refOf(l.gateway)),
    at: "gateway",
  });
  const without = (): GatewayResult => ({
    gates: [...unasked(gates), route(no)],
    steps: [...steps, notServed],
    ways: [],
    own: null,
    transport,
    proxy,
  });
  if (hosts.op === "no") return without();
  if (redirects(listeners, request))
    return { gates, steps, ways: [], own: { kind: "http", status: 301 }, transport, proxy };
  const ways = http
    ? behind(mesh, pod, listeners, request, proxy.facts)
    : streamWays(mesh, pod, first, { tls: isPassthrough(first.server), sni: sni ?? "" });
  if (ways.length === 0) return without();
  gates.push(route(hosts));
  const onward: RequestShape = {
    ...request,
    claims: keepsToken(proxy) ? request.claims : undefined,
    headers: proxy.headers === undefined ? undefined : forwardedBy(proxy.headers, caller.ip),
    unsureHeaders: typeof caller.ip === "string" ? (request.unsureHeaders ?? []) : ["x-forwarded-for"],
  };
  const sender: Caller = { pod, name: gateway, ip: pod.ip ?? undefined };
  // TLS that is handed on stays the caller's own; what the gateway opened goes on as HTTP or as bytes.
  const payload: Payload = isPassthrough(first.server)
    ? arrives.payload
    : http || tls
      ? "http"
      : arrives.payload;
  const results = ways.map((way) => ({
    way,
    hops:
      way.kind === "cluster"
        ? evaluateWay(mesh, sender, way, payload, rewrittenRequest(onward, way), "server", options)
        : [],
  }));
  return { gates, steps, ways: results, own: null, transport, proxy };
}

/** A gateway that read a token takes it off the request, unless its rule hands it on. */
function keepsToken({ facts, tokenBy }: ProxyResult): boolean {
  if (facts.token?.kind !== "accepted" || tokenBy === null) return true;
  const { issuer } = facts.token.token;
  return tokenBy.jwtRules.some((r) => r.issuer === issuer && r.forwardOriginalToken);
}

const readsHttp = (protocol: string) =>
  ["HTTP", "HTTPS", "HTTP2", "GRPC", "GRPC-WEB"].includes(protocol.toUpperCase());

/** Server name of the handshake: Istio's own form between proxies, else the host that the caller asks for. */
function serverName(
  arrives: { readonly sni: string | undefined },
  request: RequestShape,
): string | undefined {
  return arrives.sni ?? request.authority?.replace(/:\d+$/, "");
}

/** True when the server that takes the host sends everybody to https. */
function redirects(listeners: readonly Listener[], request: RequestShape): boolean {
  const host = request.authority?.replace(/:\d+$/, "");
  const serving = listeners.find((l) => host === undefined || serverTakes(l.server, host));
  return serving?.server.httpsRedirect === true;
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
