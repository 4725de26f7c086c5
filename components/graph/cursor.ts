import type { GraphEdge, GraphNode } from "../../server/contract/graph.ts";
import { transportWord } from "../look/transport.ts";
import type { Words } from "../look/words.ts";
import type { Positions } from "./layout/problem.ts";
import type { Opened } from "./opened.ts";
import type { Shown } from "./shown.ts";

/** An element that the keyboard can stand on, with the words that a screen reader speaks. */
export interface Stop extends Opened {
  readonly spoken: string;
}

/** All stops in reading order: workloads from left to right, each followed by the edges that leave it. */
export function stops(
  { nodes, edges, hidden }: Pick<Shown, "nodes" | "edges" | "hidden">,
  positions: Positions,
  words: Words,
): Stop[] {
  const leaving = new Map<string, GraphEdge[]>();
  for (const edge of edges) leaving.set(edge.client, [...(leaving.get(edge.client) ?? []), edge]);
  const at = (id: string) => positions[id] ?? { x: 0, y: 0 };
  const ordered = nodes
    .filter((node) => !hidden.has(node.id))
    .sort((a, b) => at(a.id).x - at(b.id).x || at(a.id).y - at(b.id).y);
  return ordered.flatMap((node): Stop[] => [
    { kind: "node", id: node.id, spoken: spokenNode(node, words) },
    ...(leaving.get(node.id) ?? []).map(
      (edge): Stop => ({ kind: "edge", id: edge.id, spoken: spokenEdge(edge, words) }),
    ),
  ]);
}

/** What is said of one element: by a screen reader, and in the tooltip. */
export function spoken(
  { nodes, edges }: Pick<Shown, "nodes" | "edges">,
  id: string,
  words: Words,
): string | null {
  const node = nodes.find((candidate) => candidate.id === id);
  if (node !== undefined) return spokenNode(node, words);
  const edge = edges.find((candidate) => candidate.id === id);
  if (edge === undefined) return null;
  return edge.disagrees === null
    ? spokenEdge(edge, words)
    : `${spokenEdge(edge, words)}. ${edge.disagrees.text}`;
}

function spokenNode(node: GraphNode, words: Words): string {
  if (node.kind === "outside") return words.drawer.outside;
  if (node.kind === "external") return `${words.drawer.external} ${node.name}`;
  const facts = [words.membership[node.membership], ...(node.mode === null ? [] : [node.mode])];
  return words.canvas.nodeSpoken(node.name, node.namespace ?? "", `, ${facts.join(", ")}`);
}

const spokenEdge = (edge: GraphEdge, words: Words): string =>
  words.canvas.edgeSpoken(
    edge.client,
    edge.server,
    edge.workloadPort,
    words.outcome[edge.outcome].word,
    transportWord(edge.transport, words),
  );

/** Where a key leads from stop number `now` (-1: nowhere yet); null when the key means nothing here. */
export function nextStop(key: string, now: number, count: number): number | null {
  if (count === 0) return null;
  switch (key) {
    case "ArrowRight":
    case "ArrowDown":
      return Math.min(count - 1, now + 1);
    case "ArrowLeft":
    case "ArrowUp":
      return Math.max(0, now - 1);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}
