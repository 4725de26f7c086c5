import { bounds, type Point } from "./geometry.ts";
import { type LayoutProblem, measures, type Positions } from "./problem.ts";

/**
 * Positions after the data changed: what was there stays where it is, a new workload goes under its namespace's last
 * one, a new namespace under the picture.
 */
export function placeNewcomers(problem: LayoutProblem, known: Positions): Positions {
  const positions: Record<string, Point> = {};
  for (const block of problem.blocks)
    for (const { id } of block.nodes) if (known[id] !== undefined) positions[id] = known[id];
  const boxOf = (nodes: readonly { id: string; width: number; height: number }[]) =>
    bounds(
      nodes.flatMap(({ id, width, height }) =>
        positions[id] === undefined ? [] : [{ ...positions[id], width, height }],
      ),
    );
  for (const block of problem.blocks) {
    for (const node of block.nodes) {
      if (positions[node.id] !== undefined) continue;
      const own = boxOf(block.nodes);
      const all = boxOf(problem.blocks.flatMap((b) => b.nodes));
      if (own !== null)
        positions[node.id] = { x: own.x, y: own.y + own.height / 2 + measures.rowGap + node.height / 2 };
      else {
        const below =
          all === null
            ? 0
            : all.y + all.height / 2 + measures.boxPadding * 2 + measures.boxHeader + measures.blockGap;
        positions[node.id] = {
          x: (all === null ? 0 : all.x - all.width / 2) + node.width / 2,
          y: below + node.height / 2,
        };
      }
    }
  }
  return positions;
}

/** Are all nodes of the problem placed already, are some new, or is none known? */
export function newcomersOnly(problem: LayoutProblem, known: Positions): "none" | "some" | "all" {
  const ids = problem.blocks.flatMap((block) => block.nodes.map((node) => node.id));
  const fresh = ids.filter((id) => known[id] === undefined).length;
  if (fresh === 0) return "none";
  return fresh === ids.length ? "all" : "some";
}
