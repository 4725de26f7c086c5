import type { ReasonCode } from "../contract/reasons.ts";
import type { Membership, ServerMode } from "../contract/refs.ts";
import type { Transport } from "../contract/verdict.ts";
import type { Chain } from "./authorization-rule.ts";
import type { PortProtocol } from "./protocol.ts";

/** What the application of the caller speaks. */
export type Payload = "http" | "tcp" | "https";

/** What leaves the client side. `istio` carries a certificate and the ALPN of the mesh. */
export type Outer = "none" | "istio" | "simple" | "mutual";

export interface ServerPort {
  /** Null when no proxy reads the port: no sidecar, not intercepted, or outside the mesh. */
  readonly mode: ServerMode | null;
  readonly proxied: boolean;
  readonly protocol: PortProtocol;
  /** What the application itself speaks there; null when nothing tells. */
  readonly speaks: "tls" | "plaintext" | null;
  readonly membership: Membership;
}

/** What becomes of the connection before any policy about requests is asked. */
export interface Arrival {
  readonly accepted: boolean;
  readonly transport: Transport | null;
  readonly identity: boolean;
  /** Chain that the server's proxy reads it with; null without a proxy. */
  readonly chain: Chain | null;
  readonly code: ReasonCode;
  /** What the application makes of it once the policies let it pass. */
  readonly application: "answers" | "refuses" | "unknown";
}

type Terminated = "http" | "tcp" | "tls";

const refuse = (transport: Transport | null, code: ReasonCode): Arrival => ({
  accepted: false,
  transport,
  identity: false,
  chain: null,
  code,
  application: "refuses",
});

/** What an application does with bytes that reach it; TLS that nobody opened is the caller's own. */
function application(
  inner: Terminated,
  outerTls: boolean,
  speaks: ServerPort["speaks"],
): Arrival["application"] {
  if (inner === "tls" || outerTls)
    return speaks === "tls" ? "answers" : speaks === "plaintext" ? "refuses" : "unknown";
  // Plain HTTP on a TLS port is answered with 400 by the application itself.
  return "answers";
}

/** Chain of a stream that is readable for the server's proxy; null: the port speaks HTTP and got something else. */
function chainOf(protocol: PortProtocol, inner: Terminated): Chain | null {
  if (protocol === "HTTP") return inner === "http" ? "HTTP" : null;
  return protocol === "auto" && inner === "http" ? "HTTP" : "TCP";
}

/**
 * What the server side makes of a connection: mode x what the client emits x protocol of the port.
 * @param outer what the client's proxy wrapped around it
 * @param payload what the client's application speaks inside
 * @returns whether it is accepted, how it arrives, which chain reads it
 * @throws never
 * @source Istio PeerAuthentication modes and protocol selection; recorded outcomes (transport)
 */
export function arrive(outer: Outer, payload: Payload, server: ServerPort): Arrival {
  const inner: Terminated = payload === "https" ? "tls" : payload;
  if (!server.proxied || server.mode === null) return withoutProxy(outer, inner, server);
  if (outer === "istio" && server.mode !== "DISABLE") {
    const chain = chainOf(server.protocol, inner);
    if (chain === null) return refuse("mtls", "refusedProtocol");
    return {
      accepted: true,
      transport: "mtls",
      identity: true,
      chain,
      code: inner === "tls" ? "transportAppTlsInMtls" : "transportMtls",
      application: application(inner, false, server.speaks),
    };
  }
  const foreignTls = outer !== "none" || inner === "tls";
  if (server.mode === "STRICT")
    return foreignTls ? refuse("tls", "refusedCertificate") : refuse("plaintext", "refusedStrictPlaintext");
  if (foreignTls && server.protocol === "HTTP") {
    return refuse("tls", server.mode === "PERMISSIVE" ? "refusedTlsOnHttpPort" : "refusedMtlsToPlaintext");
  }
  if (foreignTls) {
    // TLS that the proxy does not open is a TCP stream to it; a second TLS inside is no matter of the server's.
    const answers =
      outer !== "none" && inner === "tls"
        ? "refuses"
        : outer === "istio"
          ? "refuses"
          : application("tls", true, server.speaks);
    // The application opens the outer TLS and meets TLS again where it wants plain text.
    const twice = outer !== "none" && outer !== "istio" && inner === "tls";
    return {
      accepted: true,
      transport: twice ? "plaintext" : "tls",
      identity: false,
      chain: "TCP",
      code: "transportTls",
      application: answers,
    };
  }
  const chain = chainOf(server.protocol, inner);
  if (chain === null) return refuse("plaintext", "refusedProtocol");
  return {
    accepted: true,
    transport: "plaintext",
    identity: false,
    chain,
    code: "transportPlaintext",
    application: "answers",
  };
}

function withoutProxy(outer: Outer, inner: Terminated, server: ServerPort): Arrival {
  if (outer === "istio") return refuse(null, "refusedMtlsToPlaintext");
  const foreignTls = outer !== "none" || inner === "tls";
  if (!foreignTls)
    return {
      accepted: true,
      transport: "plaintext",
      identity: false,
      chain: null,
      code: "transportPlaintext",
      application: "answers",
    };
  if (outer !== "none" && inner === "tls") return refuse(null, "refusedMtlsToPlaintext");
  const answers = application("tls", true, server.speaks);
  if (answers === "refuses") return refuse(null, "refusedMtlsToPlaintext");
  return {
    accepted: true,
    transport: "tls",
    identity: false,
    chain: null,
    code: "transportTls",
    application: answers,
  };
}
