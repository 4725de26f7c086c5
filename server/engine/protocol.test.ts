import { describe, expect, it } from "vitest";
import { tell } from "../contract/text.ts";
import { portProtocol } from "./protocol.ts";

describe("the protocol of a port", () => {
  it.each([
    ["http", null, 80, "HTTP", false],
    ["http-web", null, 80, "HTTP", false],
    ["HTTP-web", null, 80, "HTTP", false],
    ["http2", null, 80, "HTTP", false],
    ["grpc", null, 80, "HTTP", false],
    ["grpc-web", null, 80, "HTTP", false],
    ["grpc-web-x", null, 80, "HTTP", false],
    ["grpc-webx", null, 80, "HTTP", false],
    ["http_proxy", null, 80, "HTTP", false],
    ["httpx", null, 80, "auto", false],
    ["tcp", null, 80, "TCP", false],
    ["tcp-data", null, 80, "TCP", false],
    ["redis", null, 6379, "TCP", false],
    ["mongo", null, 1, "TCP", false],
    ["mysql", null, 1, "TCP", false],
    ["https", null, 443, "TCP", true],
    ["tls-x", null, 443, "TCP", true],
    ["", null, 80, "auto", false],
    ["web", null, 80, "auto", false],
    ["constructor", null, 80, "auto", false],
    // Servers that speak first would wait for ever if their port were detected.
    ["", null, 3306, "TCP", false],
    ["web", null, 25, "TCP", false],
    ["", null, 27017, "TCP", false],
    ["http", null, 3306, "HTTP", false],
    // appProtocol counts before the name, also when Istio does not know it.
    ["tcp", "http", 80, "HTTP", false],
    ["http", "tcp", 80, "TCP", false],
    ["http", "my.example/custom", 80, "auto", false],
    ["", "kubernetes.io/h2c", 80, "HTTP", false],
    ["", "kubernetes.io/ws", 80, "HTTP", false],
    ["", "kubernetes.io/wss", 80, "TCP", true],
    ["", "https", 80, "TCP", true],
    ["http", "", 80, "HTTP", false],
  ] as const)("named %j with appProtocol %j on %d is %s", (name, app, port, protocol, applicationTls) => {
    expect(portProtocol(name, app, port)).toMatchObject({ protocol, applicationTls });
  });

  it("says why", () => {
    expect(tell(portProtocol("http-web", null, 80).because, "en")).toBe('port name "http-web"');
    expect(tell(portProtocol("x", "http", 80).because, "en")).toBe('appProtocol "http"');
    expect(tell(portProtocol("x", null, 80).because, "en")).toBe("detected");
  });
});
