import { describe, expect, it } from "vitest";
import { tell } from "../contract/text.ts";
import { notCaptured, notIntercepted } from "./interception.ts";
import type { PodFacts } from "./membership.ts";

const pod = (annotations: Readonly<Record<string, string>>, runAsUser: number | null = null): PodFacts => ({
  id: "shop/cart",
  namespace: "shop",
  name: "cart",
  labels: {},
  annotations,
  serviceAccount: "cart",
  ip: "10.0.0.1",
  ips: ["10.0.0.1"],
  containers: [
    {
      name: "app",
      image: "x",
      ports: [],
      runAsUser,
      restartPolicy: null,
      init: false,
      probePorts: [],
      certificateSettings: {},
    },
    {
      name: "istio-proxy",
      image: "x",
      ports: [],
      runAsUser: 1337,
      restartPolicy: null,
      init: false,
      probePorts: [],
      certificateSettings: {},
    },
  ],
  hasProxy: true,
  ambient: false,
  gateway: false,
  gatewayName: null,
  waypoint: false,
  tlsMode: "istio",
  predicted: false,
  because: "",
});
const traffic = (name: string, value: string) => ({ [`traffic.sidecar.istio.io/${name}`]: value });
const none = { "sidecar.istio.io/interceptionMode": "NONE" };

describe("a port that a connection comes in on", () => {
  it.each([
    [{}, 8080, true],
    [{}, 15090, false],
    [{}, 15021, false],
    [{}, 15020, false],
    [{ "status.sidecar.istio.io/port": "9999" }, 9999, false],
    [{ "status.sidecar.istio.io/port": "9999" }, 15020, true],
    [traffic("excludeInboundPorts", "3306, 9102"), 9102, false],
    [traffic("excludeInboundPorts", "3306"), 8080, true],
    [traffic("includeInboundPorts", "*"), 8080, true],
    [traffic("includeInboundPorts", ""), 8080, false],
    [traffic("includeInboundPorts", "8080,9000"), 8080, true],
    [traffic("includeInboundPorts", "9000"), 8080, false],
    // Exclusions count only where everything is included.
    [{ ...traffic("includeInboundPorts", "8080"), ...traffic("excludeInboundPorts", "8080") }, 8080, true],
    [none, 8080, false],
  ])("with %j: port %d passes the sidecar: %s", (annotations, port, passes) => {
    const because = notIntercepted(pod(annotations), port);
    expect(because === null).toBe(passes);
    if (because !== null) expect(tell(because, "en")).toMatch(/istio\.io|proxy/);
  });
});

describe("a destination that a connection goes out to", () => {
  it.each([
    [{}, 80, "10.1.1.1", true],
    [traffic("excludeOutboundPorts", "80,443"), 443, "10.1.1.1", false],
    [traffic("excludeOutboundPorts", "80"), 443, "10.1.1.1", true],
    [traffic("excludeOutboundIPRanges", "10.1.0.0/16"), 80, "10.1.1.1", false],
    [traffic("excludeOutboundIPRanges", "10.1.0.0/16"), 80, "10.2.1.1", true],
    [traffic("excludeOutboundIPRanges", "10.1.0.0/16"), 80, null, true],
    [traffic("includeOutboundIPRanges", "10.1.0.0/16"), 80, "10.1.1.1", true],
    [traffic("includeOutboundIPRanges", "10.1.0.0/16"), 80, "10.2.1.1", false],
    [traffic("includeOutboundIPRanges", "*"), 80, "10.2.1.1", true],
    [
      { ...traffic("includeOutboundIPRanges", "10.1.0.0/16"), ...traffic("includeOutboundPorts", "80") },
      80,
      "10.2.1.1",
      true,
    ],
    [none, 80, "10.1.1.1", false],
  ])("with %j: %d at %s passes the sidecar: %s", (annotations, port, address, passes) => {
    expect(notCaptured(pod(annotations), port, address) === null).toBe(passes);
  });

  it("passes the sidecar unless the application runs as the proxy's own user", () => {
    expect(tell(notCaptured(pod({}, 1337), 80, "10.1.1.1"), "en")).toBe("it runs as user 1337");
    expect(notCaptured(pod({}, 1000), 80, "10.1.1.1")).toBeNull();
  });
});
