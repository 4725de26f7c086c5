import { describe, expect, it } from "vitest";
import type { ServerMode } from "../contract/refs.ts";
import type { PortProtocol } from "./protocol.ts";
import { arrive, type Outer, type Payload, type ServerPort } from "./transport.ts";

/** The matrix of what a client sends and what a server takes. `-` means: no connection. */
type Row = readonly [Outer, Payload, PortProtocol, string, string, string];

const port = (mode: ServerMode | null, protocol: PortProtocol, speaks: ServerPort["speaks"]): ServerPort => ({
  mode,
  proxied: mode !== null,
  protocol,
  speaks,
  membership: mode === null ? "none" : "sidecar",
});
/** E.g. "mtls HTTP", "plaintext TCP", "tls TCP refuses", "-refusedStrictPlaintext". */
function said(outer: Outer, payload: Payload, server: ServerPort): string {
  const a = arrive(outer, payload, server);
  expect(a.identity).toBe(a.accepted && a.transport === "mtls");
  if (!a.accepted) return `-${a.code}`;
  const application = a.application === "answers" ? "" : ` ${a.application}`;
  return `${a.transport} ${a.chain ?? "app"}${application}`;
}

const strictPlain = "-refusedStrictPlaintext";
const certificate = "-refusedCertificate";
const protocol = "-refusedProtocol";
const httpOnly = "-refusedTlsOnHttpPort";
const noTls = "-refusedMtlsToPlaintext";

describe("a server whose application speaks plain text", () => {
  const table: readonly Row[] = [
    // sends, speaks, port, PERMISSIVE, STRICT, DISABLE
    ["none", "http", "HTTP", "plaintext HTTP", strictPlain, "plaintext HTTP"],
    ["none", "http", "TCP", "plaintext TCP", strictPlain, "plaintext TCP"],
    ["none", "http", "auto", "plaintext HTTP", strictPlain, "plaintext HTTP"],
    ["none", "tcp", "HTTP", protocol, strictPlain, protocol],
    ["none", "tcp", "TCP", "plaintext TCP", strictPlain, "plaintext TCP"],
    ["none", "tcp", "auto", "plaintext TCP", strictPlain, "plaintext TCP"],
    ["none", "https", "HTTP", httpOnly, certificate, noTls],
    ["none", "https", "TCP", "tls TCP refuses", certificate, "tls TCP refuses"],
    ["none", "https", "auto", "tls TCP refuses", certificate, "tls TCP refuses"],
    ["istio", "http", "HTTP", "mtls HTTP", "mtls HTTP", noTls],
    ["istio", "http", "TCP", "mtls TCP", "mtls TCP", "tls TCP refuses"],
    ["istio", "http", "auto", "mtls HTTP", "mtls HTTP", "tls TCP refuses"],
    ["istio", "tcp", "HTTP", protocol, protocol, noTls],
    ["istio", "tcp", "TCP", "mtls TCP", "mtls TCP", "tls TCP refuses"],
    ["istio", "tcp", "auto", "mtls TCP", "mtls TCP", "tls TCP refuses"],
    ["istio", "https", "TCP", "mtls TCP refuses", "mtls TCP refuses", "tls TCP refuses"],
    ["simple", "http", "HTTP", httpOnly, certificate, noTls],
    ["simple", "http", "TCP", "tls TCP refuses", certificate, "tls TCP refuses"],
    ["simple", "http", "auto", "tls TCP refuses", certificate, "tls TCP refuses"],
    ["simple", "tcp", "TCP", "tls TCP refuses", certificate, "tls TCP refuses"],
    // A certificate of another authority is as good as none.
    ["mutual", "http", "HTTP", httpOnly, certificate, noTls],
    ["mutual", "http", "TCP", "tls TCP refuses", certificate, "tls TCP refuses"],
    ["mutual", "http", "auto", "tls TCP refuses", certificate, "tls TCP refuses"],
  ];
  it.each(table)(
    "%s %s to a %s port: PERMISSIVE %s, STRICT %s, DISABLE %s",
    (o, p, q, permissive, strict, off) => {
      expect(said(o, p, port("PERMISSIVE", q, "plaintext"))).toBe(permissive);
      expect(said(o, p, port("STRICT", q, "plaintext"))).toBe(strict);
      expect(said(o, p, port("DISABLE", q, "plaintext"))).toBe(off);
    },
  );
});

describe("a server whose application speaks TLS itself", () => {
  const table: readonly Row[] = [
    ["none", "https", "TCP", "tls TCP", certificate, "tls TCP"],
    ["none", "http", "TCP", "plaintext TCP", strictPlain, "plaintext TCP"],
    // The mesh wraps the application's own TLS.
    ["istio", "https", "TCP", "mtls TCP", "mtls TCP", "tls TCP refuses"],
    ["simple", "http", "TCP", "tls TCP", certificate, "tls TCP"],
    ["mutual", "tcp", "TCP", "tls TCP", certificate, "tls TCP"],
    ["simple", "https", "TCP", "plaintext TCP refuses", certificate, "plaintext TCP refuses"],
  ];
  it.each(table)(
    "%s %s to a %s port: PERMISSIVE %s, STRICT %s, DISABLE %s",
    (o, p, q, permissive, strict, off) => {
      expect(said(o, p, port("PERMISSIVE", q, "tls"))).toBe(permissive);
      expect(said(o, p, port("STRICT", q, "tls"))).toBe(strict);
      expect(said(o, p, port("DISABLE", q, "tls"))).toBe(off);
    },
  );
});

describe("a server without a proxy", () => {
  it.each([
    ["none", "http", "plaintext app", "plaintext app"],
    ["none", "tcp", "plaintext app", "plaintext app"],
    ["none", "https", noTls, "tls app"],
    ["istio", "http", noTls, noTls],
    ["istio", "https", noTls, noTls],
    ["simple", "http", noTls, "tls app"],
    ["mutual", "http", noTls, "tls app"],
    ["simple", "https", noTls, noTls],
  ] as const)(
    "%s %s: %s when its application speaks plain text, %s when TLS",
    (outer, payload, plain, tls) => {
      expect(said(outer, payload, port(null, "auto", "plaintext"))).toBe(plain);
      expect(said(outer, payload, port(null, "auto", "tls"))).toBe(tls);
    },
  );

  it("may answer TLS when nothing tells what its application speaks", () => {
    expect(said("none", "https", port(null, "auto", null))).toBe("tls app unknown");
  });
});

describe("identity", () => {
  it("is learned from Istio mTLS alone", () => {
    for (const outer of ["none", "simple", "mutual"] as const)
      for (const mode of ["PERMISSIVE", "DISABLE", null] as const)
        expect(arrive(outer, "http", port(mode, "auto", "tls")).identity).toBe(false);
    expect(arrive("istio", "http", port("STRICT", "HTTP", "plaintext")).identity).toBe(true);
  });
});
