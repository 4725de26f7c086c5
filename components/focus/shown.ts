import type {
  Focus,
  FocusAnswer,
  FocusGroup,
  FocusPeer,
  FocusPort,
  FocusTarget,
} from "../../server/contract/focus.ts";
import type { Outcome } from "../../server/contract/verdict.ts";
import type { FocusView } from "./focus-view.ts";
import { type Way, wayOf, ways } from "./ways.ts";

/** A group as it is drawn: its peers are those that the filters leave. */
export interface ShownGroup extends Pick<FocusGroup, "transport" | "condition" | "named" | "decidedBy"> {
  /** Stable while the groups are: it stands in the address. */
  readonly key: string;
  readonly side: "callers" | "calls";
  readonly way: Way;
  readonly outcome: Outcome;
  readonly peers: readonly FocusPeer[];
  readonly targets: readonly FocusTarget[];
}

/** What the filters leave of an answer. */
export interface ShownFocus {
  /** Null when the direction hides them. */
  readonly callers: readonly { readonly port: FocusPort; readonly groups: readonly ShownGroup[] }[] | null;
  readonly calls: readonly ShownGroup[] | null;
  /** Pairs by way before the ways' own filter, so that each count stays a switch. */
  readonly counts: ReadonlyMap<Way, number>;
  /** Pairs that pass all filters. */
  readonly pairs: number;
}

/** Groups of one side, widest way first, with the peers whose name holds every word of the text. */
function groupsOf(focus: Focus, side: ShownGroup["side"], prefix: string, text: string): ShownGroup[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const kept = (peers: readonly FocusPeer[]) =>
    words.length === 0
      ? peers
      : peers.filter(({ id }) => words.every((word) => id.toLowerCase().includes(word)));
  const passing = focus.groups.map((group) => ({ ...group, way: wayOf(group) }));
  const stopped = focus.stops.map((stop) => ({
    ...stop,
    way: "stopped" as const,
    transport: null,
    condition: null,
    named: [],
  }));
  const seen = new Map<Way, number>();
  return [...passing, ...stopped]
    .map(({ way, outcome, transport, condition, named, decidedBy, peers }): ShownGroup => {
      const number = (seen.get(way) ?? 0) + 1;
      seen.set(way, number);
      return {
        key: `${prefix}-${way}-${number}`,
        side,
        way,
        outcome,
        transport,
        condition,
        named,
        decidedBy,
        peers: kept(peers),
        targets: focus.targets,
      };
    })
    .filter(({ peers }) => peers.length > 0)
    .toSorted((a, b) => ways.indexOf(a.way) - ways.indexOf(b.way) || b.peers.length - a.peers.length);
}

export function shownFocus(
  { ports, calls }: Pick<FocusAnswer, "ports" | "calls">,
  view: Pick<FocusView, "text" | "side" | "ways">,
): ShownFocus {
  const inward =
    view.side === "calls"
      ? null
      : ports.map((port) => ({
          port,
          groups: groupsOf(port.callers, "callers", String(port.workloadPort), view.text),
        }));
  const outward =
    view.side === "callers" ? null : calls === null ? [] : groupsOf(calls, "calls", "calls", view.text);
  const all = [...(inward?.flatMap(({ groups }) => groups) ?? []), ...(outward ?? [])];
  const counts = new Map<Way, number>();
  for (const { way, peers } of all) counts.set(way, (counts.get(way) ?? 0) + peers.length);
  const chosen = (groups: readonly ShownGroup[]) =>
    view.ways.length === 0 ? groups : groups.filter(({ way }) => view.ways.includes(way));
  return {
    callers: inward?.map(({ port, groups }) => ({ port, groups: chosen(groups) })) ?? null,
    calls: outward === null ? null : chosen(outward),
    counts,
    pairs: chosen(all).reduce((sum, { peers }) => sum + peers.length, 0),
  };
}

/** How many pairs of one side pass, and how many there are. */
export function sumsOf(sides: readonly Focus[]): { readonly passing: number; readonly all: number } {
  const passing = sides.flatMap(({ groups }) => groups).reduce((sum, { peers }) => sum + peers.length, 0);
  return { passing, all: passing + sides.reduce((sum, { stopped }) => sum + stopped, 0) };
}
