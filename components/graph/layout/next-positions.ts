import type { Point } from "./geometry.ts";
import { newcomersOnly, placeNewcomers } from "./newcomers.ts";
import type { LayoutBlock, LayoutProblem, Positions } from "./problem.ts";
import { anchored, freshBlocks, stoodBefore, withRoom } from "./settle.ts";

/** What stands on the canvas. */
export interface Standing {
  readonly problem: LayoutProblem;
  readonly positions: Positions;
}

/** Finds positions for a whole problem, off the main thread. */
export type Arrange = (problem: LayoutProblem) => Promise<Positions>;

/**
 * Positions after a change: what stands stays. A namespace that was folded or unfolded takes the corner that it had, the rest makes room;
 * new workloads go beside the old ones. Only when most of the picture is another (or there is none) it is laid out anew, or as it is
 * remembered.
 * @param memory positions of all that was drawn before, also of what is folded away now
 * @param moved whether anything but the newcomers moved
 */
export async function nextPositions(
  problem: LayoutProblem,
  standing: Standing | null,
  memory: Positions,
  arrange: Arrange,
): Promise<{ readonly positions: Positions; readonly moved: boolean }> {
  const known = standing?.positions ?? memory;
  const drawn = standing === null ? known : onlyOf(standing.problem, known);
  if (newcomersOnly(problem, drawn) === "none") return { positions: drawn, moved: standing === null };
  const fresh = freshBlocks(problem, drawn);
  if (fresh.length > Math.max(1, problem.blocks.length / 2)) {
    const remembered = newcomersOnly(problem, memory) === "none";
    return { positions: remembered ? memory : await arrange(problem), moved: true };
  }
  let positions = drawn;
  for (const block of fresh) {
    const before = stoodBefore(block, standing?.problem ?? null, drawn);
    if (before === null) continue;
    const corner: Point = { x: before.x - before.width / 2, y: before.y - before.height / 2 };
    const shape = await shapeOf(block, problem, memory, arrange);
    positions = { ...positions, ...anchored(block, shape, corner) };
    positions = withRoom(problem, positions, block, before);
  }
  return { positions: placeNewcomers(problem, positions), moved: true };
}

const onlyOf = ({ blocks }: LayoutProblem, positions: Positions): Positions =>
  Object.fromEntries(
    blocks.flatMap(({ nodes }) =>
      nodes.flatMap(({ id }) => (positions[id] === undefined ? [] : [[id, positions[id]]])),
    ),
  );

/** How the nodes of one block stand to each other: as they did, else laid out by themselves. */
async function shapeOf(
  block: LayoutBlock,
  problem: LayoutProblem,
  memory: Positions,
  arrange: Arrange,
): Promise<Positions> {
  if (block.nodes.every(({ id }) => memory[id] !== undefined)) return memory;
  const [only] = block.nodes;
  if (block.nodes.length === 1 && only !== undefined) return { [only.id]: { x: 0, y: 0 } };
  const own = new Set(block.nodes.map(({ id }) => id));
  const edges = problem.edges.filter(({ client, server }) => own.has(client) && own.has(server));
  return arrange({ ...problem, blocks: [block], edges, quick: true });
}
