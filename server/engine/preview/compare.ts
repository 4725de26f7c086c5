import { type Choice, type Choices, choicesOf, type Gap } from "./choices.ts";
import { atomsIn, type End, endOf, type Ladder, reduceLadder, unreadIn } from "./ladder.ts";
import type { Atom, Nodes } from "./nodes.ts";
import type { RequestPart, Setting } from "./setting.ts";

/** Two ends of one request that differ, and what the request has. */
export interface Difference {
  readonly before: End;
  readonly after: End;
  readonly parts: readonly RequestPart[];
}

/** What came of the comparison of two ladders. */
export interface Compared {
  /** Some request ends otherwise, as far as its attributes can be chosen. */
  readonly differs: boolean;
  /** Why requests may be left that were not compared; empty when all were. */
  readonly gaps: readonly Gap[];
  /** What could not be read; null when all was. */
  readonly unread: string | null;
}

/** Pairs of ladders that are looked at for one comparison, at most. */
const mostPairs = 4_000;

/** Remembers the choices of attributes: the same tests are asked of many callers. */
export type ChoiceMemory = Map<string, Choices>;

function remembered(
  memory: ChoiceMemory,
  attribute: string,
  atoms: readonly Atom[],
  setting: Setting,
): Choices {
  const key = `${setting.key}\n${attribute}\n${atoms.map((a) => a.key).join("\n")}`;
  const known = memory.get(key) ?? choicesOf(attribute, atoms, setting);
  memory.set(key, known);
  return known;
}

const unique = (atoms: readonly Atom[]): readonly Atom[] =>
  [...new Set(atoms)].toSorted((a, b) => (a.key < b.key ? -1 : 1));

/** The attribute to choose next: one that is asked on one side only, else any that is asked. */
function nextAttribute(before: readonly Atom[], after: readonly Atom[]): string | null {
  const [left, right] = [new Set(before), new Set(after)];
  const own = [...before.filter((a) => !right.has(a)), ...after.filter((a) => !left.has(a))];
  return (own[0] ?? before[0] ?? after[0])?.attribute ?? null;
}

/**
 * Looks for requests that end otherwise on the second ladder: attribute by attribute, all values that the tests tell apart. Where
 * both ladders have become equal nothing is asked any more.
 * @param found called with each difference until it says that this one will do
 */
export function compareLadders(
  nodes: Nodes,
  first: { readonly before: Ladder; readonly after: Ladder },
  setting: Setting,
  memory: ChoiceMemory,
  found: (difference: Difference) => boolean,
): Compared {
  const gaps = new Set<Gap>();
  const equal = new Set<string>();
  let differs = false;
  let pairs = 0;
  let ends = 0;
  let unread = unreadIn(first.before) ?? unreadIn(first.after);
  /** True when a difference was found that will do. */
  const search = (before: Ladder, after: Ladder, parts: readonly RequestPart[]): boolean => {
    if (before.key === after.key) return false;
    const key = `${before.key}\n${after.key}`;
    if (equal.has(key)) return false;
    pairs += 1;
    if (pairs > mostPairs) {
      gaps.add("limit");
      return false;
    }
    const [left, right] = [atomsIn(before), atomsIn(after)];
    const [end, other] = [endOf(nodes, before), endOf(nodes, after)];
    const decided = end !== null && other !== null;
    if (decided && end === other) return false;
    const attribute = decided ? null : nextAttribute(left, right);
    if (attribute === null) {
      if (end === null || other === null) {
        unread ??= unreadIn(before) ?? unreadIn(after);
        return false;
      }
      differs = true;
      ends += 1;
      return found({ before: end, after: other, parts });
    }
    const atoms = unique([...left, ...right].filter((a) => a.attribute === attribute));
    const { choices, gaps: missing } = remembered(memory, attribute, atoms, setting);
    for (const gap of missing) gaps.add(gap);
    const known = ends;
    const any = choices.some((c: Choice) =>
      search(reduceLadder(nodes, before, c.answers), reduceLadder(nodes, after, c.answers), [
        ...parts,
        c.part,
      ]),
    );
    if (ends === known) equal.add(key);
    return any;
  };
  search(first.before, first.after, []);
  return { differs, gaps: [...gaps], unread };
}
