import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { KnownChange } from "../cluster/policy-writer.ts";
import { type OrderedChange, safeOrder } from "./write-order.ts";

const indexes = (changes: readonly OrderedChange[]) => safeOrder(changes).map(({ index }) => index);

type Kind = KnownChange["kind"];
const change = (operation: KnownChange["operation"], kind: Kind, spec = ""): OrderedChange => ({
  change: { operation, kind },
  text: `kind: ${kind}\nspec: ${spec || "{}"}\n`,
});
const strict = change("replace", "PeerAuthentication", "{mtls: {mode: STRICT}}");
const portStrict = change("create", "PeerAuthentication", "{portLevelMtls: {8080: {mode: STRICT}}}");
const permissive = change("replace", "PeerAuthentication", "{mtls: {mode: PERMISSIVE}}");
const allow = change("create", "AuthorizationPolicy", "{rules: [{}]}");
const deny = change("create", "AuthorizationPolicy", "{action: DENY, rules: [{}]}");
const custom = change("create", "AuthorizationPolicy", "{action: CUSTOM, rules: [{}]}");
const allowGoes = change("delete", "AuthorizationPolicy", "{action: ALLOW, rules: [{}]}");
const denyGoes = change("delete", "AuthorizationPolicy", "{action: DENY, rules: [{}]}");
const rule = change("create", "DestinationRule", "{host: a, trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}}");
const tokens = change("create", "RequestAuthentication");
const tokensGo = change("delete", "RequestAuthentication");

describe("a set of changes", () => {
  it.each([
    ["ALLOW before DENY", allow, deny],
    ["ALLOW before CUSTOM", allow, custom],
    ["PERMISSIVE before STRICT", permissive, strict],
    ["PERMISSIVE before a port's STRICT", permissive, portStrict],
    ["a DestinationRule before STRICT", rule, strict],
    ["PERMISSIVE before a DestinationRule that turns TLS off", permissive, rule],
    ["tokens checked before they are asked for", tokens, allow],
    ["a new ALLOW before an old one goes", allow, allowGoes],
    ["a DENY goes before an ALLOW goes", denyGoes, allowGoes],
    ["an ALLOW that asks for tokens goes before they are no longer checked", allowGoes, tokensGo],
  ])("is made %s", (_, first, second) => {
    expect(indexes([second, first])).toEqual([1, 0]);
    expect(indexes([first, second])).toEqual([0, 1]);
  });

  it("has each of them once, those of one kind in their order, whatever they hold", () => {
    const any = fc.constantFrom(strict, permissive, allow, deny, allowGoes, denyGoes, rule, tokens, tokensGo);
    const odd = fc
      .string()
      .map((text) => ({ change: { ...strict.change, kind: "AuthorizationPolicy" as const }, text }));
    fc.assert(
      fc.property(fc.array(fc.oneof(any, odd)), (changes) => {
        const order = indexes(changes);
        expect(order.toSorted((a, b) => a - b)).toEqual([...changes.keys()]);
        for (const [at, index] of order.entries()) {
          const later = order.slice(at + 1).filter((i) => changes[i] === changes[index]);
          expect(later.every((i) => i > index)).toBe(true);
        }
      }),
    );
  });
});
