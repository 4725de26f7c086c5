import type { Progress, Told } from "./arrange.ts";
import { compactLayout } from "./compact.ts";
import { groupedLayout } from "./grouped.ts";
import type { LayoutProblem } from "./problem.ts";

/** Up to this size the search for a compact drawing pays; beyond it each namespace is laid out by itself. */
const compactLimit = 60;
/** Progress is told so often at most, in ms. */
const pace = 100;

const tell = (told: Told): void => self.postMessage(told);

// The page stays alive while the layout is searched for.
self.onmessage = ({
  data: { ticket, problem },
}: MessageEvent<{ ticket: number; problem: LayoutProblem }>) => {
  let last = 0;
  const onProgress = (progress: Progress) => {
    if (performance.now() - last < pace) return;
    last = performance.now();
    tell({ ticket, progress });
  };
  const size = problem.blocks.reduce((sum, block) => sum + block.nodes.length, 0);
  const positions =
    size <= compactLimit && problem.quick !== true
      ? compactLayout(problem)
      : groupedLayout(problem, onProgress);
  tell({ ticket, positions });
};
