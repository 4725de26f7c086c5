import { describe, expect, it } from "vitest";
import { boxesOverlap } from "./geometry.ts";
import { groupedLayout } from "./grouped.ts";
import type { LayoutProblem } from "./problem.ts";

function problem(namespaces: number, each: number): LayoutProblem {
  const blocks = Array.from({ length: namespaces }, (_, b) => ({
    id: `ns${b}`,
    boxed: true,
    minWidth: 100,
    nodes: Array.from({ length: each }, (_, n) => ({ id: `ns${b}/w${n}`, width: 104, height: 40 })),
  }));
  const edges = blocks.flatMap((b, i) =>
    b.nodes.slice(0, Math.ceil(each / 2)).map((n, j) => ({
      client: n.id,
      server: `ns${j % 3 === 0 ? (i + 1) % namespaces : i}/w${(j * 7 + 3) % each}`,
      room: 60,
    })),
  );
  return { blocks, edges, window: { width: 1200, height: 700 }, panel: { width: 250, height: 230 } };
}

describe("the layout of a large mesh", () => {
  it("gives every workload a place of its own", () => {
    const asked = problem(40, 25);
    const positions = groupedLayout(asked);
    const boxes = asked.blocks.flatMap((b) =>
      b.nodes.map((n) => ({
        ...(positions[n.id] ?? { x: Number.NaN, y: Number.NaN }),
        width: n.width,
        height: n.height,
      })),
    );
    expect(boxes).toHaveLength(1000);
    expect(boxes.every((b) => Number.isFinite(b.x) && Number.isFinite(b.y))).toBe(true);
    const overlaps = boxes.filter((a, i) => boxes.slice(i + 1).some((b) => boxesOverlap(a, b)));
    expect(overlaps).toEqual([]);
  });

  it("keeps the boxes of namespaces apart", () => {
    const asked = problem(12, 9);
    const positions = groupedLayout(asked);
    const spans = asked.blocks.map((b) => {
      const xs = b.nodes.map((n) => positions[n.id]?.x ?? 0);
      const ys = b.nodes.map((n) => positions[n.id]?.y ?? 0);
      const [l, r, t, d] = [
        Math.min(...xs) - 52,
        Math.max(...xs) + 52,
        Math.min(...ys) - 20,
        Math.max(...ys) + 20,
      ];
      return { x: (l + r) / 2, y: (t + d) / 2, width: r - l, height: d - t };
    });
    expect(spans.some((a, i) => spans.slice(i + 1).some((b) => boxesOverlap(a, b)))).toBe(false);
  });

  it("answers the same problem in the same way", () => {
    expect(groupedLayout(problem(7, 11))).toEqual(groupedLayout(problem(7, 11)));
  });
});
