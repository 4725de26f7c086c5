import dagre from "@dagrejs/dagre";
import type { Progress } from "./arrange.ts";
import type { Point } from "./geometry.ts";
import { type LayoutBlock, type LayoutProblem, measures, type Positions } from "./problem.ts";

interface Laid {
  readonly block: LayoutBlock;
  /** Centres relative to the block's upper left corner. */
  readonly at: ReadonlyMap<string, Point>;
  readonly width: number;
  readonly height: number;
}

const layerGap = 64;

/** The connected part of a block in layers, left to right. */
function layered(
  block: LayoutBlock,
  edges: LayoutProblem["edges"],
): { at: Map<string, Point>; width: number; height: number } {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: "LR", nodesep: measures.rowGap, ranksep: layerGap, ranker: "longest-path" });
  graph.setDefaultEdgeLabel(() => ({}));
  const linked = new Set(edges.flatMap((e) => [e.client, e.server]));
  for (const { id, width, height } of block.nodes) if (linked.has(id)) graph.setNode(id, { width, height });
  edges.forEach(({ client, server }, i) => {
    graph.setEdge(client, server, {}, `edge:${i}`);
  });
  dagre.layout(graph);
  const at = new Map<string, Point>();
  for (const id of graph.nodes()) {
    const { x, y } = graph.node(id);
    at.set(id, { x: x ?? 0, y: y ?? 0 });
  }
  const { width, height } = graph.graph();
  return { at, width: width ?? 0, height: height ?? 0 };
}

/** One block: its connected part in layers, the rest as a grid below it. */
function layBlock(block: LayoutBlock, edges: LayoutProblem["edges"]): Laid {
  const { at, width, height } =
    edges.length === 0 ? { at: new Map<string, Point>(), width: 0, height: 0 } : layered(block, edges);
  const rest = block.nodes.filter((n) => !at.has(n.id));
  const cellWidth = Math.max(0, ...rest.map((n) => n.width)) + measures.innerGapLeast;
  const cellHeight = Math.max(0, ...rest.map((n) => n.height)) + measures.rowGap;
  const columns = Math.max(
    1,
    Math.round(Math.sqrt((rest.length * cellHeight * 1.4) / cellWidth)),
    Math.floor(width / cellWidth),
  );
  const top = height === 0 ? 0 : height + measures.rowGap;
  rest.forEach((n, i) => {
    const x = (i % columns) * cellWidth + (cellWidth - measures.innerGapLeast) / 2;
    at.set(n.id, { x, y: top + Math.floor(i / columns) * cellHeight + n.height / 2 });
  });
  const rows = Math.ceil(rest.length / columns);
  const inner = {
    width: Math.max(
      width,
      rest.length === 0 ? 0 : Math.min(columns, rest.length) * cellWidth - measures.innerGapLeast,
    ),
    height: rows === 0 ? height : top + rows * cellHeight - measures.rowGap,
  };
  if (!block.boxed) return { block, at, ...inner };
  const pad = measures.boxPadding;
  const head = measures.boxHeader + pad;
  const moved = new Map([...at].map(([id, p]) => [id, { x: p.x + pad, y: p.y + head }]));
  return {
    block,
    at: moved,
    width: Math.max(inner.width, block.minWidth) + 2 * pad,
    height: inner.height + head + pad,
  };
}

/** Blocks on shelves, tallest first, in the window's shape; edges between blocks take no part, which keeps it fast. */
function shelve(laid: readonly Laid[], aspect: number): Positions {
  const gap = measures.blockGap + 8;
  const area = laid.reduce((sum, l) => sum + (l.width + gap) * (l.height + gap), 0);
  const target = Math.max(Math.sqrt(area * aspect), ...laid.map((l) => l.width));
  const found: Record<string, Point> = {};
  let left = 0;
  let top = 0;
  let shelf = 0;
  for (const l of laid.toSorted((a, b) => b.height - a.height || (a.block.id < b.block.id ? -1 : 1))) {
    if (left > 0 && left + l.width > target) {
      left = 0;
      top += shelf + gap;
      shelf = 0;
    }
    for (const [id, p] of l.at) found[id] = { x: left + p.x, y: top + p.y };
    left += l.width + gap;
    shelf = Math.max(shelf, l.height);
  }
  return found;
}

/**
 * Layout of a large mesh: each namespace in layers of its own, the boxes packed into the window's shape.
 * @returns centres; the same problem gives the same answer
 */
export function groupedLayout(
  problem: LayoutProblem,
  onProgress: (progress: Progress) => void = () => undefined,
): Positions {
  const blockOf = new Map(problem.blocks.flatMap((b) => b.nodes.map((n) => [n.id, b.id] as const)));
  const inside = Map.groupBy(
    problem.edges.filter((e) => e.client !== e.server && blockOf.get(e.client) === blockOf.get(e.server)),
    (e) => blockOf.get(e.client),
  );
  return shelve(
    problem.blocks.map((b, i) => {
      const laid = layBlock(b, inside.get(b.id) ?? []);
      onProgress({ done: i + 1, all: problem.blocks.length });
      return laid;
    }),
    problem.window.width / problem.window.height,
  );
}
