import { compactLayout } from "./compact.ts";
import type { LayoutProblem } from "./problem.ts";

// The page stays alive while the layout is searched for.
self.onmessage = ({ data }: MessageEvent<{ ticket: number; problem: LayoutProblem }>) => {
  self.postMessage({ ticket: data.ticket, positions: compactLayout(data.problem) });
};
