import type { GraphEdge, GraphNamespace, GraphNode } from "../../server/contract/graph.ts";
import type { Words } from "../look/words.ts";
import { type Counts, countsOf, type Line, rollUp } from "./line.ts";
import type { Shown } from "./shown.ts";

/** Which namespaces are folded: only these, or all but these. */
export interface Fold {
  readonly mode: "only" | "allBut";
  readonly names: readonly string[];
}

/** Above so many workloads a mesh opens folded. */
const foldedAbove = 1000;

/** A namespace drawn as one node. */
export interface FoldedNode {
  /** `namespace/*` */
  readonly id: string;
  readonly namespace: GraphNamespace;
  readonly members: readonly GraphNode[];
  /** Edges between two of its members: drawn as sums on the node. */
  readonly inside: readonly GraphEdge[];
  readonly counts: Counts;
}

/** What the canvas draws: the shown part with some namespaces folded. */
export interface Drawing {
  /** Namespaces drawn as boxes. */
  readonly namespaces: readonly GraphNamespace[];
  readonly nodes: readonly GraphNode[];
  readonly folded: readonly FoldedNode[];
  /** Lines that the layout heeds. */
  readonly laidOut: readonly Line[];
  /** Nodes, folded ones too, that the text filter hides. */
  readonly hidden: ReadonlySet<string>;
  readonly edges: readonly Line[];
  /** Ids of lines and nodes that were not found and stand behind the others. */
  readonly behind: ReadonlySet<string>;
}

/** Id of a folded namespace; no object of a cluster can be called `*`. */
export const foldedId = (namespace: string): string => `${namespace}/*`;

/** The namespace of a folded node's id; null when the id is another's. */
export const foldedNamespace = (id: string): string | null => (id.endsWith("/*") ? id.slice(0, -2) : null);

/** Names of the folded namespaces; without a wish a large mesh is folded and a small one is not. */
export function foldedNames(
  fold: Fold | null,
  namespaces: readonly GraphNamespace[],
  workloads: number,
): ReadonlySet<string> {
  const all = namespaces.map(({ name }) => name);
  if (fold === null) return new Set(workloads > foldedAbove ? all : []);
  const named = new Set(fold.names);
  return new Set(all.filter((name) => named.has(name) === (fold.mode === "only")));
}

/** The wish that leaves exactly these folded, in its shorter spelling; `names` are all namespaces. */
export function foldOf(folded: ReadonlySet<string>, names: readonly string[]): Fold {
  const unfolded = names.filter((name) => !folded.has(name));
  return unfolded.length < folded.size
    ? { mode: "allBut", names: unfolded }
    : { mode: "only", names: names.filter((name) => folded.has(name)) };
}

/**
 * Folds namespaces: their workloads become one node, the edges between the same two ends one line. No edge is lost: each one of `shown`
 * is drawn as itself, is a member of one line, or is inside of one folded node.
 */
export function fold(shown: Shown, folded: ReadonlySet<string>, words: Words): Drawing {
  const present = new Set(
    shown.nodes.flatMap(({ namespace }) => (namespace !== null && folded.has(namespace) ? [namespace] : [])),
  );
  if (present.size === 0)
    return { ...shown, folded: [], ...withBehind(shown.edges, shown.behind, shown.paleNodes) };
  const endOf = new Map(
    shown.nodes.map(({ id, namespace }) => [
      id,
      namespace !== null && present.has(namespace) ? foldedId(namespace) : id,
    ]),
  );
  const { lines, inside } = roll(shown.edges, endOf, words);
  const members = Map.groupBy(shown.nodes, ({ namespace }) => namespace);
  const foldedNodes = shown.namespaces
    .filter(({ name }) => present.has(name))
    .map((namespace): FoldedNode => {
      const id = foldedId(namespace.name);
      const own = inside.get(id) ?? [];
      return {
        id,
        namespace,
        members: members.get(namespace.name) ?? [],
        inside: own,
        counts: countsOf(own),
      };
    });
  return {
    namespaces: shown.namespaces.filter(({ name }) => !present.has(name)),
    nodes: shown.nodes.filter(({ id }) => endOf.get(id) === id),
    folded: foldedNodes,
    laidOut: shown.laidOut === shown.edges ? lines : roll(shown.laidOut, endOf, words).lines,
    hidden: new Set([
      ...[...shown.hidden].filter((id) => endOf.get(id) === id),
      ...foldedNodes
        .filter(({ members }) => members.every(({ id }) => shown.hidden.has(id)))
        .map(({ id }) => id),
    ]),
    ...withBehind(
      lines,
      roll(shown.behind, endOf, words).lines,
      new Set([
        ...[...shown.paleNodes].filter((id) => endOf.get(id) === id),
        ...foldedNodes
          .filter(({ members }) => members.length > 0 && members.every(({ id }) => shown.paleNodes.has(id)))
          .map(({ id }) => id),
      ]),
    ),
  };
}

/** Lines that were found, and behind them those that were not; a line with found members is a found one. */
function withBehind(
  lines: readonly Line[],
  others: readonly Line[],
  paleNodes: ReadonlySet<string>,
): Pick<Drawing, "edges" | "behind"> {
  if (others.length === 0) return { edges: lines, behind: paleNodes };
  const found = new Set(lines.map(({ id }) => id));
  const behind = others.filter(({ id }) => !found.has(id));
  return { edges: [...lines, ...behind], behind: new Set([...paleNodes, ...behind.map(({ id }) => id)]) };
}

/** Lines in the order of their first edge, and the edges inside of each folded node. */
function roll(
  edges: readonly GraphEdge[],
  endOf: ReadonlyMap<string, string>,
  words: Words,
): { readonly lines: readonly Line[]; readonly inside: ReadonlyMap<string, readonly GraphEdge[]> } {
  const groups = new Map<string, GraphEdge[]>();
  const inside = new Map<string, GraphEdge[]>();
  const lines: (Line | string)[] = [];
  const add = (to: Map<string, GraphEdge[]>, key: string, edge: GraphEdge): boolean => {
    const known = to.get(key);
    if (known === undefined) to.set(key, [edge]);
    else known.push(edge);
    return known === undefined;
  };
  for (const edge of edges) {
    const client = endOf.get(edge.client) ?? edge.client;
    const server = endOf.get(edge.server) ?? edge.server;
    if (client === edge.client && server === edge.server) lines.push(edge);
    else if (client === server) add(inside, client, edge);
    else if (add(groups, `${client}>${server}`, edge)) lines.push(`${client}>${server}`);
  }
  return {
    inside,
    lines: lines.flatMap((line) => {
      if (typeof line !== "string") return [line];
      const members = groups.get(line) ?? [];
      const first = members[0];
      return first === undefined
        ? []
        : [
            rollUp(
              endOf.get(first.client) ?? first.client,
              endOf.get(first.server) ?? first.server,
              members,
              words,
            ),
          ];
    }),
  };
}
