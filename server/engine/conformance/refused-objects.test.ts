import { describe, expect, it } from "vitest";
import type { VerdictRequest } from "../../contract/request.ts";
import { evaluateRequest } from "../evaluate.ts";
import { meshWith, type RecordedCase, readCases } from "./corpus.ts";
import { nothingKnown } from "./environment.ts";

const refused = readCases().filter((c) => c.rejected);
const nameOf = ({ file }: RecordedCase) => file.slice("cases/rejected/".length, -".yaml".length);

/** Refused by a type, an enum or a required field of the schema: no reader can make sense of it. */
const bySchema = [
  "authorization-condition-without-key",
  "authorization-port-as-number",
  "authorization-unknown-action",
  "destination-rule-unknown-tls-mode",
  "destination-rule-without-host",
  "peer-authentication-unknown-mode",
  "port-level-empty",
];
/** Refused by a CEL rule alone: it could be read, but the product does not read what no cluster can hold. */
const byRule = [
  "authorization-selector-and-target-refs",
  "authorization-service-accounts-with-principals",
  "authorization-target-ref-across-namespaces",
  "port-level-port-out-of-range",
  "port-level-without-selector",
  "request-authentication-two-key-sources",
  "selector-with-wildcard-value",
  "service-entry-host-star",
];
/** The path of the field that each refusal is about, as the API server or the reader of the manifest points to it. */
const paths: Readonly<Record<string, string>> = {
  "authorization-condition-without-key": "spec.rules[0].when[0].key",
  "authorization-port-as-number": "spec.rules[0].to[0].operation.ports[0]",
  "authorization-selector-and-target-refs": "spec",
  "authorization-service-accounts-with-principals": "spec.rules[0].from[0].source",
  "authorization-target-ref-across-namespaces": "spec.targetRefs[0].namespace",
  "authorization-unknown-action": "spec.action",
  "destination-rule-unknown-tls-mode": "spec.trafficPolicy.tls.mode",
  "destination-rule-without-host": "spec.host",
  "peer-authentication-unknown-mode": "spec.mtls.mode",
  "port-level-empty": "spec.portLevelMtls",
  "port-level-port-out-of-range": 'spec.portLevelMtls["70000"]',
  "port-level-without-selector": "spec.portLevelMtls",
  "request-authentication-two-key-sources": "spec.jwtRules[0]",
  "selector-with-wildcard-value": "spec.selector.matchLabels.app",
  "service-entry-host-star": "spec.hosts[0]",
};

const callers = ["front/web", "front/plain", "partner/web", "shop/orders", "outside"];
const toCart = (from: string, rest: Partial<VerdictRequest>): VerdictRequest => ({
  id: `${from} ${Object.keys(rest).join()}`,
  from,
  to: { pod: "shop/cart", port: 8080 },
  http: {},
  ...rest,
});
const service = { host: "cart.shop.svc.cluster.local", port: 80 };
const requests = callers.flatMap((from) => [
  toCart(from, {}),
  toCart(from, { http: { method: "DELETE", path: "/admin", headers: { authorization: "Bearer x" } } }),
  ...(from === "outside" ? [] : [toCart(from, { to: service })]),
]);

/** Whether what the object says can matter to the request at all. */
function touches(kind: string, { from, to }: VerdictRequest): boolean {
  // Only a client's own proxy reads a DestinationRule, and only for a host that it knows.
  if (kind === "DestinationRule") return "host" in to && from !== "front/plain";
  return kind !== "ServiceEntry";
}

describe("an object that the API server refuses", () => {
  it("stands in one of the two lists", () => {
    expect(refused.map(nameOf).toSorted()).toEqual([...bySchema, ...byRule].toSorted());
  });

  it.each(refused.map((c) => ({ name: nameOf(c), c })))("$name is reported as undecodable", ({ name, c }) => {
    const mesh = meshWith(c.variant, c.objects);
    const [found, ...more] = mesh.undecodable;
    expect(more).toEqual([]);
    expect(found?.path).toBe(paths[name]);
    expect(mesh.problems.map((p) => p.object)).toEqual([`${found?.kind} ${found?.namespace}/${found?.name}`]);
    expect(found?.because).toContain(found?.path);
    // The API server speaks of the same object.
    expect(c.rejection).toContain(`${found?.kind}.`);
    expect(c.rejection).toContain(`"${found?.name}" is invalid`);
  });

  it.each(refused.map((c) => ({ name: nameOf(c), c })))(
    "$name makes what it could decide unknown, and leaves no answer green that it could turn red",
    ({ c }) => {
      const mesh = meshWith(c.variant, c.objects);
      const [found] = mesh.undecodable;
      const touched = requests.filter((r) => touches(found?.kind ?? "", r));
      for (const request of touched) {
        const { outcome, because } = evaluateRequest(mesh, request, nothingKnown);
        expect(["unknown", "denied", "unauthenticated", "refused"], request.id).toContain(outcome);
        if (outcome === "unknown")
          expect(because).toContain(`${found?.kind} ${found?.namespace}/${found?.name}`);
      }
      const bare = meshWith(c.variant, []);
      for (const request of requests.filter((r) => !touched.includes(r))) {
        expect(evaluateRequest(mesh, request, nothingKnown)).toEqual(
          evaluateRequest(bare, request, nothingKnown),
        );
      }
    },
  );

  it("leaves other namespaces alone, unless it stands in the root namespace", () => {
    const c = refused.find((x) => nameOf(x) === "authorization-unknown-action");
    const mesh = meshWith("base", c?.objects ?? []);
    const request: VerdictRequest = {
      id: "elsewhere",
      from: "front/web",
      to: { host: "my-nginx.sambaiz.svc.cluster.local", port: 80 },
      http: {},
    };
    expect(evaluateRequest(mesh, request, nothingKnown).outcome).toBe("allowed");
  });
});
