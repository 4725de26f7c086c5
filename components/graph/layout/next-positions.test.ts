import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boxesOverlap } from "./geometry.ts";
import { groupedLayout } from "./grouped.ts";
import { nextPositions, type Standing } from "./next-positions.ts";
import type { LayoutBlock, LayoutProblem, Positions } from "./problem.ts";
import { blockBox } from "./settle.ts";

const window = { width: 1200, height: 700 };
const panel = { width: 284, height: 226 };

/** Namespaces `n0`, `n1` … with so many workloads; a folded one is one node. */
function problemOf(sizes: readonly number[], folded: ReadonlySet<number>): LayoutProblem {
  const blocks = sizes.map((size, n): LayoutBlock => {
    const id = `n${n}`;
    if (folded.has(n))
      return {
        id: `${id}/*`,
        boxed: false,
        minWidth: 0,
        nodes: [{ id: `${id}/*`, width: 130, height: 40 }],
      };
    const nodes = Array.from({ length: size }, (_, i) => ({ id: `${id}/w${i}`, width: 104, height: 40 }));
    return { id, boxed: true, minWidth: 90, nodes };
  });
  return { blocks, edges: [], window, panel };
}

const arrange = async (problem: LayoutProblem): Promise<Positions> => groupedLayout(problem);

async function start(problem: LayoutProblem): Promise<Standing> {
  return { problem, positions: await arrange(problem) };
}

const overlaps = ({ blocks }: LayoutProblem, positions: Positions): string[] => {
  const boxes = blocks.flatMap((block) => {
    const box = blockBox(block, positions);
    return box === null ? [] : [{ id: block.id, box }];
  });
  return boxes.flatMap(({ id, box }, i) =>
    boxes.slice(i + 1).flatMap((other) => (boxesOverlap(box, other.box, -1) ? [`${id} ${other.id}`] : [])),
  );
};

const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 4, maxLength: 9 });

describe("positions after a change", () => {
  it("of one namespace unfolded: it keeps its corner, the others make room and none overlaps", () =>
    fc.assert(
      fc.asyncProperty(sizes, fc.nat(), async (counts, pick) => {
        const all = new Set(counts.keys());
        const standing = await start(problemOf(counts, all));
        const n = pick % counts.length;
        const problem = problemOf(counts, new Set([...all].filter((other) => other !== n)));
        const { positions } = await nextPositions(problem, standing, standing.positions, arrange);
        expect(overlaps(problem, positions)).toEqual([]);
        const before = standing.positions[`n${n}/*`];
        const box = blockBox(problem.blocks[n] as LayoutBlock, positions);
        expect((box?.x ?? 0) - (box?.width ?? 0) / 2).toBeCloseTo((before?.x ?? 0) - 65);
        expect((box?.y ?? 0) - (box?.height ?? 0) / 2).toBeCloseTo((before?.y ?? 0) - 20);
      }),
    ));

  it("of one namespace folded: nothing else moves", () =>
    fc.assert(
      fc.asyncProperty(sizes, fc.nat(), async (counts, pick) => {
        const standing = await start(problemOf(counts, new Set()));
        const n = pick % counts.length;
        const problem = problemOf(counts, new Set([n]));
        const { positions } = await nextPositions(problem, standing, standing.positions, arrange);
        for (const { nodes } of problem.blocks)
          for (const { id } of nodes)
            if (id !== `n${n}/*`) expect(positions[id]).toEqual(standing.positions[id]);
        expect(positions[`n${n}/*`]).toBeDefined();
      }),
    ));

  it("of a visit that begins are the remembered ones, with newcomers beside them", async () => {
    const problem = problemOf([2, 1], new Set());
    const memory = { "n0/w0": { x: 5, y: 6 }, "n1/w0": { x: 500, y: 6 } };
    const { positions } = await nextPositions(problem, null, memory, () =>
      Promise.reject(new Error("asked")),
    );
    expect(positions["n0/w0"]).toEqual({ x: 5, y: 6 });
    expect(positions["n1/w0"]).toEqual({ x: 500, y: 6 });
    expect(positions["n0/w1"]).toEqual({ x: 5, y: 70 });
  });

  it("of everything folded at once are laid out anew, or as they were", async () => {
    const counts = [3, 2, 4];
    const open = await start(problemOf(counts, new Set()));
    const shut = problemOf(counts, new Set([0, 1, 2]));
    const first = await nextPositions(shut, open, open.positions, arrange);
    expect(overlaps(shut, first.positions)).toEqual([]);
    const memory = { ...open.positions, ...first.positions };
    const back = await nextPositions(
      open.problem,
      { problem: shut, positions: first.positions },
      memory,
      () => Promise.reject(new Error("asked")),
    );
    expect(back.positions["n0/w0"]).toEqual(open.positions["n0/w0"]);
  });

  it("stay, and nothing is said to have moved, when only verdicts changed", async () => {
    const standing = await start(problemOf([3, 2], new Set()));
    const { positions, moved } = await nextPositions(standing.problem, standing, {}, arrange);
    expect(moved).toBe(false);
    expect(positions).toEqual(standing.positions);
  });
});
