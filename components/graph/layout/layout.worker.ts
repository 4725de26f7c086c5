import { compactLayout } from "./compact.ts";
import { groupedLayout } from "./grouped.ts";
import type { LayoutProblem } from "./problem.ts";

/** Up to this size the search for a compact drawing pays; beyond it each namespace is laid out by itself. */
const compactLimit = 60;

// The page stays alive while the layout is searched for.
self.onmessage = ({ data }: MessageEvent<{ ticket: number; problem: LayoutProblem }>) => {
  const size = data.problem.blocks.reduce((sum, block) => sum + block.nodes.length, 0);
  const layout = size <= compactLimit ? compactLayout : groupedLayout;
  self.postMessage({ ticket: data.ticket, positions: layout(data.problem) });
};
