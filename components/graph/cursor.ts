import type { GraphNode } from "../../server/contract/graph.ts";
import { transportWord } from "../look/transport.ts";
import type { Words } from "../look/words.ts";
import { type Drawing, type FoldedNode, foldedNamespace } from "./fold.ts";
import type { Positions } from "./layout/problem.ts";
import { type Line, sumText } from "./line.ts";
import type { Opened } from "./opened.ts";

/** An element that the keyboard can stand on, with the words that a screen reader speaks. */
export interface Stop extends Opened {
  readonly spoken: string;
}

type Speaking = Pick<Drawing, "nodes" | "folded" | "edges">;

/** All stops in reading order: nodes from left to right, each followed by the lines that leave it. */
export function stops(
  { nodes, folded, edges, hidden }: Speaking & Pick<Drawing, "hidden">,
  positions: Positions,
  words: Words,
): Stop[] {
  const leaving = Map.groupBy(edges, ({ client }) => client);
  const at = (id: string) => positions[id] ?? { x: 0, y: 0 };
  const ordered = [
    ...nodes.map((node) => ({ id: node.id, spoken: () => spokenNode(node, words) })),
    ...folded.map((node) => ({ id: node.id, spoken: () => spokenFolded(node, words) })),
  ]
    .filter(({ id }) => !hidden.has(id))
    .sort((a, b) => at(a.id).x - at(b.id).x || at(a.id).y - at(b.id).y);
  return ordered.flatMap((node): Stop[] => [
    { kind: "node", id: node.id, spoken: node.spoken() },
    ...(leaving.get(node.id) ?? []).map(
      (line): Stop => ({ kind: "edge", id: line.id, spoken: spokenLine(line, words) }),
    ),
  ]);
}

/** What is said of one element: by a screen reader, and in the tooltip. */
export function spoken({ nodes, folded, edges }: Speaking, id: string, words: Words): string | null {
  const node = nodes.find((candidate) => candidate.id === id);
  if (node !== undefined) return spokenNode(node, words);
  const namespace = folded.find((candidate) => candidate.id === id);
  if (namespace !== undefined) return spokenFolded(namespace, words);
  const line = edges.find((candidate) => candidate.id === id);
  if (line === undefined) return null;
  return line.disagrees === null
    ? spokenLine(line, words)
    : `${spokenLine(line, words)}. ${line.disagrees.text}`;
}

function spokenNode(node: GraphNode, words: Words): string {
  if (node.kind === "outside") return words.drawer.outside;
  if (node.kind === "external") return `${words.drawer.external} ${node.name}`;
  const facts = [words.membership[node.membership], ...(node.mode === null ? [] : [node.mode])];
  return words.canvas.nodeSpoken(node.name, node.namespace ?? "", `, ${facts.join(", ")}`);
}

function spokenFolded({ namespace, members, inside, counts }: FoldedNode, words: Words): string {
  const sums = inside.length === 0 ? "" : ` (${sumText(counts, words)})`;
  return words.fold.nodeSpoken(
    namespace.name,
    words.fold.workloads(members.length),
    `${words.fold.edges(inside.length)}${sums}`,
  );
}

/** One end of a roll in words. */
export function endInWords(id: string, words: Words): string {
  const namespace = foldedNamespace(id);
  return namespace === null ? id : words.fold.whole(namespace);
}

function spokenLine(line: Line, words: Words): string {
  if (line.rolled !== undefined) {
    const { members, counts } = line.rolled;
    return words.fold.edgeSpoken(
      endInWords(line.client, words),
      endInWords(line.server, words),
      words.fold.edges(members.length),
      sumText(counts, words),
    );
  }
  return words.canvas.edgeSpoken(
    line.client,
    line.server,
    line.workloadPort,
    words.outcome[line.outcome].word,
    transportWord(line.transport, words),
  );
}

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
