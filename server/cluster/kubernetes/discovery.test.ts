import { describe, expect, it } from "vitest";
import { readDiscovery } from "./discovery.ts";

const resource = (kind: string, plural: string) => ({ resource: plural, responseKind: { kind } });

describe("what an API server serves", () => {
  it("is read by group and kind, with versions in the server's order", () => {
    const kinds = readDiscovery({
      items: [
        {
          metadata: { name: "security.istio.io" },
          versions: [
            { version: "v1", resources: [resource("PeerAuthentication", "peerauthentications")] },
            { version: "v1beta1", resources: [resource("PeerAuthentication", "peerauthentications")] },
          ],
        },
      ],
    });
    expect([...kinds]).toEqual([
      [
        "security.istio.io/PeerAuthentication",
        { plural: "peerauthentications", versions: ["v1", "v1beta1"] },
      ],
    ]);
  });

  it("is nothing where the answer has another shape", () => {
    expect(readDiscovery({ groups: [{ name: "apps" }] }).size).toBe(0);
    expect(readDiscovery({ items: [null, { versions: [{ resources: [3] }] }] }).size).toBe(0);
  });
});
