import { describe, expect, it } from "vitest";
import { placeOfPath, stepsOf } from "./finding-place.ts";

const text = `apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata:
  name: cart # the shop's
  namespace: shop
spec:
  selector:
    matchLabels: {"app.kubernetes.io/name": cart}
  rules:
  - from:
    - source:
        principals: ["spiffe://a", 'b']
    to:
    - operation: {ports: ["80"]}
`;
const at = (path: string | null) => {
  const { from, to } = placeOfPath(text, path);
  return text.slice(from, to);
};

describe("where a field stands", () => {
  it.each([
    ["spec.rules[0].from[0].source.principals[0]", '"spiffe://a"'],
    ["spec.rules[0].from[0].source.principals[1]", "'b'"],
    ["spec.rules[0].from[0].source.principals", "principals"],
    ["spec.rules[0].to[0].operation.ports[0]", '"80"'],
    ["spec.rules[0]", "from:"],
    ["spec.selector.matchLabels[app.kubernetes.io/name]", "cart"],
    ["metadata.name", "cart"],
    ["spec", "spec"],
    [null, "AuthorizationPolicy"],
    // What is missing is shown at what stands nearest above.
    ["spec.action", "spec"],
    ["spec.rules[3].from", "rules"],
    ["status.x", "apiVersion: security.istio.io/v1"],
  ])("%s", (path, marked) => {
    expect(at(path)).toBe(marked);
  });

  it("is somewhere in any text", () => {
    for (const odd of ["", "{", "- a", "a: &a [*a]", "\n\n"]) {
      const { from, to } = placeOfPath(odd, "spec.rules[0]");
      expect(from).toBeGreaterThanOrEqual(0);
      expect(to).toBeGreaterThanOrEqual(from);
    }
  });

  it("has its steps", () => {
    expect(stepsOf("spec.a[0].b[x.y/z][1]")).toEqual(["spec", "a", 0, "b", "x.y/z", 1]);
  });
});
