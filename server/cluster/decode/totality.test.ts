import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeValue } from "./decode-yaml.ts";
import { knownKinds } from "./kinds.ts";

// Keys that decoders ask for, so that garbage gets deep, and the keys that break careless code.
const key = fc.constantFrom(
  ...[
    "spec",
    "metadata",
    "name",
    "namespace",
    "labels",
    "selector",
    "matchLabels",
    "rules",
    "from",
    "to",
    "when",
  ],
  ...[
    "source",
    "operation",
    "principals",
    "ports",
    "mtls",
    "mode",
    "portLevelMtls",
    "hosts",
    "http",
    "route",
    "tls",
  ],
  ...[
    "match",
    "uri",
    "servers",
    "port",
    "number",
    "containers",
    "template",
    "status",
    "podIPs",
    "endpoints",
    "egress",
  ],
  ...["__proto__", "constructor", "toString", "hasOwnProperty", ""],
);
const { garbage } = fc.letrec<{ garbage: unknown }>((tie) => ({
  garbage: fc.oneof(
    { maxDepth: 6, depthSize: "medium" },
    fc.constantFrom(null, undefined, true, 0, -1, 1e300, Number.NaN, "", "STRICT", "a".repeat(100_000)),
    fc.string(),
    fc.array(tie("garbage"), { maxLength: 3 }),
    fc.dictionary(key, tie("garbage"), { maxKeys: 6, noNullPrototype: false }),
  ),
}));
const kind = fc.constantFrom(
  ...knownKinds.map(({ group, kind, versions }) => ({
    kind,
    apiVersion: group === "" ? "v1" : `${group}/${versions[0]}`,
  })),
  { kind: "ConfigMap", apiVersion: "v1" },
);

const metadata = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ name: "a" }) },
  { weight: 1, arbitrary: garbage },
);

describe("decoding", () => {
  it("answers to any garbage and never throws", () => {
    fc.assert(
      fc.property(kind, metadata, garbage, garbage, (type, meta, spec, status) => {
        const result = decodeValue({ ...type, metadata: meta, spec, status });
        expect(["decoded", "undecodable", "ignored"]).toContain(result.kind);
        if (result.kind !== "undecodable") return;
        // No fault of ours hides as a fault of the object, and no sentence grows beyond reading.
        expect(result.cure).not.toContain("bug");
        expect(result.found.length).toBeLessThan(300);
      }),
      { numRuns: 3000 },
    );
  });

  it("answers to data that contains itself", () => {
    const loop: Record<string, unknown> = { apiVersion: "security.istio.io/v1", kind: "AuthorizationPolicy" };
    loop.metadata = { name: "a", labels: loop };
    loop.spec = { rules: [loop] };
    expect(decodeValue(loop)).toMatchObject({ kind: "undecodable", path: "metadata.labels.metadata" });
  });

  it("keeps a label that is named like a part of every object", () => {
    const labels = JSON.parse('{"__proto__": "x", "constructor": "y"}');
    const result = decodeValue({ apiVersion: "v1", kind: "Pod", metadata: { name: "a", labels }, spec: {} });
    if (result.kind !== "decoded") throw new Error("not decoded");
    expect(Object.entries(result.decoded.object.meta.labels)).toEqual([
      ["__proto__", "x"],
      ["constructor", "y"],
    ]);
  });
});
