import type { GraphNamespace } from "../../server/contract/graph.ts";
import type { Words } from "../look/words.ts";
import type { LayoutBlock, LayoutProblem } from "./layout/problem.ts";
import type { Line } from "./line.ts";
import { headerWidth, type NodeLook } from "./node-look.ts";
import { textWidth } from "./text-width.ts";

/** The layout's question for what is drawn. Deterministic: nodes and edges keep the server's order. */
export function layoutProblem(
  looks: readonly NodeLook[],
  namespaces: readonly GraphNamespace[],
  edges: readonly Line[],
  window: LayoutProblem["window"],
  panel: LayoutProblem["panel"],
  words: Words,
): LayoutProblem {
  const header = new Map(namespaces.map((namespace) => [namespace.name, headerWidth(namespace, words)]));
  const boxed = new Map<string, NodeLook[]>();
  const alone: LayoutBlock[] = [];
  for (const look of looks) {
    if (look.namespace === null) alone.push({ id: look.id, boxed: false, minWidth: 0, nodes: [size(look)] });
    else {
      const own = boxed.get(look.namespace);
      if (own === undefined) boxed.set(look.namespace, [look]);
      else own.push(look);
    }
  }
  const blocks = [...boxed].map(
    ([name, nodes]): LayoutBlock => ({
      id: name,
      boxed: true,
      minWidth: header.get(name) ?? 0,
      nodes: nodes.map(size),
    }),
  );
  return {
    blocks: [...blocks, ...alone],
    edges: edges.map((edge) => ({ client: edge.client, server: edge.server, room: room(edge) })),
    window,
    panel,
  };
}

const size = ({ id, width, height }: NodeLook) => ({ id, width, height });

/** What the marks of a line need beside each other, with the end mark. */
function room(edge: Line): number {
  const lock = edge.transport === "plaintext" || edge.transport === "tls" ? 30 : 0;
  if (edge.disagrees !== null) return 96 + lock;
  if (edge.outcome === "refused") return 62 + lock;
  if (edge.label !== null) return 56 + textWidth(edge.label, "pill") + lock;
  return 52 + lock;
}
