import { describe, expect, it } from "vitest";
import { compactLayout } from "./compact.ts";
import { boxesOverlap, segmentHitsBox } from "./geometry.ts";
import type { LayoutProblem } from "./problem.ts";

const node = (id: string) => ({ id, width: 104, height: 40 });
const problem: LayoutProblem = {
  blocks: [
    { id: "front", boxed: true, minWidth: 0, nodes: ["web", "admin"].map(node) },
    { id: "shop", boxed: true, minWidth: 0, nodes: ["cart", "orders", "db"].map(node) },
    { id: "outside", boxed: false, minWidth: 0, nodes: [node("outside")] },
  ],
  edges: [
    ["outside", "web"],
    ["web", "cart"],
    ["admin", "orders"],
    ["cart", "orders"],
    ["orders", "db"],
  ].map(([client = "", server = ""]) => ({ client, server, room: 60 })),
  window: { width: 1200, height: 700 },
  panel: { width: 270, height: 220 },
};

describe("the layout of a small mesh", () => {
  const positions = compactLayout(problem);
  const boxes = problem.blocks.flatMap((block) =>
    block.nodes.map((n) => ({ ...n, ...(positions[n.id] ?? { x: 0, y: 0 }) })),
  );

  it("is the same for the same problem", () => {
    expect(compactLayout(problem)).toEqual(positions);
  });

  it("lays no workload on another", () => {
    for (const a of boxes)
      for (const b of boxes) if (a.id < b.id) expect(boxesOverlap(a, b), `${a.id} ${b.id}`).toBe(false);
  });

  it("draws no line over a workload", () => {
    for (const { client, server } of problem.edges) {
      const [from, to] = [positions[client], positions[server]];
      if (from === undefined || to === undefined) throw new Error("a node has no position");
      for (const box of boxes) {
        if (box.id !== client && box.id !== server)
          expect(segmentHitsBox(from, to, box), `${client}>${server} over ${box.id}`).toBe(false);
      }
    }
  });

  it("puts callers left of what they call, where they are in other namespaces", () => {
    expect(positions.outside?.x ?? 0).toBeLessThan(positions.web?.x ?? 0);
    expect(positions.web?.x ?? 0).toBeLessThan(positions.cart?.x ?? 0);
  });
});
