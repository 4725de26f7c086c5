import type { ClientTls, PolicyRef, ServerMode } from "../contract/refs.ts";
import { say } from "../contract/text.ts";
import type { Seen, Step, Transport } from "../contract/verdict.ts";
import { refOf } from "./authorization.ts";
import type { Caller } from "./caller.ts";
import { type Emission, emissions } from "./client-tls.ts";
import { type Expression, no, reduce } from "./expression.ts";
import type { StageGate } from "./gate.ts";
import { emissionStep, modeSteps, notAsked } from "./hop-steps.ts";
import { notIntercepted } from "./interception.ts";
import { membershipOfPod, principalOf } from "./membership.ts";
import { type Mesh, workloadOf } from "./mesh.ts";
import type { Way } from "./outbound.ts";
import { type EffectiveMode, effectiveMode } from "./peer-authentication.ts";
import { evaluateProxy, type ProxyResult } from "./proxy.ts";
import type { Endpoint } from "./registry.ts";
import {
  certificateHeaderOf,
  factsOf,
  type RequestShape,
  remoteAddress,
  withCertificateHeader,
} from "./request-facts.ts";
import { answered, deniedBy, failed, texts } from "./seen.ts";
import { serverProtocol, speaksAt } from "./server-port.ts";
import { step } from "./step.ts";
import { type Arrival, arrive, type Outer, type Payload, type ServerPort } from "./transport.ts";
import { asksDestination, twinOf } from "./twins.ts";
import { unreadWay } from "./unread-way.ts";
import { applicationGate, verification } from "./verification.ts";

export interface HopOptions {
  readonly nowSeconds: number;
  readonly assumed: Readonly<Record<string, boolean>>;
  /** Nobody reads the explanation: it is not written. */
  readonly quiet?: boolean;
}

/** One client to one endpoint. */
export interface HopResult {
  readonly endpoint: Endpoint;
  /** `namespace/pod`, or the address of a server that is no pod. */
  readonly pod: string;
  readonly gates: readonly StageGate[];
  readonly steps: readonly Step[];
  readonly transport: Transport | null;
  readonly principal: string | null;
  readonly serverMode: ServerMode | null;
  readonly clientTls: ClientTls | null;
  readonly mode: EffectiveMode | null;
  readonly seen: Seen;
  readonly arrival: Arrival | null;
  readonly proxy: ProxyResult | null;
  /** A failure of the connection itself, which the client's proxy retries at another endpoint. */
  readonly retried: boolean;
  /** Server name of the handshake; undefined when it is not known. */
  readonly sni?: string | undefined;
  /** TLS of the application itself whose server name the server's proxy can read. */
  readonly namedTls?: boolean;
}

const outerOf = (tls: ClientTls | null): Outer =>
  tls === "ISTIO_MUTUAL" ? "istio" : tls === "SIMPLE" ? "simple" : tls === "MUTUAL" ? "mutual" : "none";

/** Server name of the handshake as the server sees it; empty for plaintext and for bare addresses. */
function sniOf(
  way: Way,
  emission: Emission | null,
  outer: Outer,
  payload: Payload,
  request: RequestShape,
): string | undefined {
  const named = (host: string) => (/^[\d.]+$|:/.test(host) ? "" : host);
  if (outer === "istio") {
    return (
      emission?.settings?.sni ??
      `outbound_.${way.port?.port ?? 0}_.${way.subset ?? ""}_.${way.entry?.host ?? ""}`
    );
  }
  const host = request.authority === undefined ? way.entry?.host : request.authority.replace(/:\d+$/, "");
  if (outer !== "none") return emission?.settings?.sni ?? (host === undefined ? undefined : named(host));
  return payload === "https" ? (host === undefined ? undefined : named(host)) : "";
}

function serverName(mesh: Mesh, e: Endpoint, way: Way): string {
  if (e.pod !== null) return workloadOf(mesh, e.pod)?.name ?? e.pod.name;
  return way.entry?.host ?? e.address ?? say("theServer");
}

/**
 * One client towards one endpoint of one way: transport, then the policies of the server's proxy, then the application.
 * @param caller whose proxy (or application) sends; its address is what `ipBlocks` sees
 * @returns gates in order, explanation, and what is known of the connection
 * @throws never
 * @source Istio; recorded outcomes
 */
function evaluateHop(
  mesh: Mesh,
  caller: Caller,
  way: Way,
  e: Endpoint,
  emission: Emission | null,
  payload: Payload,
  request: RequestShape,
  at: StageGate["at"],
  options: HopOptions,
): HopResult {
  const { snapshot } = mesh;
  const server = serverName(mesh, e, way);
  const outer = outerOf(emission?.clientTls ?? null);
  const clientTls =
    caller.pod === null || !caller.pod.hasProxy || way.kind === "direct"
      ? null
      : (emission?.clientTls ?? "DISABLE");
  const intercepted = e.pod?.hasProxy && !e.pod.gateway ? notIntercepted(e.pod, e.port) : null;
  const proxied =
    e.pod?.hasProxy === true && !e.pod.gateway && intercepted === null && !bypassesItself(caller, e, way);
  const mode = proxied && e.pod !== null ? effectiveMode(snapshot, e.pod, e.port) : null;
  const protocol = serverProtocol(mesh, e, way);
  const port: ServerPort = {
    mode: mode?.mode ?? null,
    proxied,
    protocol: protocol.protocol,
    speaks: speaksAt(mesh, e, way),
    membership: e.pod === null ? "none" : membershipOfPod(e.pod),
  };
  const values = { client: caller.name, server, port: String(e.port), host: way.entry?.host ?? "" };
  const quiet = options.quiet === true;
  const steps: Step[] = quiet || emission === null ? [] : [...emissionStep(emission, values)];
  if (!quiet) {
    if (payload === "https") steps.push(step("applicationTls", values));
    if (mode !== null) steps.push(...modeSteps(mode, server, e.port));
    else if (intercepted !== null)
      steps.push(step("serverNotIntercepted", { ...values, annotation: intercepted }));
    else steps.push(step(e.pod === null ? "serverExternal" : "serverNoProxy", values));
  }
  const pod = e.pod === null ? (e.address ?? server) : e.pod.id;
  const base = {
    endpoint: e,
    pod,
    serverMode: mode?.mode ?? null,
    clientTls,
    mode,
    seen: answered(payload),
    proxy: null,
  };
  const gate = (
    expression: Expression,
    seen: Seen | null,
    decidedBy: readonly PolicyRef[],
    name: StageGate["gate"] = "transport",
  ): StageGate => ({
    gate: name,
    expression,
    failure: { outcome: "refused", seen },
    decidedBy,
    hangsOn: decidedBy,
    at,
  });
  const unknown = emission?.unknown ?? mode?.because ?? unreadWay(snapshot, caller.pod, way, e);
  const ambient = [caller.pod, e.pod].find((p) => p?.ambient || p?.waypoint);
  if (ambient) {
    const s = step(
      "unknownAmbient",
      { workload: `${ambient.namespace}/${workloadOf(mesh, ambient)?.name ?? ambient.name}` },
      { state: "decides" },
    );
    return {
      ...base,
      gates: [gate({ op: "unknown", because: s.text }, null, [])],
      steps: [...steps, s],
      transport: null,
      principal: null,
      arrival: null,
      retried: false,
    };
  }
  if (unknown !== null) {
    const s = step("unknownCoverage", { because: unknown }, { state: "decides" });
    return {
      ...base,
      gates: [gate({ op: "unknown", because: unknown }, null, [])],
      // Said once, where it decides.
      steps: [...steps.filter(({ text }) => text !== s.text), s],
      transport: null,
      principal: null,
      arrival: null,
      retried: false,
    };
  }
  const modeBy = mode?.decidedBy ?? [];
  const deciders: readonly PolicyRef[] = emission?.by ? [...modeBy, refOf(emission.by.object)] : modeBy;
  if (emission?.credentialMissing) {
    const s = step(
      "clientTlsCredentialMissing",
      { ...values, ...emission.values },
      { object: emission.by?.object ?? null, path: emission.by?.path ?? null, state: "decides" },
    );
    return {
      ...base,
      gates: [gate(no, failed(way.http, texts.retriedFailure), deciders)],
      steps: [...steps, s],
      transport: null,
      principal: null,
      arrival: null,
      retried: true,
    };
  }
  const arrival = arrive(outer, payload, port);
  const principal =
    arrival.identity && caller.pod !== null ? principalOf(caller.pod, snapshot.meshConfig) : null;
  const check = verification(mesh, emission, e, outer, server);
  if (!arrival.accepted) {
    // Without a certificate the handshake of TLS 1.3 looks done to the client before the server closes: no retry.
    const closedEarly = arrival.code === "refusedStrictPlaintext" || arrival.code === "refusedCertificate";
    const body = closedEarly ? texts.connectionTermination : texts.retriedFailure;
    if (!quiet)
      steps.push(
        step(arrival.code, { ...values, trustDomain: snapshot.meshConfig.trustDomain }, { state: "decides" }),
        ...notAsked(mesh, e),
      );
    return {
      ...base,
      gates: [gate(no, failed(way.http, body), deciders)],
      steps,
      transport: refusedTransport(arrival, outer, caller, way.http),
      principal: null,
      arrival,
      retried: !closedEarly,
    };
  }
  const sni = sniOf(way, emission, outer, payload, request);
  // A sidecar takes the header from its application; only a gateway hands one on.
  const before = caller.pod?.gateway ? certificateHeaderOf(request) : undefined;
  const own = e.pod === null ? null : principalOf(e.pod, snapshot.meshConfig);
  const received = withCertificateHeader(request, own, principal, before);
  const facts = factsOf(
    {
      principal,
      sourceIp: caller.ip,
      remoteIp: arrival.chain === "HTTP" ? remoteAddress(caller.ip, request, 1) : caller.ip,
      destinationIp: e.address ?? undefined,
      destinationPort: e.port,
      sni,
    },
    received,
    snapshot.meshConfig,
    options.assumed,
  );
  if (!quiet) steps.push(step(arrival.code, { ...values, principal: principal ?? "" }));
  const verify = reduce(check.expression, facts);
  if (verify.op === "no" && !quiet)
    steps.push(
      step(
        "refusedServerCertificate",
        { why: check.why },
        { object: emission?.by?.object ?? null, path: emission?.by?.path ?? null, state: "decides" },
      ),
    );
  const gates: StageGate[] = [gate(verify, failed(way.http, texts.retriedFailure), deciders)];
  let proxy: ProxyResult | null = null;
  if (arrival.chain !== null && e.pod !== null) {
    if (!quiet)
      steps.push(
        step(arrival.chain === "HTTP" ? "streamHttp" : "streamTcp", {
          ...values,
          why: arrival.transport === "tls" ? say("tlsNotOpened") : protocol.because,
        }),
      );
    proxy = evaluateProxy(mesh, e.pod, arrival.chain, facts, received, {
      nowSeconds: options.nowSeconds,
      at,
      denied: deniedBy(arrival.chain, payload, way.http),
      server,
      quiet,
    });
    if (!quiet) steps.push(...proxy.steps);
    gates.push(...proxy.gates);
  }
  gates.push(...applicationGate(arrival, outer, payload, way, facts, server, gate));
  if (arrival.application === "refuses" && !quiet)
    steps.push(step("refusedMtlsToPlaintext", values, { state: "decides" }));
  return {
    ...base,
    gates,
    steps,
    transport: transportOf(arrival, verify, payload, port),
    principal: verify.op === "no" ? null : principal,
    sni: outer === "none" ? undefined : sni,
    namedTls: sni !== "" && outer === "none",
    arrival,
    proxy,
    retried: false,
  };
}

/** Recorded: a handshake that a gateway starts in vain, or HTTP that lacks the certificate, leaves no trace at the server. */
function refusedTransport(arrival: Arrival, outer: Outer, caller: Caller, http: boolean): Transport | null {
  if (arrival.transport !== "tls" || outer === "none") return arrival.transport;
  return (arrival.code === "refusedCertificate" && http) || caller.pod?.gateway ? null : "tls";
}

/** A handshake that the client breaks off never arrives; nor does plain HTTP that a TLS application answers with 400. */
function transportOf(
  arrival: Arrival,
  verify: Expression,
  payload: Payload,
  port: ServerPort,
): Transport | null {
  if (verify.op === "no") return null;
  return !port.proxied && port.speaks === "tls" && payload === "http" && arrival.transport === "plaintext"
    ? null
    : arrival.transport;
}

/** A pod that dials its own address meets its sidecar neither on the way out nor on the way in. */
function bypassesItself(caller: Caller, e: Endpoint, way: Way): boolean {
  return caller.pod !== null && caller.pod === e.pod && way.kind !== "cluster";
}

/** All endpoints of one way. */
export function evaluateWay(
  mesh: Mesh,
  caller: Caller,
  way: Way,
  payload: Payload,
  request: RequestShape,
  at: StageGate["at"],
  options: HopOptions,
): readonly HopResult[] {
  const sends = caller.pod?.hasProxy && way.kind === "cluster" && way.entry !== null && way.port !== null;
  const all =
    sends && way.entry !== null && way.port !== null && caller.pod !== null
      ? emissions(mesh.snapshot, caller.pod, way.entry, way.port, way.subset, way.endpoints)
      : [];
  const results: HopResult[] = [];
  for (const [i, e] of way.endpoints.entries()) {
    const known =
      options.quiet === true ? results.find((r) => isAlike(mesh, r.endpoint, e, caller)) : undefined;
    results.push(
      known === undefined
        ? evaluateHop(mesh, caller, way, e, all[i] ?? null, payload, request, at, options)
        : { ...known, endpoint: e, pod: e.pod?.id ?? known.pod },
    );
  }
  return results;
}

/** Two endpoints whose answers can only differ in the pod's name. */
function isAlike(mesh: Mesh, a: Endpoint, b: Endpoint, caller: Caller): boolean {
  if (a.pod === null || b.pod === null || a.port !== b.port || a.tlsMode !== b.tlsMode) return false;
  if (caller.pod === a.pod || caller.pod === b.pod) return false;
  return twinOf(mesh, a.pod) === twinOf(mesh, b.pod) && !asksDestination(mesh.snapshot.authorizationPolicies);
}
