import type { FocusPeer } from "../../server/contract/focus.ts";
import type { GraphEdge } from "../../server/contract/graph.ts";
import { pairOf } from "./focus-href.ts";
import type { ShownGroup } from "./shown.ts";

/** Peers whose edge is drawn come first: those with most traffic, then those that a rule names; the others as they were. */
export function seenFirst(
  id: string,
  group: Pick<ShownGroup, "side" | "peers">,
  drawn: ReadonlyMap<string, Pick<GraphEdge, "evidence">>,
): readonly FocusPeer[] {
  const weight = (peer: FocusPeer): number => {
    const evidence = drawn.get(pairOf(id, group, peer).edge)?.evidence;
    return evidence === undefined ? -2 : (evidence.perSecond ?? -1);
  };
  return group.peers
    .map((peer) => ({ peer, weight: weight(peer) }))
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ peer }) => peer);
}
