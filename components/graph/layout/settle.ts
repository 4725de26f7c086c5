import { type Box, bounds, boxesOverlap, type Point } from "./geometry.ts";
import { type LayoutBlock, type LayoutProblem, measures, type Positions } from "./problem.ts";

/** Box of a block as it is drawn; null while none of its nodes is placed. */
export function blockBox(block: LayoutBlock, positions: Positions): Box | null {
  const inner = bounds(
    block.nodes.flatMap(({ id, width, height }) => {
      const at = positions[id];
      return at === undefined ? [] : [{ ...at, width, height }];
    }),
  );
  if (inner === null || !block.boxed) return inner;
  return {
    x: inner.x,
    y: inner.y - measures.boxHeader / 2,
    width: Math.max(inner.width, block.minWidth) + 2 * measures.boxPadding,
    height: inner.height + measures.boxHeader + 2 * measures.boxPadding,
  };
}

/** Moves the nodes of a block so that its box has its upper left corner there. */
export function anchored(block: LayoutBlock, shape: Positions, corner: Point): Positions {
  const box = blockBox(block, shape);
  if (box === null) return shape;
  const dx = corner.x - (box.x - box.width / 2);
  const dy = corner.y - (box.y - box.height / 2);
  return Object.fromEntries(
    block.nodes.flatMap(({ id }) => {
      const at = shape[id];
      return at === undefined ? [] : [[id, { x: at.x + dx, y: at.y + dy }]];
    }),
  );
}

/**
 * Moves what stands right of and below a block that grew from `before`, as far as it grew. What did not overlap before does not
 * afterwards, and everything keeps its order; nothing moves when nothing is in the way.
 */
export function withRoom(
  problem: LayoutProblem,
  positions: Positions,
  grown: LayoutBlock,
  before: Box,
): Positions {
  const now = blockBox(grown, positions);
  if (now === null) return positions;
  const others = problem.blocks.flatMap((block) => {
    const box = block === grown ? null : blockBox(block, positions);
    return box === null ? [] : [{ block, box }];
  });
  if (!others.some(({ box }) => boxesOverlap(box, now, measures.blockGap / 2))) return positions;
  const right = before.x + before.width / 2;
  const bottom = before.y + before.height / 2;
  const dx = Math.max(0, now.x + now.width / 2 - right);
  const dy = Math.max(0, now.y + now.height / 2 - bottom);
  const next: Record<string, Point> = { ...positions };
  for (const { block, box } of others) {
    const x = box.x - box.width / 2 >= right ? dx : 0;
    const y = box.y - box.height / 2 >= bottom ? dy : 0;
    if (x === 0 && y === 0) continue;
    for (const { id } of block.nodes) {
      const at = next[id];
      if (at !== undefined) next[id] = { x: at.x + x, y: at.y + y };
    }
  }
  return next;
}

/** Blocks of which nothing is placed: just folded, just unfolded, or new. */
export const freshBlocks = (problem: LayoutProblem, placed: Positions): readonly LayoutBlock[] =>
  problem.blocks.filter(({ nodes }) => nodes.every(({ id }) => placed[id] === undefined));

/** Where the same namespace stood before it was folded or unfolded; null when it was not drawn. */
export function stoodBefore(block: LayoutBlock, before: LayoutProblem | null, placed: Positions): Box | null {
  const id = block.boxed ? `${block.id}/*` : block.id.endsWith("/*") ? block.id.slice(0, -2) : null;
  const old = before?.blocks.find((other) => other.id === id);
  return old === undefined ? null : blockBox(old, placed);
}
