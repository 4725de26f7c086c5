import { type Path, transportOf } from "../answer.ts";
import type { Test } from "../expression.ts";
import type { Answers, Atom, Node, Nodes } from "./nodes.ts";

/** How a request ends, as far as the comparison goes: outcome and transport. */
export type End = string;

/** The gates of one path as steps that a request climbs: the first one that says no is its end. */
export interface Ladder {
  readonly rungs: readonly { readonly end: End; readonly node: Node }[];
  /** How it ends when every gate lets it pass. */
  readonly top: End;
  /** Equal ids and equal ends: equal ladders. */
  readonly key: string;
}

/** The end of a request that a route takes somewhere else. */
const elsewhere = "elsewhere";

/**
 * A ladder without rungs that change nothing: those that always let pass, those behind one that never does, and two in
 * a row with the same end are one.
 */
function ladder(nodes: Nodes, rungs: Ladder["rungs"], top: End): Ladder {
  const kept: { readonly end: End; readonly node: Node }[] = [];
  for (const rung of rungs) {
    if (rung.node === nodes.yes) continue;
    const last = kept.at(-1);
    if (last?.end === rung.end) kept[kept.length - 1] = { ...last, node: nodes.all([last.node, rung.node]) };
    else kept.push(rung);
    if (rung.node === nodes.no) break;
  }
  const closed = kept.at(-1)?.node === nodes.no;
  const key = `${kept.map((r) => `${r.end}=${r.node.id}`).join(" ")} ${closed ? "" : top}`;
  return { rungs: kept, top, key };
}

export function ladderOf(nodes: Nodes, path: Path, atomOf: (test: Test) => Atom): Ladder {
  const rungs = path.gates.map((gate) => ({
    end: gate.gate === "route" ? elsewhere : `${gate.failure.outcome} ${transportOf(path, gate)}`,
    node: nodes.of(gate.expression, atomOf),
  }));
  return ladder(nodes, rungs, `allowed ${transportOf(path, null)}`);
}

export const reduceLadder = (nodes: Nodes, l: Ladder, answers: Answers): Ladder =>
  l.rungs.length === 0
    ? l
    : ladder(
        nodes,
        l.rungs.map((r) => ({ end: r.end, node: nodes.reduce(r.node, answers) })),
        l.top,
      );

/** The end when nothing is left to ask; null when something that was not read may change it. */
export function endOf(nodes: Nodes, l: Ladder): End | null {
  const [first] = l.rungs;
  if (first === undefined) return l.top;
  return first.node === nodes.no ? first.end : null;
}

/** Everything that is still asked. */
export const atomsIn = (l: Ladder): readonly Atom[] => l.rungs.flatMap((r) => [...r.node.atoms]);

/** Why something in it could not be read; null when all was. */
export function unreadIn(l: Ladder): string | null {
  const find = (n: Node): string | null => {
    if (n.because !== null) return n.because;
    if (!n.unknown) return null;
    for (const part of n.of) {
      const because = find(part);
      if (because !== null) return because;
    }
    return null;
  };
  for (const { node } of l.rungs) {
    const because = find(node);
    if (because !== null) return because;
  }
  return null;
}
