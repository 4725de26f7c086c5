import { describe, expect, it } from "vitest";
import { matrixOf, whoMayCall, whomMayCall, whyOpen } from "../index.ts";
import type { AuthorizationPolicy } from "../objects.ts";
import type { MeshSnapshot } from "../snapshot.ts";
import { emptyOf, nowSeconds, openToAll, sourceValues, world } from "./generators.ts";

const options = { nowSeconds };
const from = (
  source: Partial<AuthorizationPolicy["rules"][number]["from"][number]>,
): AuthorizationPolicy => ({
  ...openToAll("ALLOW"),
  selector: { app: "cart" },
  rules: [
    {
      from: [{ ...emptyOf<AuthorizationPolicy["rules"][number]["from"][number]>(sourceValues), ...source }],
      to: [],
      when: [],
    },
  ],
});
const withPolicies = (...authorizationPolicies: AuthorizationPolicy[]): MeshSnapshot => ({
  ...world,
  authorizationPolicies,
});
const inside = ({ id }: { readonly id: string }) => !id.startsWith("external/");
/** Each way once: callers of one way may come over several transports. */
const waysTo = (snapshot: MeshSnapshot) => {
  const groups = whoMayCall(snapshot, "shop/cart", 8080, options)?.groups ?? [];
  const ways = new Map(groups.map((g) => [g.how, [g.how, g.outcome, g.peers.length > 0]]));
  return [...ways.values()];
};

describe("who may call a workload", () => {
  it("without a policy is any client, none of them stopped", () => {
    expect(waysTo(world)).toEqual([["anyClient", "allowed", true]]);
    expect(whoMayCall(world, "shop/cart", 8080, options)?.stopped).toBe(0);
  });

  it("is grouped by what the deciding rule asks of the caller", () => {
    const identity = from({ principals: ["cluster.local/ns/front/sa/web"] });
    expect(waysTo(withPolicies(identity))).toEqual([["identity", "allowed", true]]);
    const focus = whoMayCall(withPolicies(identity), "shop/cart", 8080, options);
    expect(focus?.groups[0]?.peers).toContainEqual(
      expect.objectContaining({ id: "front/web", workloadPort: 8080 }),
    );
    expect(focus?.groups[0]?.decidedBy[0]?.name).toBe(identity.meta.name);
    expect(waysTo(withPolicies(from({ namespaces: ["front"] })))).toEqual([["namespace", "allowed", true]]);
    expect(waysTo(withPolicies(from({ ipBlocks: ["10.0.0.0/8"] })))?.[0]?.[0]).toBe("address");
  });

  it("agrees with the matrix about how many are stopped", () => {
    const snapshot = withPolicies(from({ namespaces: ["front"] }));
    const { clients, servers, codes, legend } = matrixOf(snapshot, { nowSeconds, ports: "usual" });
    const at = servers.findIndex((s) => s.id === "shop/cart");
    const ends = clients.flatMap((id, i) =>
      id === "shop/cart" ? [] : [legend[codes[i * servers.length + at] ?? 0]?.outcome],
    );
    const stopped = ends.filter((o) => o === "denied" || o === "refused").length;
    // The caller from outside has no row in the matrix.
    expect(whoMayCall(snapshot, "shop/cart", 8080, options)?.stopped).toBe(stopped + 1);
  });

  it("says null for a workload that is not there", () => {
    expect(whoMayCall(world, "shop/nobody", 80, options)).toBeNull();
    expect(whomMayCall(world, "shop/nobody", options)).toBeNull();
    expect(whyOpen(world, "shop/nobody", options)).toBeNull();
  });
});

describe("whom a workload may call", () => {
  it("holds every served port of every other workload, or counts it as stopped", () => {
    const focus = whomMayCall(world, "front/web", options);
    const { servers } = matrixOf(world, { nowSeconds, ports: "served" });
    const told = [...(focus?.groups ?? []), ...(focus?.stops ?? [])]
      .flatMap((g) => g.peers)
      .filter(inside).length;
    expect(told).toBe(servers.filter((s) => s.id !== "front/web").length);
  });
});

describe("why a workload is open", () => {
  it("is a mode that lets plaintext in, and no ALLOW policy", () => {
    const port = whyOpen(world, "shop/cart", options)?.find((p) => p.workloadPort === 8080);
    expect(port?.reasons.map((r) => r.code)).toEqual(["modeDefault", "noAllow"]);
  });

  it("is a rule that asks nothing of its caller", () => {
    const port = whyOpen(withPolicies(openToAll("ALLOW")), "shop/cart", options)?.[0];
    expect(port?.reasons.map((r) => r.code)).toContain("allowsEveryone");
    expect(port?.reasons.at(-1)?.policies[0]?.name).toBe("every-allow");
  });

  it("is nothing where every caller has to be named", () => {
    expect(
      whyOpen(withPolicies(from({ namespaces: ["front"] })), "shop/cart", options)?.map(
        (p) => p.workloadPort,
      ),
    ).not.toContain(8080);
  });
});
