import type { GraphAnswer, GraphEdge } from "../../server/contract/graph.ts";
import type { Outcome } from "../../server/contract/verdict.ts";
import type { Finds } from "../graph/shown.ts";
import { type Flip, flips } from "../push/flips.ts";

/** The graph before a change and after it: the same edges, so that nothing moves between the two. */
export interface Sides {
  readonly before: GraphAnswer;
  readonly after: GraphAnswer;
  /** Of the edges that are drawn, bad news first. */
  readonly flips: readonly Flip[];
  readonly flipped: ReadonlySet<string>;
}

const passes: ReadonlySet<Outcome | undefined> = new Set(["allowed", "depends", "mixed"]);

/** Who passed and is shut out comes first, then who is let in. */
function newsOf({ before, after }: Flip): number {
  const [was, is] = [passes.has(before?.outcome), passes.has(after?.outcome)];
  return was && !is ? 0 : !was && is ? 1 : 2;
}

const isSeen = ({ evidence }: GraphEdge): boolean => evidence.observed || evidence.named.length > 0;

/**
 * Both sides of a change, as they are drawn: what flips, and what would be drawn without the change.
 * @param asked workloads of which the reader wants all possible peers; the answers may have been asked for more
 */
export function sidesOf(before: GraphAnswer, after: GraphAnswer, asked: readonly string[]): Sides {
  const found = flips(before, after)
    .filter((flip) => flip.before !== null && flip.after !== null)
    .toSorted((a, b) => newsOf(a) - newsOf(b));
  const flipped = new Set(found.map(({ edge }) => edge));
  const wanted = new Set(asked);
  const there = new Set(after.edges.map(({ id }) => id));
  const old = new Map(before.edges.map((edge) => [edge.id, edge]));
  const drawn = new Set(
    [...before.edges, ...after.edges].flatMap((edge) =>
      isSeen(edge) || flipped.has(edge.id) || wanted.has(edge.client) || wanted.has(edge.server)
        ? [edge.id]
        : [],
    ),
  );
  const side = (answer: GraphAnswer): GraphAnswer => ({
    ...answer,
    edges: answer.edges
      .filter(({ id }) => drawn.has(id) && there.has(id) && old.has(id))
      // The band of what is asked for stands for what flips here; a rule that the change brings must not move anything.
      .map((edge) => ({
        ...edge,
        // Traffic was seen before the change: it cannot speak against it.
        disagrees: answer === after && flipped.has(edge.id) ? null : edge.disagrees,
        evidence: {
          ...edge.evidence,
          named: old.get(edge.id)?.evidence.named ?? [],
          asked: flipped.has(edge.id),
        },
      })),
  });
  return { before: side(before), after: side(after), flips: found, flipped };
}

/** Only what flips is in front. @param finds what else is looked for */
export const findsOf = ({ flipped }: Sides, finds: Finds | null): Finds => ({
  edge: (edge) => flipped.has(edge.id) && (finds === null || finds.edge(edge)),
  node: (node) => (finds === null ? false : finds.node(node)),
});
