import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluateEdge } from "../edge.ts";
import { matrixOf, namespaceMatrix } from "../index.ts";
import { meshOf } from "../mesh.ts";
import type { Sidecar } from "../objects.ts";
import type { MeshSnapshot } from "../snapshot.ts";
import { mesh, nowSeconds, snapshotOf, world } from "./generators.ts";

const meta = (namespace: string) => {
  const first = world.services[0]?.meta;
  if (first === undefined) throw new Error("The world has no Service.");
  return { ...first, kind: "Sidecar", namespace, name: "narrow" };
};
const sidecar = (namespace: string, egressHosts: readonly string[] | null): Sidecar => ({
  meta: meta(namespace),
  workloadSelector: null,
  ingress: [],
  egressHosts,
  outboundTrafficPolicy: null,
});

/** What else tells clients apart: Sidecars, services that are not exported, policies that were not read. */
const surroundings = fc.constantFrom<Partial<MeshSnapshot>>(
  {},
  {},
  { sidecars: [sidecar("front", ["./*", "istio-system/*"])] },
  { sidecars: [sidecar("istio-system", ["shop/*"]), sidecar("partner", null)] },
  { meshConfig: { ...world.meshConfig, defaultServiceExportTo: ["."] } },
  { meshConfig: { ...world.meshConfig, outboundTrafficPolicy: "REGISTRY_ONLY", enableAutoMtls: false } },
  {
    coverage: [{ kind: "DestinationRule", namespace: "front", state: "forbidden", because: "No rights." }],
  },
);

/** Each cell as the single edge says it, by the long way. */
function longWay(snapshot: MeshSnapshot, client: string, server: string, workloadPort: number): string {
  const result = evaluateEdge(meshOf(snapshot), { client, server, workloadPort }, { nowSeconds });
  return `${result?.answer.outcome ?? "unknown"} ${result?.answer.transport ?? null}`;
}

describe("the matrix of all pairs", () => {
  it("says of each pair what its edge says, whatever the policies", () => {
    fc.assert(
      fc.property(mesh, surroundings, fc.constantFrom("usual", "served"), (policies, more, ports) => {
        const snapshot = snapshotOf(policies, more);
        const also = [{ id: "shop/cart", workloadPort: 15021 }];
        const matrix = matrixOf(snapshot, { nowSeconds, ports, outside: true, also });
        const { clients, servers, codes, legend } = matrix;
        expect([clients[0], servers.filter((s) => s.workloadPort === 15021).length]).toEqual(["outside", 1]);
        const cells: string[] = [];
        const edges: string[] = [];
        for (const [i, client] of clients.entries()) {
          for (const [j, { id, workloadPort }] of servers.entries()) {
            const end = legend[codes[i * servers.length + j] ?? 0];
            const pair = `${client}>${id}:${workloadPort}`;
            cells.push(`${pair} ${end?.outcome} ${end?.transport}`);
            edges.push(`${pair} ${longWay(snapshot, client, id, workloadPort)}`);
          }
        }
        expect(cells).toEqual(edges);
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  it("adds up by namespace to all pairs but those of a workload with itself", () => {
    const matrix = matrixOf(world, { nowSeconds, ports: "usual" });
    const sums = namespaceMatrix(matrix);
    const own = matrix.servers.filter((s) => matrix.clients.includes(s.id)).length;
    expect(sums.counts.reduce((a, b) => a + b, 0)).toBe(matrix.codes.length - own);
    expect(sums.namespaces).toContain("shop");
  });
});
