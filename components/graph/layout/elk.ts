import type { ELK, ElkNode, LayoutOptions } from "elkjs/lib/elk-api.js";
import type { Point } from "./geometry.ts";
import { type LayoutBlock, type LayoutProblem, measures, type Positions } from "./problem.ts";

const inner: LayoutOptions = {
  "elk.algorithm": "layered",
  "elk.direction": "RIGHT",
  "elk.padding": `[top=${measures.boxHeader + measures.boxPadding},left=${measures.boxPadding},bottom=${measures.boxPadding},right=${measures.boxPadding}]`,
  "elk.spacing.nodeNode": String(measures.rowGap),
  "elk.layered.spacing.nodeNodeBetweenLayers": "64",
  "elk.spacing.componentComponent": "24",
  "elk.aspectRatio": "1.4",
  "elk.randomSeed": "7",
};

/** Boxes are packed into the window's shape; edges between boxes do not take part, which keeps a thousand nodes at seconds. */
const outer = (aspect: number): LayoutOptions => ({
  "elk.algorithm": "rectpacking",
  "elk.aspectRatio": aspect.toFixed(2),
  "elk.spacing.nodeNode": "32",
  "elk.padding": "[top=0,left=0,bottom=0,right=0]",
  "elk.rectpacking.widthApproximation.targetWidth": "-1",
});

/** The question put to ELK: one layered graph in each namespace, the boxes packed. Pure. */
export function elkGraph(problem: LayoutProblem): ElkNode {
  const blockOf = new Map(
    problem.blocks.flatMap((block) => block.nodes.map((node) => [node.id, block.id] as const)),
  );
  const inside = new Map<string, { id: string; sources: string[]; targets: string[] }[]>();
  problem.edges.forEach(({ client, server }, i) => {
    const block = blockOf.get(client);
    if (block === undefined || block !== blockOf.get(server) || client === server) return;
    inside.set(block, [
      ...(inside.get(block) ?? []),
      { id: `edge:${i}`, sources: [client], targets: [server] },
    ]);
  });
  const child = (block: LayoutBlock): ElkNode => {
    const [only] = block.nodes;
    if (!block.boxed && only !== undefined) return { id: only.id, width: only.width, height: only.height };
    return {
      id: `block:${block.id}`,
      layoutOptions: {
        ...inner,
        "elk.nodeSize.constraints": "MINIMUM_SIZE",
        "elk.nodeSize.minimum": `(${block.minWidth + 2 * measures.boxPadding},0)`,
      },
      children: block.nodes.map(({ id, width, height }) => ({ id, width, height })),
      edges: inside.get(block.id) ?? [],
    };
  };
  return {
    id: "root",
    layoutOptions: outer(problem.window.width / problem.window.height),
    children: problem.blocks.map(child),
  };
}

/** Centres of the leaves of a laid-out graph. */
export function leafCentres(node: ElkNode, origin: Point = { x: 0, y: 0 }): Positions {
  const found: Record<string, Point> = {};
  for (const child of node.children ?? []) {
    const at = { x: origin.x + (child.x ?? 0), y: origin.y + (child.y ?? 0) };
    if (child.children === undefined || child.children.length === 0) {
      found[child.id] = { x: at.x + (child.width ?? 0) / 2, y: at.y + (child.height ?? 0) / 2 };
    } else Object.assign(found, leafCentres(child, at));
  }
  return found;
}

let elk: Promise<ELK> | undefined;

/** Lays out a large mesh in ELK's own worker, which is started once and kept warm. */
export async function elkLayout(problem: LayoutProblem): Promise<Positions> {
  elk ??= import("elkjs/lib/elk-api.js").then(
    ({ default: Elk }) => new Elk({ workerUrl: "/elk-worker.min.js" }),
  );
  return leafCentres(await (await elk).layout(elkGraph(problem)));
}
